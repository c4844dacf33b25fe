import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from palabre.sealing import crockford
from palabre.sealing.errors import WeakKey
from palabre.sealing.receipt import (
    check_character,
    new_receipt,
    parse_receipt,
    receipt_from,
    spoken,
)
from tests.submissions.traces import tells

MANY = 300
materials = st.binary(min_size=16, max_size=64)


def test_a_receipt_is_six_groups_of_four():
    groups = new_receipt().shown.split("-")

    assert [len(group) for group in groups] == [4] * 6
    assert set("".join(groups)) <= set(crockford.ALPHABET)


def test_no_two_receipts_are_alike():
    assert len({new_receipt().code for _ in range(MANY)}) == MANY


def test_every_character_occurs_in_every_random_place():
    codes = [new_receipt().code for _ in range(2000)]

    assert all({code[place] for code in codes} == set(crockford.ALPHABET) for place in range(24))


@given(materials)
def test_the_same_material_gives_the_same_receipt(material):
    assert receipt_from(material) == receipt_from(material) == new_receipt(seed=material)


@given(materials, materials)
def test_other_material_gives_another_receipt(one, other):
    assert (receipt_from(one) == receipt_from(other)) == (one == other)


def test_too_little_material_is_refused():
    with pytest.raises(WeakKey):
        receipt_from(bytes(15))


@given(materials)
def test_what_is_shown_is_read_back(material):
    receipt = receipt_from(material)

    assert parse_receipt(receipt.shown) == receipt


@pytest.mark.parametrize(
    "retyped",
    [
        str.lower,
        lambda shown: shown.replace("-", ""),
        lambda shown: shown.replace("-", " "),
        lambda shown: shown.replace("-", " – "),
        lambda shown: shown.replace("-", "\u00a0.\u200b\n"),
        lambda shown: shown.replace("0", "O").replace("1", "I"),
        lambda shown: shown.replace("0", "o").replace("1", "l"),
        lambda shown: shown.translate({ord(c): ord(c) + 0xFEE0 for c in crockford.ALPHABET}),
        lambda shown: shown.translate({ord("0") + n: 0x07C0 + n for n in range(10)}),
        lambda shown: f"  {shown}\t",
    ],
    ids=[
        "small letters",
        "no dashes",
        "spaces",
        "long dashes",
        "invisible characters",
        "O and I",
        "o and l",
        "full width",
        "N’Ko digits",
        "spaces around",
    ],
)
def test_a_receipt_typed_another_way_is_the_same(retyped):
    for _ in range(50):
        receipt = new_receipt()
        assert parse_receipt(retyped(receipt.shown)) == receipt


def test_no_single_wrong_character_gets_past():
    for _ in range(MANY):
        code = new_receipt().code
        wrong = [
            code[:place] + other + code[place + 1 :]
            for place in range(24)
            for other in crockford.ALPHABET
            if other != code[place]
        ]
        assert len(wrong) == 24 * 31
        assert not any(map(parse_receipt, wrong))


def test_no_two_swapped_characters_get_past():
    for _ in range(MANY):
        code = new_receipt().code
        for one in range(24):
            for other in range(one + 1, 24):
                swapped = list(code)
                swapped[one], swapped[other] = code[other], code[one]
                assert code[one] == code[other] or parse_receipt("".join(swapped)) is None


@given(st.text(max_size=400))
@example("O" * 10_000_000)
@example("\ufdfa" * 200)
@example("U" * 24)
@example("é" * 24)
@example("²" * 24 + "½")
@example("\ud800" * 24)
@example("")
def test_junk_is_no_receipt(junk):
    receipt = parse_receipt(junk)

    assert receipt is None or check_character(receipt.code[:-1]) == receipt.code[-1]


def test_printing_a_receipt_shows_nothing():
    receipt = new_receipt()

    assert tells(f"<p>{receipt.shown[5:14].lower()}</p>", receipt.code)
    assert not tells(f"{receipt} {receipt!r}", receipt.code)


def test_a_receipt_is_read_out_group_by_group():
    receipt = receipt_from(bytes(16))
    first = receipt.code[:4]

    assert spoken(receipt, "fr").count(".") == spoken(receipt, "en").count(".") == 6
    assert spoken(receipt, "fr").split(".")[0].count(",") == 3
    assert first not in spoken(receipt, "fr")


def test_digits_are_words_and_hard_letters_have_their_names():
    receipt = parse_receipt("W0YZ" + "0" * 19 + check_character("W0YZ" + "0" * 19))
    assert receipt is not None

    assert spoken(receipt, "fr-ml").startswith("double vé, zéro, i grec, zède. zéro")
    assert spoken(receipt, "en").startswith("double u, zero, Y, zed. zero")
    assert spoken(receipt, "bm") == spoken(receipt, "fr")
