"""What infers steps and decides conditions; both give the same."""

from typing import Final

ENGINES: Final = ("native", "durable")
