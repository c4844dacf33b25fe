"""`{% translate "…" %}`, `{% url "…" %}` and `{% static "…" %}` as Django has them, but that what is the
same on each page in a language is found once: it made up a third of a page's work (docs/performance.md).

In force wherever a template loads i18n or static, and for `url` and `extends` everywhere (TEMPLATES in
the settings).
"""

from typing import Any

from django.conf import settings
from django.template import Context, Library, Node, NodeList, Template
from django.template.base import FilterExpression, Parser, Token
from django.template.defaulttags import url as do_url
from django.template.loader_tags import BlockNode, ExtendsNode, do_extends
from django.templatetags import i18n
from django.templatetags import static as static_files
from django.templatetags.static import do_static
from django.urls import get_script_prefix
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()
register.tags.update(i18n.register.tags)
register.tags.update(static_files.register.tags)
register.filters.update(i18n.register.filters)


class Steady(Node):
    """Says again what a node said in this language, and as safe as it was asked to be."""

    child_nodelists = ()

    def __init__(self, node: Node, name: str | None) -> None:
        self._node, self._name = node, name
        self._said: dict[Any, str] = {}

    def render(self, context: Context) -> str:
        where = context.autoescape, self._where(context)
        said = self._said.get(where)
        if said is None:
            said = self._said[where] = self._find(context)
        if self._name is None:
            return said
        context[self._name] = said
        return ""

    def _find(self, context: Context) -> str:
        with context.push():
            said: str = self._node.render(context)
            if self._name is None:
                return said
            kept: str = context[self._name]
            # Where nothing needs to be escaped, nobody need look for it each time it is shown.
            return SafeString(kept) if escape(kept) == kept else kept

    def _where(self, context: Context) -> Any:
        return get_language()


class SteadyAddress(Steady):
    def _where(self, context: Context) -> Any:
        return get_language(), get_script_prefix(), settings.ROOT_URLCONF, _app_of(context)


class SteadyFile(Steady):
    """The name of a file that is served holds a sum of it, and changes with the file alone."""

    def _where(self, context: Context) -> Any:
        return settings.STATIC_URL, settings.STORAGES["staticfiles"]["BACKEND"]


class SteadyBlocks(NodeList):
    """Of a template that others extend: its blocks stay where they are, and are looked for once."""

    def __init__(self, nodes: NodeList) -> None:
        super().__init__(nodes)
        self.contains_nontext = nodes.contains_nontext
        self._blocks: list[Node] = nodes.get_nodes_by_type(BlockNode)

    def get_nodes_by_type(self, nodetype: type[Node]) -> list[Node]:
        return self._blocks if nodetype is BlockNode else super().get_nodes_by_type(nodetype)


class SteadyExtends(ExtendsNode):
    def get_parent(self, context: Context) -> Template:
        parent: Template = super().get_parent(context)
        if not isinstance(parent.nodelist, SteadyBlocks):
            parent.nodelist = SteadyBlocks(parent.nodelist)
        return parent


def _app_of(context: Context) -> str | None:
    """An app that stands at two addresses leads to the one that is open (URLNode asks the same)."""
    request: Any = getattr(context, "request", None)
    here: str | None = getattr(request, "current_app", None)
    return here or getattr(getattr(request, "resolver_match", None), "namespace", None)


def _is_constant(expression: FilterExpression | None) -> bool:
    if expression is None:
        return True
    var: Any = expression.var
    return not expression.filters and (isinstance(var, str) or var.literal is not None)


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    node: Any = i18n.do_translate(parser, token)
    is_steady = _is_constant(node.filter_expression) and _is_constant(node.message_context)
    return Steady(node, node.asvar) if is_steady and not node.noop else node


@register.tag
def url(parser: Parser, token: Token) -> Node:
    node: Any = do_url(parser, token)
    is_steady = _is_constant(node.view_name) and not node.args and not node.kwargs
    return SteadyAddress(node, node.asvar) if is_steady else node


@register.tag
def static(parser: Parser, token: Token) -> Node:
    node: Any = do_static(parser, token)
    return SteadyFile(node, node.varname) if _is_constant(node.path) else node


@register.tag
def extends(parser: Parser, token: Token) -> Node:
    node = do_extends(parser, token)
    return SteadyExtends(node.nodelist, node.parent_name)
