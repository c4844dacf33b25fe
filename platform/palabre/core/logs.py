"""Logs for those who mend the machine: what broke and where, never who, from where or on which page.

Django's own messages carry paths, and database errors quote values; so only the class of an error
and the places in the code are written (security.md, logging policy: ADR 0004).
"""

import logging
import sys
import threading
import traceback
from collections.abc import ItemsView

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

OURS = "palabre"
logger = logging.getLogger(__name__)


class QuietFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        said = record.getMessage() if record.name.startswith(OURS) else record.name
        lines = [f"{self.formatTime(record, '%Y-%m-%d')} {record.levelname} {said}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines += [where_it_broke(record.exc_info[1])]
        return "\n".join(lines)


def where_it_broke(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    path = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))
    return f"  {type(error).__module__}.{type(error).__qualname__} at {path}"


def write_quietly() -> None:
    """What Python itself prints goes through the same formatter: warnings, a thread that broke."""
    logging.captureWarnings(capture=True)
    threading.excepthook = lambda broken: _broke("A thread", broken.exc_value)
    sys.unraisablehook = lambda broken: _broke("Something on its way out", broken.exc_value)


def _broke(what: str, error: BaseException | None) -> None:
    if error is not None:
        logger.error("%s broke.", what, exc_info=error)


class BlankReport(SafeExceptionReporterFilter):
    """No locals, no form, no cookies, no headers in any error report."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, object]:
        return {}

    def get_traceback_frame_variables(
        self, request: object, tb_frame: object
    ) -> ItemsView[str, object]:
        return {}.items()

    def get_safe_request_meta(self, request: object) -> dict[str, object]:
        return {}

    def get_safe_cookies(self, request: object) -> dict[str, object]:
        return {}
