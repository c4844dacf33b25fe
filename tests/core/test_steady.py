import pytest
from django.template import Context, Engine, RequestContext, Template
from django.test import RequestFactory
from django.urls import NoReverseMatch, resolve, set_script_prefix
from django.utils.translation import override

from palabre.core.templatetags.steady import Steady

HEAD = "{% load i18n static %}"
STEADY = {
    '{% translate "Help" %}': {"en": "Help", "fr": "Aide"},
    '{% translate "Write" context "menu" %}': {"en": "Write", "fr": "Écrire"},
    '{% translate "Help" as help %}[{{ help }}]': {"en": "[Help]", "fr": "[Aide]"},
    '{% url "portal:help" %}': {"en": "/en/help/", "fr": "/fr/help/"},
    '{% url "portal:help" as there %}<{{ there }}>': {"en": "</en/help/>", "fr": "</fr/help/>"},
    '{% static "img/favicon.svg" %}': {
        "en": "/static/img/favicon.svg",
        "fr": "/static/img/favicon.svg",
    },
}


def said(template, **given):
    return template.render(Context(given))


@pytest.mark.parametrize("words", STEADY)
def test_each_language_gets_its_own_however_often_they_take_turns(words):
    template = Template(HEAD + words)

    assert any(isinstance(node, Steady) for node in template.nodelist)
    for language in ("fr", "en", "fr", "en"):
        with override(language):
            assert said(template) == STEADY[words][language]


@pytest.mark.parametrize(
    "words",
    [
        "{% translate word %}", "{% translate word|capfirst %}", '{% translate "Help" noop %}',
        "{% url name %}", '{% url "portal:rules" anything=word %}', "{% static word %}",
    ],
)  # fmt: skip
def test_what_depends_on_anything_is_found_each_time(words):
    assert not any(isinstance(node, Steady) for node in Template(HEAD + words).nodelist)


def test_another_word_is_another_translation():
    template = Template(HEAD + "{% translate word %}")

    with override("fr"):
        assert [said(template, word=word) for word in ("Help", "Rules of the dialogue")] == [
            "Aide",
            "Règles du dialogue",
        ]


def test_percent_signs_and_quotes_are_what_they_were():
    template = Template(HEAD + """{% translate "100 % <b>of it</b> isn't" %}""")

    assert [said(template) for _ in range(2)] == ["100 % <b>of it</b> isn't"] * 2


def test_an_address_that_does_not_exist_is_a_mistake_each_time():
    template = Template('{% url "portal:nowhere" %}')

    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            said(template)


def test_under_another_prefix_it_is_another_address():
    template = Template('{% url "portal:help" %}')
    with override("fr"):
        assert said(template) == "/fr/help/"
        set_script_prefix("/palabre/")
        try:
            assert said(template) == "/palabre/fr/help/"
        finally:
            set_script_prefix("/")


def test_a_name_is_set_where_it_is_said_and_nowhere_else():
    template = Template(
        HEAD + '{% with a=1 %}{% translate "Help" as help %}{% endwith %}[{{ help }}]'
    )

    with override("en"):
        assert [said(template) for _ in range(2)] == ["[]", "[]"]


FAMILY = {
    "first": "<{% block a %}a{% endblock %}{% block b %}b{% block c %}c{% endblock %}{% endblock %}>",
    "second": '{% extends "first" %}{% block b %}[{{ block.super }}]{% endblock %}',
    "third": '{% extends "second" %}{% block a %}{{ word }}{% endblock %}{% block c %}C{% endblock %}',
    "other": '{% extends "first" %}{% block c %}{{ block.super }}!{% endblock %}',
}


def test_blocks_are_those_of_each_that_extends():
    engine = Engine(
        loaders=[
            (
                "django.template.loaders.cached.Loader",
                [("django.template.loaders.locmem.Loader", FAMILY)],
            )
        ],
        builtins=["palabre.core.templatetags.steady"],
    )
    plain = Engine(loaders=[("django.template.loaders.locmem.Loader", FAMILY)])
    expected = {"first": "<abc>", "second": "<a[bc]>", "third": "<&amp;[bC]>", "other": "<abc!>"}

    for name in [*expected, *reversed(expected)]:
        for each in engine, plain:
            assert each.get_template(name).render(Context({"word": "&"})) == expected[name]


def test_where_an_app_stands_at_two_addresses_it_is_the_one_that_is_open():
    template = Template('{% url "vaults:vault" %}')
    there = {"messages_vault": "/en/messages/vault/", "me_vault": "/en/me/vault/"}

    with override("en"):
        for name in [*there, *there]:
            request = RequestFactory().get("/")
            request.resolver_match = resolve(there[name])
            assert template.render(RequestContext(request)) == there[name]
