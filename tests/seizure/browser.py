"""A browser without JavaScript: cookies, forms, and headers that are all somebody's own."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.seizure.bags import Bag

IDLE = 2  # seconds after which a server may have let go of a line
FIELD = re.compile(r'name="(\w+)"[^>]*?value="([^"]*)"')
BOUNDARY = "----palmier"  # what stands between the parts of a form with files


@dataclass(frozen=True)
class Traces:
    """What the wire tells of somebody: all of it must be nowhere afterwards."""

    agent: str
    language: str
    address: str
    far_address: str
    referer: str

    @property
    def headers(self) -> dict[str, str]:
        return {
            "User-Agent": self.agent,
            "Accept-Language": f"en,{self.language};q=0.5",
            "X-Forwarded-For": self.far_address,
            "X-Real-IP": self.far_address,
            "Referer": self.referer,
        }


@dataclass
class Page:
    status: int
    content: bytes
    location: str

    @cached_property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")

    def fields(self, name: str) -> list[str]:
        return [unescape(value) for found, value in FIELD.findall(self.text) if found == name]

    def field(self, name: str) -> str:
        found = dict(FIELD.findall(self.text)).get(name)
        assert found is not None, f"no field {name} in {self.text[:2000]}"
        return unescape(found)


@dataclass
class Browser:
    port: int
    traces: Traces
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.line = HTTPConnection(
            "127.0.0.1", self.port, timeout=30, source_address=(self.traces.address, 0)
        )
        self.asked_at = 0.0

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Page:
        if time.monotonic() - self.asked_at > IDLE:
            self.line.close()
        self.asked_at = time.monotonic()
        headers = {"Host": "localhost", **self.traces.headers}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        if kind:
            headers["Content-Type"] = kind
        self.line.request(method, path, body or None, headers)
        answer = self.line.getresponse()
        page = Page(answer.status, answer.read(), answer.headers.get("Location", ""))
        self.keep_cookies(answer)
        assert answer.status < 500, (path, page.text[:2000])
        return page

    def keep_cookies(self, answer: HTTPResponse) -> None:
        for told in answer.headers.get_all("Set-Cookie") or ():
            for name, cookie in SimpleCookie(told).items():
                if cookie.value and cookie["max-age"] != "0":
                    self.cookies[name] = cookie.value
                else:
                    self.cookies.pop(name, None)

    def get(self, path: str) -> Page:
        return self.ask("GET", path)

    def post(self, path: str, *, on: Page, **fields: str | list[str]) -> Page:
        """Send what a form of the page `on` would send."""
        fields["csrfmiddlewaretoken"] = on.field("csrfmiddlewaretoken")
        body = urlencode(fields, doseq=True).encode()
        return self.ask("POST", path, body, "application/x-www-form-urlencoded")

    def post_file(
        self, path: str, bag: Bag, *, on: Page, named: str = "files", **fields: str
    ) -> Page:
        fields["csrfmiddlewaretoken"] = on.field("csrfmiddlewaretoken")
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return self.ask("POST", path, b"".join(parts_of(fields, bag, named)), kind)


def parts_of(fields: dict[str, str], bag: Bag, named: str) -> Iterator[bytes]:
    for name, value in fields.items():
        yield part(f'name="{name}"', value.encode())
    yield part(f'name="{named}"; filename="{bag.name}"', bag.content)
    yield f"--{BOUNDARY}--\r\n".encode()


def part(told: str, content: bytes) -> bytes:
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {told}\r\n\r\n"
    return head.encode() + content + b"\r\n"
