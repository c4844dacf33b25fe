"""A page as a browser's parser sees it: what could run or reach out, what it says, what it keeps."""

import re
from functools import cached_property
from xml.etree.ElementTree import Element

import html5lib

OURS = re.compile(r"/static/(css|js|img|vendor|mfa|account)/[\w./-]*$")
ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "srcset",
    "ping",
}
NEVER = {
    "iframe", "frame", "object", "embed", "svg", "math", "base", "applet", "style", "audio", "video",
    "template", "portal", "marquee", "image", "isindex",
}  # fmt: skip
LOADED = {"script": "src", "link": "href", "img": "src"}
A_PLACE = re.compile(r"(https?:|mailto:|/|#|\?|[^:/?#]*([/?#]|$))", re.IGNORECASE)


class Seen:
    def __init__(self, html: str) -> None:
        document = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
        self.elements = [each for each in document.iter() if isinstance(each.tag, str)]
        self.document = document

    @property
    def harm(self) -> list[str]:
        return [harm for element in self.elements for harm in harm_of(element)]

    @cached_property
    def words(self) -> str:
        return "".join(self.document.itertext())

    @cached_property
    def kept(self) -> list[str]:
        """What fields hold for whoever was refused."""
        texts = [each.text or "" for each in self.elements if each.tag == "textarea"]
        return texts + [each.get("value") or "" for each in self.elements if each.tag == "input"]


def harm_of(element: Element) -> list[str]:
    found = [f"<{element.tag}>"] if element.tag in NEVER else []
    if element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
        found.append("<meta refresh>")
    loaded = LOADED.get(element.tag)
    is_data = element.tag == "script" and element.get("type") == "application/json"
    if (
        loaded
        and not is_data
        and element.get("rel") != "alternate"
        and not OURS.match(element.get(loaded) or "")
    ):
        found.append(f"<{element.tag} {loaded}={(element.get(loaded) or '')[:40]}>")
    for name, value in element.attrib.items():
        if name.lower().startswith("on") or name.lower() in {"style", "srcdoc"}:
            found.append(f"<{element.tag} {name}={value[:40]}>")
        if name.lower() in ADDRESSES and not A_PLACE.match(re.sub(r"[\x00-\x20]", "", value)):
            found.append(f"<{element.tag} {name}={value[:40]}>")
    return found


def flat(text: str) -> str:
    """Line ends and zero bytes as an HTML parser leaves them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
