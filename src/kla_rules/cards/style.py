"""How cards look: one style, light and dark, that meets nothing outside of them."""

from typing import Final

# Notebooks say by attributes of their own that they are dark; elsewhere the system says it.
_DARK: Final = "--i:#e8eaed;--m:#a9b0b8;--l:#4a5058;--b:#1f2328;--f:#6cb2e8;--p:#33597a"
# JupyterLab makes all columns of a table equal and aligns them to the right, and its selectors
# outweigh ours.
STYLE: Final = (
    "<style>.kla{--i:#1b1f24;--m:#59616a;--l:#c9cfd6;--b:#fff;--f:#0b61a4;--p:#b5d3ea;"
    "color:var(--i);background:var(--b);border:1px solid var(--l);border-radius:6px;"
    "font:14px/1.45 system-ui,sans-serif;padding:10px 14px;max-width:46em;overflow-wrap:anywhere}"
    ".kla h4{margin:0 0 6px;font-size:1.1em}.kla p{margin:4px 0}.kla .m{color:var(--m)}"
    ".kla .w{border:1px solid currentColor;border-radius:4px;padding:2px 6px}"
    ".kla table{border-collapse:collapse;margin:6px 0;width:100%;color:inherit;"
    "background:none;table-layout:auto!important}"
    ".kla caption{text-align:left;font-weight:600;padding:4px 0;color:inherit}"
    ".kla th,.kla td{padding:2px 8px 2px 0;text-align:left!important;vertical-align:top;"
    "border-bottom:1px solid var(--l);white-space:normal;background:none;color:inherit}"
    ".kla .n{text-align:right!important}"
    ".kla i.b{display:block;position:relative;width:min(11em,18vw);height:.8em;margin-top:.3em;"
    "border:1px solid var(--m)}"
    ".kla i.b>i{position:absolute;top:0;bottom:0;left:0;background:var(--p)}"
    ".kla i.b>i.k{background:var(--f)}"
    f"@media(prefers-color-scheme:dark){{.kla{{{_DARK}}}}}"
    f"[data-jp-theme-light=false] .kla,.vscode-dark .kla{{{_DARK}}}"
    "[data-jp-theme-light=true] .kla,.vscode-light .kla{--i:#1b1f24;--m:#59616a;--l:#c9cfd6;"
    "--b:#fff;--f:#0b61a4;--p:#b5d3ea}</style>"
)
