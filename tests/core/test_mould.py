import string

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.mould import Mould
from palabre.forums.rows import POST
from palabre.moderation.lines import LINE

WORDS = st.text(
    st.characters(exclude_characters="\0", codec="utf-8") | st.sampled_from("%{}<>&'\"s"),
    max_size=30,
)
MOULDS = {"a case in the queue": LINE, "a post in its topic": POST}
every_mould = pytest.mark.parametrize("mould", MOULDS.values(), ids=MOULDS)


def is_yes_or_no(name):
    return name.startswith(("is_", "can_"))


@every_mould
@given(st.data(), st.sampled_from(["fr", "en"]))
def test_it_says_what_the_template_says(mould, data, language):
    kinds = [st.booleans() if is_yes_or_no(name) else WORDS for name in mould.names]
    rows = data.draw(st.lists(st.tuples(*kinds), max_size=4))

    with override(language):
        read = [
            render_to_string(mould.template, dict(zip(mould.names, row, strict=True)))
            for row in rows
        ]
        assert mould.fill(rows) == "".join(read)


@every_mould
def test_what_is_typed_runs_nowhere(mould):
    row = tuple(is_yes_or_no(name) or "<script>%s</script>" for name in mould.names)
    shown = tuple(
        value if name != "gone" else "" for name, value in zip(mould.names, row, strict=True)
    )

    assert "<script" not in mould.fill([row, shown, row])


def test_each_language_has_its_words():
    row = tuple(is_yes_or_no(name) or name for name in LINE.names)
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
