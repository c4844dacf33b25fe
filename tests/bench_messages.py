"""Messages without an account, as a person without JavaScript sends them: form, review, code."""

import gzip
import re
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlencode

FIELD = re.compile(r'name="(\w+)"[^>]*?value="([^"]*)"')
CLIENTS = {1: 60, 2: 100, 8: 500}  # how many messages so many clients send in all
BODY = "Une lampe manque au poste. " * 40
Say = Callable[[str], object]
SAID = {"body": BODY, "readers": "all", "committee": "tabakoro"}
TYPE = "application/x-www-form-urlencoded"


class Sent(NamedTuple):
    """Milliseconds of the whole way, of the request that seals, and whether a code came back."""

    whole: float
    sealing: float
    code: str


class Writer:
    def __init__(self, port: int) -> None:
        self.line = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.sizes: dict[str, int] = {}

    def ask(self, page: str, path: str, **fields: str) -> str:
        headers = {"Accept-Encoding": "gzip", "Content-Type": TYPE, "Host": "localhost"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        method = "POST" if fields else "GET"
        self.line.request(method, path, urlencode(fields) or None, headers)
        answer = self.line.getresponse()
        body = answer.read()
        for told in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = told.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.sizes[page] = len(body)
        if answer.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return body.decode() if answer.status < 400 else ""

    def send(self) -> Sent:
        self.cookies = {}  # each is somebody else
        began = time.perf_counter()
        form = fields(self.ask("message", "/fr/write/message/"))
        review = fields(self.ask("review", "/fr/write/review/", **pick(form), **SAID))
        asked = time.perf_counter()
        page = self.ask("code", "/fr/write/code/", **pick(review), **SAID)
        ended = time.perf_counter()
        return Sent((ended - began) * 1000, (ended - asked) * 1000, fields(page).get("code", ""))


def fields(page: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in FIELD.findall(page)}


def pick(form: dict[str, str]) -> dict[str, str]:
    return {name: form.get(name, "") for name in ("csrfmiddlewaretoken", "token")}


def send_many(port: int, clients: int, messages: int) -> tuple[list[Sent], float]:
    def one_client(number: int) -> list[Sent]:
        writer = Writer(port)
        share = messages // clients + (number < messages % clients)
        return [writer.send() for _ in range(share)]

    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        sent = [one for some in pool.map(one_client, range(clients)) for one in some]
    return sent, time.perf_counter() - began


def show(port: int, cpu: Callable[[], float], say: Say = sys.stdout.write) -> None:
    """`cpu`: seconds that the server has used so far."""
    say("\nmessages without an account: form, review, code; « seal » is the last of them alone\n")
    heads = ("sent", "failed", "per s", "CPU ms", "p50", "p95", "p50 seal", "p95 seal")
    say(f"{'clients':<9}" + "".join(f"{head:>10}" for head in heads) + "\n")
    for clients, messages in CLIENTS.items():
        used = cpu()
        sent, lasted = send_many(port, clients, messages)
        used = (cpu() - used) * 1000 / len(sent)
        good = [one for one in sent if one.code]
        counts = (
            f"{clients:<9}{len(sent):>10}{len(sent) - len(good):>10}{len(good) / lasted:>10.1f}"
        )
        say(counts + "".join(f"{figure:>10.1f}" for figure in (used, *figures(good))) + "\n")
    say("\npage         kB, gzipped\n")
    for page, size in page_sizes(port).items():
        say(f"{page:<13}{size / 1000:>5.1f}\n")


def figures(good: list[Sent]) -> list[float]:
    whole, sealing = sorted(one.whole for one in good), sorted(one.sealing for one in good)
    return [
        figure
        for times in (whole, sealing)
        for figure in (statistics.median(times), times[int(len(times) * 0.95)])
    ]


def page_sizes(port: int) -> dict[str, int]:
    writer = Writer(port)
    writer.ask("write", "/fr/write/")
    code = writer.send().code
    form = pick(fields(writer.ask("answer", "/fr/answer/")))
    writer.ask("opened", "/fr/answer/", code=code, **form)
    writer.ask("thread", "/fr/answer/thread/")
    return {name: size for name, size in writer.sizes.items() if name != "opened"}
