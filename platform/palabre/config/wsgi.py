import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.handlers.wsgi import LimitedStream
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palabre.config.settings")
django = get_wsgi_application()
if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

from palabre.core.logs import write_quietly  # noqa: E402 (apps are ready now)
from palabre.core.places import KEY  # noqa: E402
from palabre.demonstration.checks import refuse_demonstration  # noqa: E402

refuse_demonstration()
write_quietly()
ENCODING = re.compile(r';\s*charset\*?\s*=\s*("[^"]*"|[^;]*)', re.IGNORECASE)

MOST_BYTES_READ = 50_000_000  # whatever is announced: what is cut off there is refused


def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Forms are UTF-8. Django trusts what a request calls itself before anything of ours can look,
    and breaks where that is no encoding of text."""
    kind = environ.get("CONTENT_TYPE", "")
    if "charset" in kind.lower():
        environ["CONTENT_TYPE"] = ENCODING.sub("", kind)
    place = getattr(environ.get("gunicorn.socket"), "place", None)
    if place:  # one that came in slowly has it already (palabre.config.line)
        environ[KEY] = place
    environ["wsgi.input"] = LimitedStream(environ["wsgi.input"], MOST_BYTES_READ)
    return django(environ, start_response)
