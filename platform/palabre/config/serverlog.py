"""What the web server writes down: its own words and the place in the code, no address, no path."""

import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from gunicorn.glogging import Logger

from palabre.core.logs import where_it_broke


class ServerLog(Logger):
    def exception(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Gunicorn puts the address that was asked for into `args`, and values into tracebacks."""
        error = sys.exc_info()[1]
        if isinstance(error, BlockingIOError):  # a line fell silent: nothing of ours to mend
            return
        if isinstance(error, ImproperlyConfigured):  # our own words to whoever runs this
            self.error_log.error("%s", error)
        else:
            words = str(msg).replace(" %s", "")
            self.error_log.error("%s\n%s", words, where_it_broke(error) if error else "")
