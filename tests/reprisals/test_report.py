"""Two taps: what is happening, and who may read it."""

import pytest

from palabre.reprisals.models import Report
from palabre.spaces.models import Role
from palabre.vaults.models import Endorsement
from tests.reprisals.conftest import PAGE, REPORTS, WORDS, token_in
from tests.spaces.factories import SpaceFactory, join
from tests.vaults.factories import PHRASE, custodian, enrol


def readers_of(open_reports, keepers):
    """Whose vaults open something."""
    return {name for name, user in keepers.items() if "A threat" in open_reports(user)}


@pytest.mark.parametrize(
    ("to", "who"),
    [
        ("civilian", {"ramata", "oumou"}),
        ("forces", {"coumba", "zan"}),
        ("all", {"ramata", "oumou", "coumba", "zan"}),
    ],
)
def test_two_taps_seal_it_to_those_chosen_and_to_nobody_else(
    report, open_reports, keepers, to, who
):
    sent = report(to=to).content.decode()

    assert "It is sealed and sent" in sent
    assert {name for name in keepers if f">{name}<" in sent} == who
    assert readers_of(open_reports, keepers) == who


def test_custodians_can_be_chosen_one_by_one(report, open_reports, keepers):
    keys = [str(keepers[name].vault_key.pk) for name in ("oumou", "zan")]

    report(to="chosen", custodians=keys)

    assert readers_of(open_reports, keepers) == {"oumou", "zan"}


def test_whoever_reports_is_named_inside_unless_they_leave_their_name_out(
    report, open_reports, keepers
):
    report(words=WORDS)
    assert "seydou" in (page := open_reports(keepers["oumou"]))
    assert WORDS in page

    Report.objects.all().delete()
    report(words=WORDS, nameless="on")
    assert "seydou" not in (page := open_reports(keepers["oumou"]))
    assert "Without a name" in page


def test_nobody_chosen_sends_nothing_and_keeps_what_was_typed(report):
    page = report(to="chosen", words=WORDS)

    assert page.status_code == 422
    assert "Choose at least one person" in page.content.decode()
    assert WORDS in page.content.decode()
    assert not Report.objects.exists()


def test_more_words_than_there_is_room_for_are_kept(report):
    page = report(words="😀" * 1501)

    assert page.status_code == 422
    assert "😀" * 1501 in page.content.decode()


def test_as_many_words_as_are_allowed_fit_whatever_they_are(report):
    for words in ("😀" * 1500, '\\"' * 750, "\n" * 1499 + "x"):
        assert report(words=words, kind="family").status_code == 200
    assert len(set(map(len, map(bytes, Report.objects.values_list("sealed", flat=True))))) == 1


def test_somebody_who_is_no_custodian_any_more_gets_nothing(report, client, keepers, seydou):
    client.force_login(seydou)
    asked = client.post(f"{PAGE}to/", {"kind": "threat"})
    said = {"kind": "threat", "token": token_in(asked), "to": "chosen", "words": WORDS}
    key = str(keepers["oumou"].vault_key.pk)
    Endorsement.objects.filter(key=keepers["oumou"].vault_key).delete()

    page = client.post(f"{PAGE}send/", {**said, "custodians": [key]})

    assert page.status_code == 422
    assert WORDS in page.content.decode()
    assert not Report.objects.exists()


def test_a_key_that_was_swapped_in_the_database_gets_nothing(report, open_reports, keepers):
    keepers["oumou"].vault_key.__class__.objects.filter(user=keepers["oumou"]).update(
        x_pk=bytes(range(32))
    )

    assert "oumou" not in report().content.decode()


def test_a_second_tap_sends_it_once_and_other_words_are_another_report(client, seydou, committee):
    client.force_login(seydou)
    token = token_in(client.post(f"{PAGE}to/", {"kind": "threat"}))
    said = {"kind": "threat", "token": token, "to": "civilian", "words": WORDS}

    for words in (WORDS, WORDS, "Et encore ceci."):
        assert client.post(f"{PAGE}send/", {**said, "words": words}).status_code == 200

    assert Report.objects.count() == 2


def test_too_many_at_once_are_asked_to_wait_and_lose_nothing(report, open_reports):
    for _ in range(5):
        assert report().status_code == 200

    page = report(words=WORDS)

    assert page.status_code == 422
    assert "Wait ten minutes" in page.content.decode()
    assert WORDS in page.content.decode()


def test_with_an_open_vault_one_sees_what_becomes_of_it(report, client, seydou, keepers):
    enrol(seydou)
    client.force_login(seydou)
    client.post("/en/me/vault/", {"passphrase": PHRASE})
    token = token_in(client.post(f"{PAGE}to/", {"kind": "threat"}))
    client.post(f"{PAGE}send/", {"kind": "threat", "token": token, "to": "civilian"})

    page = client.get(REPORTS).content.decode()

    assert "From you" in page
    assert "Nobody has looked into it yet" in page
    assert "Note it" not in page


def test_a_key_from_the_database_is_not_enough_to_see_one_s_own(report, open_reports, seydou):
    """Whoever holds the database could have put another in its place."""
    enrol(seydou)
    report()

    assert "Nothing waits for you" in open_reports(seydou)


def test_without_a_trusted_custodian_it_says_so_and_shows_another_way(client, db):
    space = SpaceFactory.create(slug="diambala")
    custodian(space, trusted=False)
    client.force_login(join(space))

    page = client.get("/en/committees/diambala/reprisals/").content.decode()

    assert "Nobody can receive a report here yet" in page
    assert "/en/write/" in page
    assert 'name="kind"' not in page


@pytest.mark.parametrize("role", ["reader", "custodian", "secretariat", "moderator"])
def test_only_members_report(client, committee, role):
    client.force_login(join(committee, role=role))

    assert 'name="kind"' not in client.get(PAGE).content.decode()
    for step in ("to", "send"):
        assert client.post(f"{PAGE}{step}/", {"kind": "threat"}).status_code == 404


def test_a_custodian_who_sits_there_too_does_not_report_to_themselves(client, committee, keepers):
    committee.memberships.create(user=keepers["oumou"], role=Role.MEMBER, side="civilian")
    client.force_login(keepers["oumou"])

    page = client.post(f"{PAGE}to/", {"kind": "threat"}).content.decode()

    assert "ramata" in page
    assert "oumou" not in page
