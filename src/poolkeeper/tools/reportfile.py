"""The file of an import's report: 0600, and there as a whole or not at all."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType


class ReportFile:
    """Writes the report to a path, none where that is None; OSError at once where it can not be written.

    What was there before stays until the new report is whole.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._part = None if path is None else path.with_name(f".{path.name}.part")

    def __enter__(self) -> Callable[[str], None]:
        if self._part is not None:
            self._part.unlink(missing_ok=True)
            os.close(os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        return self._keep

    def _keep(self, text: str) -> None:
        if self._part is not None and self._path is not None:
            self._part.write_text(text, encoding="ascii")
            self._part.replace(self._path)

    def __exit__(self, *raised: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._part is not None:
            with suppress(OSError):
                self._part.unlink(missing_ok=True)
