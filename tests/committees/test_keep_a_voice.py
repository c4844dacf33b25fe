"""With an open vault: knowing one's own words again, taking them back, being heard as one voice."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from palabre.committees import services
from palabre.committees.models import NamelessContribution, State
from palabre.committees.voices import OwnVoice
from palabre.moderation.models import Choice, Rule
from palabre.moderation.registry import keeper_of
from palabre.moderation.services import decide, report
from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.committees.factories import MeetingFactory
from tests.committees.traces import assert_no_user_linked_write, row_order
from tests.spaces.factories import join
from tests.vaults.factories import PHRASE, enrol

pytestmark = pytest.mark.django_db
SAID = "We are afraid at the bridge."
MINE, OTHERS = OwnVoice(b"m" * 32), OwnVoice(b"o" * 32)


@pytest.fixture
def with_vault(as_trader, trader):
    enrol(trader)
    as_trader.post("/en/me/vault/", {"passphrase": PHRASE})
    return as_trader


def address(discussion, *more):
    name = "withdraw" if more else "speak"
    return reverse(f"committees:{name}", args=[discussion.committee.slug, discussion.pk, *more])


def page_of(client, discussion):
    return client.get(discussion.get_absolute_url()).content.decode()


def say(discussion, words, own=None, *, keeps_voice=False):
    own = replace(own, is_one=keeps_voice) if own else None
    services.speak_namelessly(discussion, words, own=own)
    services.publish_waiting()
    return NamelessContribution.objects.get(body=words)


def test_only_the_vault_that_was_open_knows_the_words_again(nameless):
    mine, somebodys, nobodys = (
        say(nameless, words, own) for words, own in (("a", MINE), ("b", OTHERS), ("c", None))
    )

    assert [MINE.said(one) for one in (mine, somebodys, nobodys)] == [True, False, False]
    assert {len(bytes(one.tag)) for one in (mine, somebodys, nobodys)} == {16}


def test_all_rows_look_alike(nameless):
    for n in range(4):
        say(nameless, f"Thing {n}", MINE, keeps_voice=False)
        say(nameless, f"Other {n}")

    marks = [mark for row in row_order(NamelessContribution, "tag, voice") for mark in row]
    assert len({bytes(mark) for mark in marks}) == 16


def test_one_voice_until_the_next_meeting(nameless, committee, yesterday, as_trader):
    first = say(nameless, "a", MINE, keeps_voice=True)
    say(nameless, "b", OTHERS, keeps_voice=True)
    again = say(nameless, "c", MINE, keeps_voice=True)
    MeetingFactory.create(committee=committee, starts_at=yesterday)
    later = say(nameless, "d", MINE, keeps_voice=True)

    assert bytes(first.voice) == bytes(again.voice) != bytes(later.voice)
    page = page_of(as_trader, nameless)
    assert page.count("The voice of no. 1") == 1
    assert page.count('<h2 class="who">A voice</h2>') == 3


# --- In the browser ---------------------------------------------------------------------------------
def test_speaking_with_the_vault_open_changes_no_row_that_leads_to_a_person(with_vault, nameless):
    with assert_no_user_linked_write():
        for way in ("", "own", "voice"):
            with_vault.post(address(nameless), {"body": f"{SAID} {way}", "heard_as": way})
        services.publish_waiting()
        page = page_of(with_vault, nameless)

    assert page.count("Yours") == 2


def test_without_the_vault_open_nobody_is_known_again_and_the_page_says_how(as_trader, nameless):
    say(nameless, SAID, MINE)

    page = page_of(as_trader, nameless)

    assert "Yours" not in page
    assert 'name="heard_as"' not in page
    assert "Open your vault first" in page


def test_who_is_to_be_known_again_is_not_spoken_for_with_a_vault_that_has_closed(
    with_vault, nameless
):
    with_vault.post("/en/me/vault/shut/")

    answer = with_vault.post(address(nameless), {"body": SAID, "heard_as": "own"})

    assert answer.status_code == 422
    assert SAID in answer.content.decode()
    assert "Your vault has closed. Open it and send again" in answer.content.decode()
    services.publish_waiting()
    assert not NamelessContribution.objects.exists()


def test_whoever_said_it_takes_it_back_at_the_next_batch(with_vault, nameless, settings):
    with_vault.post(address(nameless), {"body": SAID, "heard_as": "own"})
    services.publish_waiting()
    settings.BATCH_FEWEST = 2

    with assert_no_user_linked_write():
        answer = with_vault.post(address(nameless, 1), follow=True)
    services.publish_waiting()
    assert "What you withdrew disappears at" in answer.content.decode()
    assert NamelessContribution.objects.get().body == SAID  # alone it waits, as words do

    services.speak_namelessly(nameless, "Something else")
    services.publish_waiting()

    page = page_of(with_vault, nameless)
    assert "Withdrawn by whoever said it." in page
    assert SAID not in page
    assert NamelessContribution.objects.get(number=1).body == ""
    found = with_vault.get("/en/search/", {"q": "afraid"}).content.decode()
    assert SAID not in found


def test_nobody_takes_back_what_others_said(with_vault, nameless):
    say(nameless, SAID, OTHERS)

    assert with_vault.post(address(nameless, 1)).status_code == 403
    with pytest.raises(PermissionDenied, match="Open your vault"):
        services.withdraw(NamelessContribution.objects.get(), own=None)


def test_what_was_reported_is_judged_first(nameless, gendarme):
    said = say(nameless, SAID, MINE)
    services.withdraw(said, own=MINE)
    report(said, rule=Rule.objects.in_force().filter(veils=False)[0], by=gendarme)

    services.publish_waiting()

    assert NamelessContribution.objects.get().body == SAID
    with pytest.raises(PermissionDenied, match="judge it first"):
        services.withdraw(said, own=MINE)


def test_what_was_judged_before_keeps_no_word_of_what_is_taken_back(nameless, gendarme):
    said = say(nameless, SAID, MINE)
    case = report(said, rule=Rule.objects.in_force().filter(veils=False)[0], note=SAID, by=gendarme)
    for side in (Side.CIVILIAN, Side.FORCES):
        judge = join(nameless.committee.space, side=side, role=Role.MODERATOR)
        case = decide(case, choice=Choice.KEEP, rule=case.rule, passage=SAID, by=judge)
    assert SAID in case.original

    services.withdraw(said, own=MINE)
    services.publish_waiting()

    case.refresh_from_db()
    assert case.original == ""
    assert not case.decisions.exclude(passage="").exists()
    assert not case.reports.exclude(note="").exists()


def test_what_was_taken_back_nobody_brings_back(nameless):
    said = say(nameless, SAID, MINE)
    services.withdraw(said, own=MINE)
    services.publish_waiting()

    keeper_of(said._meta.label_lower).restore(said)

    assert NamelessContribution.objects.get().state == State.WITHDRAWN
