import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.forums.models import Post, State
from palabre.moderation import rules, services
from palabre.moderation.actions import Action
from palabre.moderation.models import Case, Choice, Outcome, Report
from palabre.moderation.services import report
from palabre.moderation.services.opening import write_report
from palabre.notifications.models import Notice
from tests.moderation.factories import post_in, reader_of, remove
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db


def address(post, label="forums.post"):
    return reverse("moderation:report", args=[label, post.pk])


def close(case, civilian, forces, choice, rule):
    services.decide(case, choice=choice, rule=rule, by=civilian)
    return services.decide(case, choice=choice, rule=rule, by=forces)


def test_several_reports_on_one_thing_are_one_case(post, space, insult):
    report(post, rule=insult, by=join(space))
    report(post, rule=insult, by=join(space))

    case = Case.objects.get()
    assert case.reports.count() == 2
    assert case.title == "Fouilles au poste"


def test_an_ordinary_report_hides_nothing(case, post):
    post.refresh_from_db()

    assert not case.is_veiled
    assert post.state == State.PUBLISHED


def test_a_report_of_danger_hides_at_once(veiled, post):
    post.refresh_from_db()

    assert veiled.is_veiled
    assert post.state == State.VEILED


def test_a_later_report_of_danger_hides_too_and_leads_the_case(case, post, space, danger):
    report(post, rule=danger, by=join(space))

    post.refresh_from_db()
    case.refresh_from_db()
    assert post.state == State.VEILED
    assert case.rule == danger


def test_the_author_of_what_is_hidden_is_told(veiled, author):
    notice = Notice.objects.get(user=author)

    assert notice.kind == "moderation.veiled"
    assert veiled.rule.title_en in notice.words["rule_en"]


def test_what_both_sides_kept_is_not_hidden_again_by_one_report(
    veiled, post, space, civilian, forces, danger
):
    close(veiled, civilian, forces, Choice.KEEP, danger)

    again = report(post, rule=danger, by=join(space))

    post.refresh_from_db()
    assert again != veiled
    assert not again.is_veiled
    assert post.state == State.PUBLISHED


def test_the_same_person_reports_once(case, post, reporter, insult):
    with pytest.raises(PermissionDenied, match="already reported"):
        report(post, rule=insult, by=reporter)

    assert Report.objects.count() == 1


def test_the_same_person_in_two_windows_is_kept_and_counted_once(case, post, space, insult):
    person = join(space)
    before = rules.heard_of(post, person)  # as both windows read it

    for _window in range(2):
        write_report(post, before, rule=insult, note="", by=person)

    case.refresh_from_db()
    assert case.reports.count() == 2
    assert case.score == 200


def test_what_is_said_while_a_case_closes_opens_another(
    case, post, civilian, forces, insult, monkeypatch
):
    person = join(case.space)
    seen, look = [rules.heard_of(post, person)], rules.heard_of
    close(case, civilian, forces, Choice.KEEP, insult)
    # The first time it is read, it was open a moment ago.
    monkeypatch.setattr(rules, "heard_of", lambda *asked: seen.pop() if seen else look(*asked))

    again = report(post, rule=insult, note="Still there.", by=person)

    assert not seen

    assert again != case
    assert again.reports.get().reporter == person
    assert case.reports.count() == 1


def test_what_has_been_removed_is_not_reported_again(case, post, space, civilian, forces, insult):
    assert close(case, civilian, forces, Choice.REMOVE, insult).outcome == Outcome.REMOVED

    with pytest.raises(PermissionDenied, match="removed already"):
        report(post, rule=insult, by=join(space))


def test_who_may_not_look_in_may_not_report(post, outsider, insult):
    with pytest.raises(PermissionDenied):
        report(post, rule=insult, by=outsider)


def test_a_report_is_speech_and_its_author_is_in_no_record(case, reporter):
    opened = AuditRecord.objects.get(action=Action.CASE_OPENED)

    assert opened.actor == ""
    assert not AuditRecord.objects.filter(actor=reporter.username).exists()
    assert reporter.username not in str(opened.details)


# --- The page ----------------------------------------------------------------------------------


def test_the_page_says_what_happens_next(client, post, reporter):
    client.force_login(reporter)

    page = client.get(address(post)).content.decode()

    assert "What happens next" in page
    assert "Put nobody in danger" in page


def test_a_report_from_the_page_makes_a_case_and_goes_back_to_the_thing(client, post, reporter):
    client.force_login(reporter)

    answer = client.post(address(post), {"reason": "hate", "note": "Look at the end.\r\nThere."})

    assert answer.status_code == 302
    assert answer.url == post.get_absolute_url()
    assert Report.objects.get().note == "Look at the end.\nThere."


def test_the_second_time_gets_friendly_words(client, case, post, reporter):
    client.force_login(reporter)

    assert "already reported" in client.get(address(post)).content.decode()
    again = client.post(address(post), {"reason": "hate", "note": "Kept words"})

    assert again.status_code == 422
    assert "already reported" in again.content.decode()
    assert "Kept words" in again.content.decode()


@pytest.mark.parametrize("reason", ["", "unknown", "\x00"])
def test_a_report_without_a_rule_in_force_is_refused_with_the_note_kept(
    client, post, reporter, reason
):
    client.force_login(reporter)

    answer = client.post(address(post), {"reason": reason, "note": "Kept words"})

    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_rule_out_of_force_is_not_offered(client, post, reporter, insult):
    insult.is_active = False
    insult.save()
    client.force_login(reporter)

    assert insult.title_en not in client.get(address(post)).content.decode()
    assert client.post(address(post), {"reason": "insult"}).status_code == 422


def test_strangers_are_sent_to_sign_in(client, post):
    answer = client.get(address(post))

    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url


@pytest.mark.parametrize(
    ("label", "pk"),
    [
        ("forums.post", "999999999"),
        ("forums.post", "not-a-number"),
        ("forums.post", "9" * 40),
        ("people.user", "1"),
        ("nothing.atall", "1"),
        ("forums.post", "١"),
    ],
)
def test_unknown_and_missing_look_alike(client, reporter, label, pk):
    client.force_login(reporter)

    assert client.get(reverse("moderation:report", args=[label, pk])).status_code == 404


def test_what_a_person_may_not_read_looks_missing(client, post, outsider):
    client.force_login(outsider)

    assert client.get(address(post)).status_code == 404
    assert client.post(address(post), {"reason": "hate"}).status_code == 404


def test_in_the_public_forum_anyone_with_an_account_reports(client, forum):
    public = post_in(forum)
    client.force_login(reader_of(forum))

    assert client.post(address(public), {"reason": "danger"}).status_code == 302
    assert Post.objects.get(pk=public.pk).state == State.VEILED


def test_whoever_reports_reads_what_they_report(client, post, author, reporter):
    client.force_login(reporter)

    page = client.get(address(post)).content.decode()
    title = client.get(address(post.topic, "forums.topic")).content.decode()

    assert f"<p>{post.body}</p>" not in page
    assert post.body in page[page.index("<blockquote") : page.index("</blockquote>")]
    assert author.name in page
    assert post.topic.title in title[title.index("<blockquote") : title.index("</blockquote>")]


def test_long_words_are_clipped_and_hidden_ones_are_not_shown(client, space, reporter, insult):
    client.force_login(reporter)
    long = post_in(space, body="crocodile " * 90)
    page = client.get(address(long)).content.decode()
    assert 20 < page.count("crocodile") < 40

    remove(long, insult)

    assert "crocodile" not in client.get(address(long)).content.decode()
    assert "<blockquote" not in client.get(address(long)).content.decode()


def test_words_are_reported_on_where_the_title_above_them_is_gone(client, post, reporter, insult):
    client.force_login(reporter)
    title = post.topic.title
    remove(post.topic, insult)

    page = client.get(address(post)).content.decode()
    assert post.body in page
    assert title not in page
