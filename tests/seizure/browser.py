"""A browser without JavaScript: cookies, forms, and headers that are all somebody's own."""

import re
import time
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

IDLE = 2  # seconds after which a server may have let go of a line
FIELD = re.compile(r'name="(\w+)"[^>]*?value="([^"]*)"')


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
    text: str
    location: str

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

    def ask(self, method: str, path: str, **fields: str) -> Page:
        if time.monotonic() - self.asked_at > IDLE:
            self.line.close()
        self.asked_at = time.monotonic()
        headers = {"Host": "localhost", **self.traces.headers}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, path, urlencode(fields) or None, headers)
        answer = self.line.getresponse()
        text = answer.read().decode()
        self.keep_cookies(answer)
        assert answer.status < 500, (path, text[:2000])
        return Page(answer.status, text, answer.headers.get("Location", ""))

    def keep_cookies(self, answer: HTTPResponse) -> None:
        for told in answer.headers.get_all("Set-Cookie") or ():
            for name, cookie in SimpleCookie(told).items():
                if cookie.value and cookie["max-age"] != "0":
                    self.cookies[name] = cookie.value
                else:
                    self.cookies.pop(name, None)

    def get(self, path: str) -> Page:
        return self.ask("GET", path)

    def post(self, path: str, *, on: Page, **fields: str) -> Page:
        """Send what a form of the page `on` would send."""
        token = on.field("csrfmiddlewaretoken")
        return self.ask("POST", path, csrfmiddlewaretoken=token, **fields)
