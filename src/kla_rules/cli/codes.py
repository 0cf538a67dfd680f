"""Exit codes: what the command answers to the program that called it."""

from typing import Final

YES: Final = 0
FAULT: Final = 1
REFUSED: Final = 2
NOT_DETERMINED: Final = 3
NO: Final = 4
STOPPED: Final = 130  # by Ctrl-C, as shells have it
