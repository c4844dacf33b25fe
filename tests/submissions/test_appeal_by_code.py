"""What readers published after a message was removed: its code shows why, and asks for another look."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from palabre.audit.models import AuditRecord
from palabre.core import waiting
from palabre.core.days import today
from palabre.forums.models import Post, State
from palabre.moderation.models import Case, Choice, Origin
from palabre.moderation.services import appeal_by_name, decide, report
from palabre.people.models import Side
from palabre.sealing import proposal as sealed
from palabre.sealing.errors import KeyLost
from palabre.spaces.models import Role
from palabre.submissions import onward, pleading
from palabre.submissions.models import Offshoot, Submission
from palabre.submissions.renewing import renew_keys
from palabre.submissions.services import report_key
from palabre.vaults import ending, epochs
from tests.committees.traces import everything, tables_changed
from tests.moderation.factories import moderator, rule_named
from tests.spaces.factories import join
from tests.submissions.altered import each_byte_flipped
from tests.submissions.offshoots import grown, writer_with
from tests.submissions.onward import PLACE, TITLE, agree, propose, publish, vault_of

pytestmark = pytest.mark.django_db
WHY, PLEA = "It names a place.", "It names no place: a market is none."
APPEAL = "/en/answer/appeal/"


@pytest.fixture(params=["civilian", "all"])
def message(request, cast, letter):
    """Of which a topic was made: by a civilian reader, or by two."""
    made = letter(request.param)
    if request.param == "civilian":
        publish(made, cast.awa)
    else:
        agree(propose(made, cast.awa), cast.issa)
    return made


@pytest.fixture
def of_one(cast, letter):
    made = letter("civilian")
    publish(made, cast.awa)
    return made


def pair(thing):
    space = thing.topic.category.space
    return [moderator(space, side) for side in (Side.CIVILIAN, Side.FORCES)]


def removed(thing=None):
    thing = thing or Post.objects.get()
    case = report(thing, rule=rule_named("insult"), by=join(thing.topic.category.space))
    for judge in pair(thing):
        case = decide(case, choice=Choice.REMOVE, rule=case.rule, note=WHY, by=judge)
    return case


@pytest.fixture
def writer(client, codes):
    """A browser in which the conversation of this message is open."""

    def _writer(message):
        browser = Client()
        browser.post("/en/answer/", {"code": codes[message.pk]})
        return browser

    return _writer


def thread_of(browser):
    return unescape(browser.get("/en/answer/thread/").content.decode())


def topic_in(page):
    found = re.search(r'name="topic" value="([^"]+)"', page)
    assert found
    return found[1]


def test_the_code_shows_the_topic_and_no_other_code_does(message, letter, codes, writer):
    other = letter(body="Another matter.")

    page = thread_of(writer(message))

    assert TITLE in page
    assert Post.objects.get().topic.get_absolute_url() in page
    assert 'name="topic"' not in page  # nothing to appeal against
    assert TITLE not in thread_of(writer(other))
    assert [one.title for one in grown(message, codes)] == [TITLE]
    assert grown(other, codes) == []


def test_it_says_that_anyone_reads_it_only_while_anyone_does(of_one, writer):
    browser, post = writer(of_one), Post.objects.get()
    assert "Anyone may read" in thread_of(browser)

    danger = report(post, rule=rule_named("danger"), by=join(post.topic.category.space))
    page = thread_of(browser)
    assert "Anyone may read" not in page
    assert "Hidden until both sides have decided" in page
    for judge in pair(post):
        decide(danger, choice=Choice.REMOVE, rule=danger.rule, by=judge)

    page = thread_of(browser)
    assert TITLE in page
    assert "may read" not in page
    assert "Hidden until" not in page


def test_it_reads_why_appeals_and_another_pair_gives_it_back(of_one, writer):
    case = removed()
    browser = writer(of_one)
    before = everything()

    topic = topic_in(thread_of(browser))
    page = unescape(browser.post(APPEAL, {"topic": topic}).content.decode())
    assert all(told in page for told in (WHY, str(case.rule), "What the readers had written"))
    said = browser.post(APPEAL, {"topic": topic, "plea": f"{PLEA}\u200b"})
    assert "Your appeal waits" in said.content.decode()
    assert said.status_code == 200
    assert tables_changed(before, everything()) <= {"vaults.OpenDoor"}
    pleading.let_out_pleas()

    again = Case.objects.get(appeal_of=case)
    assert (again.origin, again.plea) == (Origin.CODE, PLEA)
    assert AuditRecord.objects.get(action="moderation.appeal.opened").actor == ""
    assert "Two other moderators" in unescape(
        browser.post(APPEAL, {"topic": topic}).content.decode()
    )
    for judge in pair(Post.objects.get()):
        decide(again, choice=Choice.KEEP, rule=again.rule, by=judge)
    assert Post.objects.get().state == State.PUBLISHED
    assert str(Case.objects.get(pk=again.pk).get_outcome_display()) in thread_of(browser)
    assert PLEA in browser.post(APPEAL, {"topic": topic}).content.decode()


def test_a_title_that_was_removed_can_be_appealed_too(of_one, writer):
    topic = Post.objects.get().topic
    case = report(topic, rule=rule_named("insult"), by=join(topic.category.space))
    for judge in pair(Post.objects.get()):
        case = decide(case, choice=Choice.REMOVE, rule=case.rule, note=WHY, by=judge)

    browser = writer(of_one)
    browser.post(APPEAL, {"topic": topic_in(thread_of(browser)), "plea": PLEA})
    pleading.let_out_pleas()

    assert Case.objects.get(appeal_of=case).origin == Origin.CODE


def test_the_reader_under_whose_name_it_stood_learns_that_it_was_appealed(
    of_one, cast, writer, client
):
    case = removed()
    browser = writer(of_one)
    browser.post(APPEAL, {"topic": topic_in(thread_of(browser)), "plea": PLEA})
    pleading.let_out_pleas()
    client.force_login(cast.awa)

    page = client.get(f"/en/moderation/decisions/{case.pk}/").content.decode()

    assert "Whoever wrote the message behind it has appealed" in page
    assert PLEA not in page


def test_one_appeal_whoever_makes_it(of_one, cast, writer):
    case = removed()
    browser = writer(of_one)
    topic = topic_in(thread_of(browser))
    browser.post(APPEAL, {"topic": topic, "plea": PLEA})
    appeal_by_name(case, plea="I wrote it.", by=cast.awa)
    pleading.let_out_pleas()

    assert Case.objects.get(appeal_of=case).plea == "I wrote it."
    page = browser.post(APPEAL, {"topic": topic, "plea": "Once more."})
    assert page.status_code == 422
    assert "Once more." in page.content.decode()
    assert "The reader under whose name it stood has appealed." in page.content.decode()
    assert "I wrote it." not in page.content.decode()


def test_two_taps_are_one_and_the_last_words_count(of_one, writer):
    case = removed()
    browser = writer(of_one)
    topic = topic_in(thread_of(browser))
    for plea in ("Look.", PLEA):
        browser.post(APPEAL, {"topic": topic, "plea": plea})
    pleading.let_out_pleas()

    assert Case.objects.get(appeal_of=case).plea == PLEA


def test_one_appeal_sent_again_and_again_fills_no_room_for_others(cast, letter, writer):
    one, other = letter("civilian", body="One."), letter("civilian", body="Other.")
    for message in (one, other):
        publish(message, cast.awa)
    for post in Post.objects.all():
        removed(post)
    mine, theirs = writer(one), writer(other)
    topic = topic_in(thread_of(mine))

    seen = [mine.post(APPEAL, {"topic": topic, "plea": f"{PLEA} {n}"}) for n in range(7)]

    assert [page.status_code for page in seen] == [200] * 6 + [422]
    assert f"{PLEA} 6" in seen[-1].content.decode()
    said = theirs.post(APPEAL, {"topic": topic_in(thread_of(theirs)), "plea": PLEA})
    assert said.status_code == 200


def test_it_waits_for_company_or_for_a_day(of_one, writer, settings, time_machine):
    settings.BATCH_FEWEST = 2
    case = removed()
    browser = writer(of_one)
    browser.post(APPEAL, {"topic": topic_in(thread_of(browser)), "plea": PLEA})
    pleading.let_out_pleas()
    assert not case.appeals.exists()

    time_machine.move_to(timezone.now() + timedelta(hours=settings.BATCH_HOURS))
    waiting.stay()
    pleading.let_out_pleas()

    assert case.appeals.count() == 1


def test_what_is_refused_keeps_what_was_typed(of_one, writer):
    removed()
    browser = writer(of_one)
    topic = topic_in(thread_of(browser))

    page = browser.post(APPEAL, {"topic": topic, "plea": "é" * 2001})
    assert page.status_code == 422
    assert "é" * 2001 in page.content.decode()

    Case.objects.update(appeal_until=today() - timedelta(days=1))
    page = browser.post(APPEAL, {"topic": topic, "plea": PLEA})
    assert page.status_code == 422
    assert PLEA in page.content.decode()
    assert "The time for an appeal is over." in page.content.decode()

    browser.post("/en/answer/shut/")
    page = browser.post(APPEAL, {"topic": topic, "plea": PLEA})
    assert page.status_code == 422
    assert PLEA in page.content.decode()


def test_nobody_appeals_for_another(of_one, letter, writer):
    case = removed()
    topic = topic_in(thread_of(writer(of_one)))
    stranger, other = Client(), writer(letter(body="Another matter."))

    for browser, status in ((stranger, 422), (other, 302)):
        assert browser.post(APPEAL, {"topic": topic, "plea": PLEA}).status_code == status
    for named in ("", "nonsense", str(case.pk)):
        assert other.post(APPEAL, {"topic": named, "plea": PLEA}).status_code == 302
    pleading.let_out_pleas()

    assert not case.appeals.exists()


def test_what_members_alone_read_is_told_to_nobody_outside(cast, letter, codes):
    message = letter("civilian")
    publish(message, cast.awa, onward.Draft("committees:members", TITLE, "For us."))

    assert not Offshoot.objects.exists()
    assert grown(message, codes) == []


def test_nor_what_was_for_anyone_and_is_no_longer(of_one, codes):
    space = Post.objects.get().topic.category.space
    space.is_public = False
    space.save()

    assert grown(of_one, codes) == []


# == What the row tells ==
def test_neither_the_topic_nor_the_message_stands_in_the_row(message):
    row = Offshoot.objects.get()
    post = Post.objects.get()
    telling = [str(message.pk), message.pk.hex, f"forums.post:{post.pk}", "forums", TITLE]
    kept = bytes(row.sealed)

    assert {field.attname for field in Offshoot._meta.concrete_fields} == {
        "id", "space_id", "sealed", "expires_on",
    }  # fmt: skip
    assert not any(one.encode() in kept for one in [*telling, *map(bytes.hex, [message.pk.bytes])])
    assert message.pk.bytes not in kept
    assert bytes(message.s_pk) not in kept


def test_every_row_has_one_size(cast, letter):
    long = onward.Draft(PLACE, "t" * 150, "w" * 3000)
    for draft in (onward.Draft(PLACE, "a", "b"), long):
        publish(letter("civilian", body=draft.title), cast.awa, draft)
    publish(
        letter("civilian", body="c"), cast.awa, onward.Draft("committees:anyone", "a", "For all.")
    )

    assert len({len(bytes(row.sealed)) for row in Offshoot.objects.all()}) == 1


def test_readers_cannot_open_it(of_one, cast):
    """Whoever is made to open their vault shows no more than the message."""
    row = Offshoot.objects.get()
    secrets = [vault_of(cast.awa).x_secret]
    secrets.append(report_key(of_one, cast.awa.vault_key, vault_of(cast.awa)).secret)

    for secret in secrets:
        assert grown(of_one, {}, secret=secret) == []
    assert row.sealed


def test_one_that_was_altered_or_moved_is_not_shown(cast, letter, codes):
    one, other = letter("civilian", body="One."), letter("civilian", body="Other.")
    for message in (one, other):
        publish(message, cast.awa)
    (mine,) = grown(one, codes)
    ours, theirs = Offshoot.objects.filter(pk=mine.pk), Offshoot.objects.exclude(pk=mine.pk)
    kept = bytes(ours.get().sealed)

    for altered in list(each_byte_flipped(kept))[::53]:
        ours.update(sealed=altered)
        assert grown(one, codes) == []
    theirs.update(sealed=kept)
    assert grown(one, codes) == []
    ours.update(sealed=kept)
    assert grown(one, codes) == [mine]


def test_one_that_no_reader_signed_is_not_shown(of_one, cast, codes):
    row = Offshoot.objects.get()
    mine = writer_with(of_one, codes)
    place = sealed.ProposalContext(of_one.pk, row.pk, "published", row.expires_on)
    texts = [f"forums.post:{Post.objects.get().pk}"]
    forged = sealed.seal_texts(mine.report.writer, place, texts, reader_seed=bytes(range(32)))
    Offshoot.objects.update(sealed=epochs.lock(row.expires_on, forged))

    assert grown(of_one, codes) == []


def test_it_is_found_after_the_keys_were_changed(of_one, cast, codes):
    cast.fanta.memberships.filter(role=Role.READER).delete()

    assert renew_keys(cast.space, by=cast.awa, opened=vault_of(cast.awa)) == 1

    assert [one.title for one in grown(of_one, codes)] == [TITLE]


def test_it_lasts_longer_than_any_message_and_then_opens_with_nothing(of_one, time_machine):
    row = Offshoot.objects.get()
    copy = bytes(row.sealed)
    assert row.expires_on >= today() + timedelta(days=90 + 30)
    assert Submission.objects.get().expires_on < row.expires_on

    for week in range(1, 25):
        time_machine.move_to(f"{today() + timedelta(weeks=1)} 12:00")
        ending.end_all()
        epochs.destroy(today())
        if today() >= row.expires_on:
            break
        ending.make_keys_ahead()
        assert Offshoot.objects.exists(), week
    assert not Offshoot.objects.exists()
    with pytest.raises(KeyLost):
        epochs.unlock(row.expires_on, copy)
