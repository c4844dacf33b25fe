import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from palabre.core import guards
from palabre.forums.models import State
from palabre.moderation.lines import list_lines
from palabre.moderation.models import Case, Choice, Claim, Decision
from palabre.moderation.services import claim, decide, report
from palabre.people.models import Side
from tests.moderation.factories import delete_for_good, differ, moderator, post_in, rule_named
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
PAGE_PROOF = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def read(client, user, case):
    client.force_login(user)
    return client.get(case.get_absolute_url())


def send(client, user, case, deed, **words):
    client.force_login(user)
    return client.post(reverse(f"moderation:{deed}", args=[case.pk]), words)


def test_the_page_shows_the_words_and_the_notes_and_nobody(client, case, post, civilian, reporter):
    page = read(client, civilian, case).content.decode()

    assert post.html in page
    assert "It is rude." in page
    assert "reported by 1 person" in page
    assert str(reporter) not in page
    assert str(post.author) not in page


def test_a_moderator_who_reported_finds_why_they_cannot_judge(client, post, civilian, insult):
    case = report(post, rule=insult, by=civilian)

    page = read(client, civilian, case).content.decode()

    assert "You reported this yourself" in page
    assert 'name="decision"' not in page


def test_claim_and_release_lead_back_to_the_case(client, case, civilian):
    assert send(client, civilian, case, "claim").url == case.get_absolute_url()
    assert Claim.objects.get().moderator == civilian
    assert send(client, civilian, case, "release").url == case.get_absolute_url()
    assert not Claim.objects.live().exists()


def test_with_htmx_the_work_is_swapped_in_place(client, case, civilian):
    client.force_login(civilian)
    answer = client.post(
        reverse("moderation:claim", args=[case.pk]), headers={"HX-Request": "true"}
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.strip().startswith('<div id="work"')
    assert "Taken by you" in page
    assert "<html" not in page


def test_a_claim_that_comes_too_late_says_so(client, case, space, civilian):
    claim(case, by=moderator(space, Side.CIVILIAN, name="colleague"))

    answer = send(client, civilian, case, "claim")

    assert answer.status_code == 409
    assert "A colleague of your side" in answer.content.decode()


def test_a_decision_from_the_page(client, case, civilian):
    answer = send(client, civilian, case, "decide", decision="remove", reason="hate", note="Why")

    decision = Decision.objects.get()
    assert answer.url == case.get_absolute_url()
    assert (decision.choice, decision.rule.code, decision.note) == ("remove", "hate", "Why")
    assert decision.side == Side.CIVILIAN


@pytest.mark.parametrize(
    "words",
    [
        {"decision": "", "reason": "hate"},
        {"decision": "burn", "reason": "hate"},
        {"decision": "keep", "reason": "unknown"},
        {"decision": "keep", "reason": "hate", "note": "x" * 501},
    ],
)
def test_a_decision_that_cannot_be_read_is_refused_and_the_note_kept(client, case, civilian, words):
    answer = send(client, civilian, case, "decide", **{"note": "My careful words", **words})

    assert answer.status_code == 422
    assert words.get("note", "My careful words") in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_decision_that_comes_too_late_says_what_happened_and_keeps_the_note(
    client, case, space, civilian, forces, insult
):
    late = moderator(space, Side.CIVILIAN)
    for one in (civilian, forces):
        decide(case, choice=Choice.REMOVE, rule=insult, by=one)

    answer = send(
        client,
        late,
        case,
        "decide",
        decision="keep",
        reason="insult",
        passage="une heure",
        note="My careful words",
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This case is closed" in page
    assert "What happened: Removed" in page
    assert "une heure<br><br>My careful words" in page


def test_ones_side_having_decided_is_a_conflict_that_keeps_the_note(
    client, case, space, civilian, insult
):
    decide(case, choice=Choice.KEEP, rule=insult, by=moderator(space, Side.CIVILIAN))

    answer = send(
        client, civilian, case, "decide", decision="keep", reason="insult", note="My careful words"
    )

    assert answer.status_code == 409
    assert "Your side has already decided" in answer.content.decode()
    assert "My careful words" in answer.content.decode()


def test_what_is_gone_for_good_is_said_to_be(client, case, post, civilian):
    delete_for_good(post.topic)

    assert "deleted for good" in read(client, civilian, case).content.decode()


# --- Blind -------------------------------------------------------------------------------------


def pages_of(client, user, case):
    """Every page on which a choice could show, without what differs by chance."""
    client.force_login(user)
    address = case.get_absolute_url()
    pages = [
        client.get(address),
        client.get("/en/moderation/"),
        client.get("/en/moderation/?show=waiting"),
        client.get("/en/moderation/register/"),
        client.post(f"{address}claim/", headers={"HX-Request": "true"}),
        client.post(f"{address}decide/", {"decision": "", "note": ""}),
    ]
    return [PAGE_PROOF.sub("", page.content.decode()) for page in pages]


def test_whatever_the_other_side_chose_the_pages_are_the_same(
    client, case, space, civilian, forces
):
    decision = decide(
        case, choice=Choice.REMOVE, rule=rule_named("spam"), note="SEALED", by=civilian
    ).decisions.get()
    removed = pages_of(client, forces, case)
    Claim.objects.all().delete()
    decision.choice, decision.rule, decision.note = Choice.KEEP, rule_named("hate"), "OTHER"
    with guards.lifted():
        decision.save()

    assert pages_of(client, forces, case) == removed
    assert not any("SEALED" in page or "OTHER" in page for page in removed)


def test_the_context_of_the_page_holds_no_choice_of_the_other_side(client, case, civilian, forces):
    decide(case, choice=Choice.REMOVE, rule=rule_named("spam"), note="SEALED", by=civilian)

    answer = read(client, forces, case)

    assert "Has decided" in answer.content.decode()
    assert "SEALED" not in repr(answer.context["page"])
    assert str(Choice.REMOVE.label) not in repr(answer.context["page"])


def test_ones_own_side_is_shown_its_own_choice(client, case, civilian):
    decide(case, choice=Choice.REMOVE, rule=rule_named("spam"), note="Mine", by=civilian)

    assert "Mine" in read(client, civilian, case).content.decode()


def test_when_both_have_decided_both_reasons_are_shown(client, case, post, civilian, forces):
    differ(case, civilian, forces)

    page = read(client, civilian, case).content.decode()

    assert "It sells." in page
    assert "It asks." in page
    assert "the two sides disagreed" in page
    assert str(civilian) not in page


def test_twenty_queries_at_most_however_many_reports(
    client, space, civilian, insult, django_assert_max_num_queries
):
    post = post_in(space)
    for _ in range(12):
        case = report(post, rule=insult, by=join(space))
    client.force_login(civilian)

    with django_assert_max_num_queries(20):
        client.get(case.get_absolute_url())


def test_what_was_hidden_is_still_shown_to_its_judges(client, veiled, post, civilian):
    post.refresh_from_db()

    assert post.state == State.VEILED
    page = read(client, civilian, veiled).content.decode()
    assert post.html in page
    assert "Hidden meanwhile" in page
    assert Case.objects.get().is_veiled


def test_a_case_says_until_when_its_thing_is_hidden(client, veiled, civilian):
    until = datetime(2026, 11, 9, 16, tzinfo=UTC)
    Case.objects.update(veiled_until=until)

    page = read(client, civilian, veiled).content.decode()

    assert "shown again by itself <time" in page
    assert ">on 9 November</time>, after 16:00." in page.replace(" 2026", "")


def test_whoever_wrote_it_reads_not_which_colleague_judges_it(client, space, insult, judges):
    """Pressure needs a name, and colleagues meet."""
    theirs = report(post_in(space, by=judges[0]), rule=insult, by=join(space))
    claim(theirs, by=moderator(space, Side.CIVILIAN, name="of-your-side"))

    page = read(client, judges[0], theirs).content.decode()

    assert "Taken by a colleague" in page
    assert "of-your-side" not in page
    assert list_lines(judges[0], "todo") == []
