"""Appealing for words without a name: the vault shows whose they are, and nothing else ever does."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.committees import services
from palabre.committees.models import NamelessContribution, NamelessPicture, State
from palabre.committees.voices import OwnVoice
from palabre.moderation.models import Case, Choice, Outcome
from palabre.moderation.services import decide, report
from palabre.people.models import Side
from tests.committees.traces import assert_no_user_linked_write
from tests.moderation.factories import moderator, rule_named
from tests.spaces.factories import join
from tests.vaults.factories import PHRASE, enrol

pytestmark = pytest.mark.django_db
SAID, PLEA = "Stupid lanterns!", "The lanterns are not a person."
OTHERS = OwnVoice(b"o" * 32)


@pytest.fixture
def with_vault(as_trader, trader):
    enrol(trader)
    as_trader.post("/en/me/vault/", {"passphrase": PHRASE})
    return as_trader


def pair(committee):
    return [moderator(committee.space, side) for side in (Side.CIVILIAN, Side.FORCES)]


def removed(said):
    case = report(said, rule=rule_named("insult"), by=join(said.discussion.committee.space))
    for judge in pair(said.discussion.committee):
        case = decide(case, choice=Choice.REMOVE, rule=case.rule, note="Not here.", by=judge)
    return case


def speak(client, discussion, way):
    address = reverse("committees:speak", args=[discussion.committee.slug, discussion.pk])
    client.post(address, {"body": SAID, "heard_as": way})
    services.publish_waiting()
    return NamelessContribution.objects.get()


def address(said):
    discussion = said.discussion
    return reverse(
        "committees:appeal", args=[discussion.committee.slug, discussion.pk, said.number]
    )


def test_whoever_knows_their_words_appeals_and_no_row_leads_to_them(
    with_vault, nameless, committee
):
    said = speak(with_vault, nameless, "own")
    case = removed(said)
    assert case.writer is None
    assert address(said) in with_vault.get(nameless.get_absolute_url()).content.decode()
    page = with_vault.get(address(said)).content.decode()
    assert SAID in page
    assert "Not here." in page

    with assert_no_user_linked_write():
        answer = with_vault.post(address(said), {"plea": PLEA}, follow=True).content.decode()
        assert "Your appeal comes before the moderators at" in answer
    assert not case.appeals.exists()
    services.publish_waiting()

    again = Case.objects.get(appeal_of=case)
    assert (again.plea, again.writer, again.original) == (PLEA, None, case.original)
    opened = AuditRecord.objects.get(action="moderation.appeal.opened")
    assert (opened.actor, opened.details) == ("", {"case": case.pk})
    for judge in pair(committee):
        decide(again, choice=Choice.KEEP, rule=again.rule, by=judge)
    assert NamelessContribution.objects.get().state == State.PUBLISHED


def test_whoever_spoke_sees_the_photo_that_they_appeal_for_and_nobody_else_does(
    with_vault, nameless, client, gendarme
):
    said = speak(with_vault, nameless, "own")
    NamelessPicture.objects.create(
        contribution=said, content=b"\xff\xd8 seen", width=4, height=4, about="A lantern"
    )
    removed(said)
    photo = reverse("committees:picture", args=[nameless.committee.slug, nameless.pk, said.number])

    assert with_vault.get(photo).status_code == 200
    client.force_login(gendarme)
    assert client.get(photo).status_code == 404
    enrol(gendarme)
    client.post("/en/me/vault/", {"passphrase": PHRASE})
    assert client.get(photo).status_code == 404


def test_it_waits_for_company_as_words_do(with_vault, nameless, settings):
    said = speak(with_vault, nameless, "own")
    case = removed(said)
    settings.BATCH_FEWEST = 2
    with_vault.post(address(said), {"plea": PLEA})
    with_vault.post(address(said), {"plea": PLEA})  # a second tap
    services.publish_waiting()
    assert not case.appeals.exists()

    services.speak_namelessly(nameless, "Something else")
    services.publish_waiting()

    assert case.appeals.count() == 1


def test_who_is_nobody_for_good_is_nobody_here_too(with_vault, nameless):
    said = speak(with_vault, nameless, "")
    removed(said)

    assert address(said) not in with_vault.get(nameless.get_absolute_url()).content.decode()
    assert with_vault.post(address(said), {"plea": PLEA}).status_code == 404
    for own in (None, OTHERS):
        with pytest.raises(PermissionDenied):
            services.appeal_namelessly(said, plea=PLEA, own=own)


def test_without_the_open_vault_the_page_leads_to_it(as_trader, nameless):
    said = services.publish_at_once(nameless, SAID)
    removed(said)

    answer = as_trader.get(address(said))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/me/vault/?next=")


def test_what_is_decided_meanwhile_is_no_error_of_the_batch(with_vault, nameless):
    said = speak(with_vault, nameless, "own")
    case = removed(said)
    with_vault.post(address(said), {"plea": PLEA})
    Case.objects.filter(pk=case.pk).update(appeal_until="2026-01-02")

    services.publish_waiting()

    assert Case.objects.exclude(outcome=Outcome.REMOVED).count() == 0
