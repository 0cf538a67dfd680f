"""A report as PDF, printed by a browser that is on the machine."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from kla_rules.core.findings import Finding, FindingsError

BROWSERS: Final = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("msedge", "microsoft-edge", "microsoft-edge-stable"),
)
_SECONDS: Final = 120
_OPTIONS: Final = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    # The page loads nothing; should one ever try, it gets nowhere.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
)


class PrintError(FindingsError):
    """No PDF could be made."""


def printed(page: str) -> bytes:
    """Return a page of `report()` as a PDF file of A4 sheets.

    The browser runs without a network, with a profile of its own that is gone afterwards.

    Raises:
        PrintError: if there is no browser, or it makes no PDF; says how to print by hand.
    """
    name = next(filter(None, map(shutil.which, BROWSERS)), None)
    if name is None:
        raise PrintError([Finding("report.no-browser")])
    with tempfile.TemporaryDirectory(prefix="kla-report-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder, "report.html"), Path(folder, "report.pdf")
        source.write_text(page, encoding="utf-8")
        own = (f"--user-data-dir={Path(folder, 'profile')}", f"--print-to-pdf={target}")
        try:
            subprocess.run(  # noqa: S603 - a browser that the user has, and options of ours
                [name, *_OPTIONS, *_as_root(), *own, source.as_uri()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=True,
            )
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            found = {"browser": name, "seconds": _SECONDS}
            raise PrintError([Finding("report.no-pdf", found)]) from error


def _as_root() -> tuple[str, ...]:
    """Return what Chromium asks for where root starts it, as in a container.

    Its sandbox does not work for root, and it refuses to start with one. Without it is safe enough
    for this one page and for no other: the page is ours, with every text of strangers escaped, a
    policy that lets nothing load and no script run but ours, and no network. Whoever is not root
    keeps the sandbox.
    """
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
