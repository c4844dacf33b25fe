import string

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.mould import Mould
from palabre.moderation.lines import LINE, NAMES, TEMPLATE

WORDS = st.text(
    st.characters(exclude_characters="\0", codec="utf-8") | st.sampled_from("%{}<>&'\"s"),
    max_size=30,
)


def as_read(rows):
    return "".join(render_to_string(TEMPLATE, dict(zip(NAMES, row, strict=True))) for row in rows)


@given(st.data(), st.sampled_from(["fr", "en"]))
def test_it_says_what_the_template_says(data, language):
    kinds = [st.booleans() if name.startswith(("is_", "can_")) else WORDS for name in NAMES]
    rows = data.draw(st.lists(st.tuples(*kinds), max_size=4))

    with override(language):
        assert LINE.fill(rows) == as_read(rows)


def test_what_is_typed_runs_nowhere():
    row = tuple(
        "<script>%s</script>" if not name.startswith(("is_", "can_")) else True for name in NAMES
    )

    assert "<script" not in LINE.fill([row, row])


def test_each_language_has_its_words():
    row = tuple(name.startswith(("is_", "can_")) or name for name in NAMES)
    said = {}
    for language in ("en", "fr", "en"):
        with override(language):
            said[language] = LINE.fill([row])

    assert "Pick" in said["en"]
    assert "Cocher" in said["fr"]


@pytest.mark.parametrize("places", [0, 1, 2])
def test_however_many_words_it_shows(tmp_path, settings, places):
    shown = "".join(f"[{{{{ {name} }}}}]" for name in string.ascii_lowercase[:places])
    (tmp_path / "few.html").write_text(f"100% {shown}", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    filled = Mould("few.html", ("a", "b")).fill([("<", SafeString("<b>")), ("", "")])

    assert filled == ["100% 100% ", "100% [&lt;]100% []", "100% [&lt;][<b>]100% [][]"][places]


def test_the_same_letters_are_safe_in_one_place_and_not_in_another(tmp_path, settings):
    (tmp_path / "two.html").write_text("[{{ a }}|{{ b }}]", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    safe, typed = SafeString("<b>"), "<b>"

    filled = Mould("two.html", ("a", "b")).fill([(safe, typed), (typed, safe)])

    assert filled == "[<b>|&lt;b&gt;][&lt;b&gt;|<b>]"
