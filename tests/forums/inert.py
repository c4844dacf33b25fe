"""What a browser's parser makes of a page, and whether anything in it could run or reach out."""

import re
from xml.etree.ElementTree import Element

import html5lib

ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "background", "xlink:href"}
RUNS = re.compile(r"^(javascript|data|vbscript|blob|file|livescript):", re.IGNORECASE)
FOREIGN = {"iframe", "object", "embed", "svg", "math", "base", "applet", "frame", "style", "img"}
TYPED = {
    "a", "blockquote", "br", "code", "del", "div", "em", "hr", "li", "ol", "p", "pre", "s",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
OUR_PICTURES = "/static/img/"


def harm_in(html: str) -> list[str]:
    """Every element or attribute of the page that is not ours to have."""
    document = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    elements = [each for each in document.iter() if isinstance(each.tag, str)]
    found = [harm for each in elements for harm in _harm_of(each)]
    for typed in elements:
        if "prose" in (typed.get("class") or "").split():
            found += [f"typed <{each.tag}>" for each in typed.iter() if each.tag not in TYPED]
    return found


def _harm_of(element: Element) -> list[str]:
    found = []
    if element.tag in FOREIGN and not (element.get("src") or "").startswith(OUR_PICTURES):
        found.append(f"<{element.tag}>")
    if element.tag == "script" and not (element.get("src") or "").startswith("/static/"):
        found.append("<script>")
    for name, value in element.attrib.items():
        plain = re.sub(r"[\x00-\x20]", "", value)
        if name.lower().startswith("on") or name.lower() in {"style", "srcdoc"}:
            found.append(f"{element.tag} {name}={value[:40]}")
        if name.lower() in ADDRESSES and RUNS.match(plain):
            found.append(f"{element.tag} {name}={value[:40]}")
    return found
