"""What helps whoever judges: stages, context, notes, ready reasons, many at once, single keys."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from palabre.audit.models import AuditRecord
from palabre.core import guards
from palabre.core.days import today
from palabre.forums.services import edit, reply
from palabre.moderation.actions import Action
from palabre.moderation.models import (
    Case,
    Choice,
    Decision,
    Note,
    Recusal,
    SingleKeys,
    Wording,
)
from palabre.moderation.services import appeal, decide, leave_note, report
from palabre.notifications.models import Notice
from palabre.notifications.registry import tell_in_words
from palabre.people.models import Side
from tests.moderation.factories import CaseFactory, differ, held, moderator, post_in
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db


def read(client, user, case):
    client.force_login(user)
    return client.get(case.get_absolute_url()).content.decode()


def send(client, user, name, *args, **words):
    client.force_login(user)
    return client.post(reverse(f"moderation:{name}", args=args), words)


@pytest.fixture
def removed(case, civilian, forces, insult):
    for one in (civilian, forces):
        decide(case, choice=Choice.REMOVE, rule=insult, note="SAID", by=one)
    return Case.objects.get()


# --- Where it stands ---------------------------------------------------------------------------


def test_the_pair_reads_both_reasons_and_who_may_be_drawn_for_a_panel_reads_none(
    client, case, space, civilian, forces, insult
):
    decide(case, choice=Choice.REMOVE, rule=insult, note="It sells.", by=civilian)
    decide(case, choice=Choice.KEEP, rule=insult, note="It asks.", by=forces)

    for one in (civilian, forces):
        page = read(client, one, case)
        assert "Second look" in page
        assert "It sells." in page
        assert "It asks." in page
    page = read(client, moderator(space, Side.FORCES), case)
    assert "The two who decided first differ" in page
    assert "It sells." not in page
    assert "It asks." not in page
    assert str(Choice.REMOVE.label) not in page


def test_a_panel_is_told_what_it_is_and_not_what_the_pair_said(
    client, case, space, civilian, forces
):
    for side in (Side.CIVILIAN, Side.FORCES, Side.FORCES):
        moderator(space, side)
    leave_note(case, text="A NOTE", by=civilian)
    panel = differ(case, civilian, forces).panel.select_related("moderator")

    for seat in panel:
        page = read(client, seat.moderator, case)
        assert "The lot has called you" in page
        for secret in ("It sells.", "It asks.", "A NOTE"):
            assert secret not in page


def test_who_may_judge_an_appeal_reads_the_plea_and_nothing_of_the_first_pair(
    client, removed, space, civilian
):
    leave = Note(case=removed, side=Side.CIVILIAN, moderator=civilian, text="A NOTE")
    leave.save()
    fresh = moderator(space, Side.CIVILIAN)
    assert "SAID" not in read(client, fresh, removed)
    again = appeal(removed, plea="It was a price, not an insult.")
    alike = report(post_in(space), rule=removed.rule, by=join(space))

    page = read(client, fresh, again)
    assert "It was a price, not an insult." in page
    assert "Leave it removed" in page
    assert str(removed.rule) in page
    for address in (again, removed, alike):
        page = read(client, fresh, address)
        assert "SAID" not in page
        assert "A NOTE" not in page
    for address in (removed, alike):
        assert "SAID" in read(client, civilian, address)


def test_what_waits_is_published_or_refused(client, space, civilian):
    (waits,) = held(space=space)

    page = read(client, civilian, waits)

    assert "Publish it" in page
    assert "One moderator who lets it through is enough" in page


def test_what_was_changed_since_is_shown_as_it_was(client, case, post, civilian):
    assert "It was changed since" not in read(client, civilian, case)

    edit(post, body="Softer words.", by=post.author)

    page = read(client, civilian, case)
    assert "It was changed since" in page
    assert "Les fouilles durent une heure" in page
    assert "Softer words." in page


# --- What stands around it, what was decided before ------------------------------------------


def test_what_stands_around_it_names_the_author_nowhere(
    client, case, post, author, space, civilian
):
    other = join(space, name="passer-by")
    reply(post.topic_id, body=f"{author} wrote:\n\n> Rude.\n\nI agree.", by=other)

    page = read(client, civilian, case)

    assert "I agree." in page
    assert "(author hidden)" in page
    assert str(author) not in page
    assert str(other) not in page


def test_what_was_hidden_beside_it_stays_hidden(client, case, post, space, civilian, danger):
    beside = reply(post.topic_id, body="THE PLACE", by=join(space))
    report(beside, rule=danger, by=join(space))

    assert "THE PLACE" not in read(client, civilian, case)


def test_earlier_decisions_are_shown_the_closest_words_first(
    client, space, civilian, forces, insult
):
    def judged(words):
        found = report(post_in(space, body=words), rule=insult, by=join(space))
        for one in (civilian, forces):
            decide(found, choice=Choice.KEEP, rule=insult, note=f"Of {words[:9]}", by=one)
        return found

    judged("La pompe du puits est en panne depuis lundi.")
    near = judged("Les fouilles durent une heure, et personne ne dit pourquoi.")
    judged("Le pont sera fermé pendant la saison des pluies.")
    new = report(post_in(space), rule=insult, by=join(space))

    client.force_login(civilian)
    page = client.get(new.get_absolute_url()).context["page"]

    assert page.context.alike[0].case == near
    assert [each.choice for each in page.context.alike[0].decisions] == ["keep", "keep"]
    assert page.context.alike[0].words.startswith("Les fouilles durent une heure, et personne")

    with guards.lifted():
        Case.objects.filter(pk=near.pk).update(original="")
    page = client.get(new.get_absolute_url()).context["page"]
    assert "" in {each.words for each in page.context.alike}


def test_the_same_thing_again_shows_what_came_of_it(client, case, post, space, civilian, forces):
    for one in (civilian, forces):
        decide(case, choice=Choice.KEEP, rule=case.rule, note="It may.", by=one)
    again = report(post, rule=case.rule, by=join(space))

    page = read(client, civilian, again)

    assert "It was looked at before" in page
    assert "It may." in page


def test_of_the_author_a_word_and_no_number(client, case, space, author, civilian, insult):
    assert "Nothing else by this author" in read(client, civilian, case)
    for said in ("One other text", "Several other texts", "Several other texts"):
        old = {"label": "forums.post", "item_pk": str(post_in(space, by=author).pk)}
        with guards.lifted():
            CaseFactory.create(space=space, outcome="removed", closed_on=today(), **old)
        assert said in read(client, civilian, case)


# --- Notes -------------------------------------------------------------------------------------


def test_a_note_is_for_ones_own_side_until_the_case_is_closed(
    client, case, space, civilian, forces, insult
):
    send(client, civilian, "note", case.pk, text="His brother told me.")

    assert "His brother told me." in read(client, moderator(space, Side.CIVILIAN), case)
    assert "His brother told me." not in read(client, forces, case)
    for one in (civilian, forces):
        decide(case, choice=Choice.KEEP, rule=insult, by=one)
    assert "His brother told me." in read(client, forces, case)
    assert not AuditRecord.objects.filter(details__icontains="brother").exists()


def test_an_author_who_moderates_reads_no_note_and_writes_none(client, space, civilian, insult):
    case = report(post_in(space, by=civilian), rule=insult, note="SO RUDE", by=join(space))
    leave_note(case, text="A NOTE", by=moderator(space, Side.CIVILIAN))

    page = read(client, civilian, case)

    assert "A NOTE" not in page
    assert "SO RUDE" not in page
    with pytest.raises(PermissionDenied):
        leave_note(case, text="Mine", by=civilian)


def test_an_empty_note_is_refused(client, case, civilian):
    assert send(client, civilian, "note", case.pk, text=" ").status_code == 422
    assert not Note.objects.exists()


# --- Reasons, passages, conflicts ----------------------------------------------------------------


def test_a_ready_reason_is_read_in_the_language_of_its_author(
    client, case, author, civilian, forces, insult
):
    ready = Wording.objects.filter(rule=insult)[0]
    words = {"decision": "remove", "reason": "insult", "ready": ready.pk, "note": "Merci."}
    send(client, civilian, "decide", case.pk, **words)
    Wording.objects.filter(pk=ready.pk).update(text_fr="Autre chose.")
    decide(case, choice=Choice.REMOVE, rule=insult, by=forces)

    notice = Notice.objects.get(user=author)
    for language, said in (("fr", ready.text_fr), ("en", ready.text_en)):
        with translation.override(language):
            assert f"{said} Merci." in tell_in_words(notice).sentence


def test_a_ready_reason_of_another_rule_is_refused_and_all_kept(client, case, civilian):
    other = Wording.objects.exclude(rule__code="insult")[0]
    words = {"decision": "remove", "reason": "insult", "ready": other.pk, "note": "My words"}

    answer = send(client, civilian, "decide", case.pk, **words)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "belongs to another rule" in page
    assert "My words" in page
    assert f'value="{other.pk}" selected' in page


@pytest.mark.parametrize(
    ("passage", "is_kept"),
    [("fouilles  durent\nune heure", True), ("words of mine", False)],
)
def test_a_passage_is_in_the_text(client, case, civilian, passage, is_kept):
    words = {"decision": "remove", "reason": "insult", "passage": passage}

    answer = send(client, civilian, "decide", case.pk, **words)

    assert answer.status_code == (302 if is_kept else 422)
    assert Decision.objects.filter(passage=passage).exists() is is_kept
    assert is_kept or passage in answer.content.decode()


def test_who_cannot_judge_is_asked_first_and_then_steps_back(client, case, civilian):
    client.force_login(civilian)
    assert (
        "Step back from this case"
        in client.get(reverse("moderation:recuse", args=[case.pk])).content.decode()
    )
    assert not Recusal.objects.exists()

    send(client, civilian, "recuse", case.pk)

    assert Recusal.objects.get().moderator == civilian
    assert AuditRecord.objects.filter(action=Action.CASE_RECUSED).exists()
    assert (
        send(client, civilian, "decide", case.pk, decision="keep", reason="insult").status_code
        == 409
    )


def test_single_keys_are_off_until_somebody_turns_them_on(client, civilian):
    client.force_login(civilian)
    assert "data-keys" not in client.get(reverse("moderation:queue")).content.decode()

    send(client, civilian, "keys", on="1")
    assert "data-keys" in client.get(reverse("moderation:queue")).content.decode()

    send(client, civilian, "keys")
    assert not SingleKeys.objects.exists()


# --- The desk ----------------------------------------------------------------------------------


def test_the_secretariat_writes_and_changes_ready_reasons(client, secretary, insult):
    client.force_login(secretary)
    words = {"text_fr": "Dites-le mieux.", "text_en": "Say it better.", "is_active": "on"}
    words["choice"] = "remove"

    client.post(reverse("moderation_desk:add_wording"), {"rule": insult.pk, **words})
    made = Wording.objects.get(text_en="Say it better.")
    page = client.get(reverse("moderation_desk:wordings")).content.decode()
    client.post(
        reverse("moderation_desk:wording", args=[made.pk]),
        {"rule": insult.pk, "text_fr": "Redites-le.", "text_en": "Say it again."},
    )

    made.refresh_from_db()
    assert "Say it better." in page
    assert (made.text_en, made.is_active, made.choice) == ("Say it again.", False, "")
    assert AuditRecord.objects.filter(action=Action.WORDING_CHANGED).count() == 1


def test_a_ready_reason_needs_both_languages(client, secretary, insult):
    client.force_login(secretary)

    answer = client.post(
        reverse("moderation_desk:add_wording"), {"rule": insult.pk, "text_fr": "Dites-le mieux."}
    )

    assert answer.status_code == 422
    assert "Dites-le mieux." in answer.content.decode()
