import pytest
from django.utils import translation

from palabre.submissions import questions
from palabre.submissions.forms import new_token
from tests.submissions.answering import answer_to

TOKEN = "a token"


def right(question, typed, token=TOKEN):
    return questions.seconds_since_asked(question.proof, typed, token) is not None


@pytest.fixture
def asks(monkeypatch):
    """A question whose answer is known."""

    def _asks(answer):
        monkeypatch.setattr(questions, "KINDS", [lambda: ("What?", answer)])
        return questions.ask(TOKEN)

    return _asks


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", questions.KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_can_be_answered_by_whoever_reads_it(language, kind, monkeypatch):
    monkeypatch.setattr(questions, "KINDS", [kind])
    with translation.override(language):
        for _ in range(50):
            question = questions.ask(TOKEN)
            assert right(question, answer_to(question.words)), question.words


@pytest.mark.parametrize(
    "typed",
    ["7", " 7 ", "07", "٧", "sept", "SEPT", "Sept.", "seven", "Séven", "wolonwula", "« sept »"],
)
def test_a_number_may_be_said_in_any_way(asks, typed):
    assert right(asks("7"), typed)


@pytest.mark.parametrize(
    "typed", ["dix-sept", "dix sept", "DIX–SEPT", "seventeen", "17", "tan ni wolonwula"]
)
def test_a_longer_number_too(asks, typed):
    assert right(asks("17"), typed)


@pytest.mark.parametrize("typed", ["kɔnɔntɔn", "KƆNƆNTƆN", "kononton", "neuf", "nine"])
def test_bambara_is_understood_with_its_letters_or_without(asks, typed):
    assert right(asks("9"), typed)


@pytest.mark.parametrize("typed", ["école", "ecole", "ÉCOLE", " Ecole. ", "e\u0301cole"])
def test_accents_and_capitals_of_a_word_do_not_matter(asks, typed):
    assert right(asks("école"), typed)


@pytest.mark.parametrize("typed", ["", " ", "8", "six", "-", "\x00", "\ud800", "9" * 5000, "🙂"])
def test_anything_else_is_wrong(asks, typed):
    assert not right(asks("7"), typed)


def test_an_answer_is_good_for_one_form_alone(asks):
    question = asks("7")

    assert right(question, "7")
    assert not right(question, "7", token=new_token())


@pytest.mark.parametrize("proof", ["", "x", "a.b:c", ":::", "a.b.c:d:e", "é", "\x00"])
def test_a_proof_that_is_none_of_ours_proves_nothing(proof):
    assert questions.seconds_since_asked(proof, "7", TOKEN) is None


def test_the_proof_does_not_tell_the_answer():
    proofs = {questions.ask(TOKEN).proof.split(".")[1] for _ in range(200)}

    assert len(proofs) == 200  # the same few answers, never the same mark


def test_the_questions_vary():
    assert len({questions.ask(TOKEN).words for _ in range(200)}) > 50
