import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.moderation import desk_services
from palabre.moderation.actions import Action
from palabre.moderation.models import Rule
from palabre.people.models import Side
from tests.moderation.factories import RuleFactory, moderator, rule_named

pytestmark = pytest.mark.django_db
DESK = "/en/secretariat/rules/"
WORDS = {
    "number": "10",
    "title_fr": "Écoutez",
    "title_en": "Listen",
    "text_fr": "Lisez avant de répondre.",
    "text_en": "Read before you answer.",
}


def test_a_new_house_starts_with_nine_rules_in_two_languages():
    rules = list(Rule.objects.in_force())

    assert [rule.number for rule in rules] == list(range(1, 10))
    assert {rule.code for rule in rules if rule.veils} == {"danger", "operational-detail"}
    assert all(rule.text_fr and rule.text_en for rule in rules)


def test_a_rule_is_added_and_on_the_record(client, secretary):
    client.force_login(secretary)

    answer = client.post(f"{DESK}new/", {"code": "listen", **WORDS})

    assert answer.url == DESK
    assert Rule.objects.get(code="listen").title_en == "Listen"
    assert AuditRecord.objects.get(action=Action.RULE_ADDED).actor == secretary.username


def test_a_change_is_dated_and_what_it_said_before_is_on_the_record(client, secretary):
    rule = RuleFactory.create(code="listen", changed_on="2020-01-01")
    client.force_login(secretary)

    client.post(f"{DESK}listen/", WORDS)

    before = AuditRecord.objects.get(action=Action.RULE_CHANGED).details["before"]
    rule.refresh_from_db()
    assert rule.text_en == "Read before you answer."
    assert before["text_en"] == "A text."
    assert rule.changed_on.year > 2020


def test_a_change_of_nothing_is_not_on_the_record(client, secretary):
    rule = rule_named("hate")
    client.force_login(secretary)
    client.post(
        f"{DESK}hate/",
        {
            name: getattr(rule, name)
            for name in ("number", "title_fr", "title_en", "text_fr", "text_en")
        },
    )

    assert not AuditRecord.objects.filter(action=Action.RULE_CHANGED).exists()


def test_the_short_name_never_changes(client, secretary):
    rule_named("hate")
    client.force_login(secretary)

    client.post(f"{DESK}hate/", {"code": "love", **WORDS})

    assert Rule.objects.filter(code="hate", title_en="Listen").exists()


def test_out_of_force_and_back(client, secretary):
    client.force_login(secretary)

    client.post(f"{DESK}spam/retire/")
    assert not Rule.objects.in_force().filter(code="spam").exists()
    client.post(f"{DESK}spam/restore/")
    assert Rule.objects.in_force().filter(code="spam").exists()
    actions = set(AuditRecord.objects.values_list("action", flat=True))
    assert {Action.RULE_RETIRED, Action.RULE_RESTORED} <= actions


def test_taking_it_out_of_force_undoes_no_change_and_is_on_record_once(secretary):
    page_of_yesterday = rule_named("spam")
    desk_services.change_rule(rule_named("spam"), by=secretary, title_en="No advertising")

    for _twice in range(2):
        desk_services.retire_rule(page_of_yesterday, by=secretary)

    kept = rule_named("spam")
    assert (kept.title_en, kept.is_active) == ("No advertising", False)
    assert AuditRecord.objects.filter(action=Action.RULE_RETIRED).count() == 1


@pytest.mark.parametrize(
    "wrong", [{"code": "hate"}, {"code": "Not A Slug"}, {"number": "-1"}, {"title_fr": "  "}]
)
def test_what_cannot_be_a_rule_is_refused_with_what_was_typed(client, secretary, wrong):
    client.force_login(secretary)

    answer = client.post(f"{DESK}new/", {"code": "listen", **WORDS, **wrong})

    assert answer.status_code == 422
    assert "Read before you answer." in answer.content.decode()
    assert Rule.objects.count() == 9


@pytest.mark.parametrize("who", ["outsider", "citizen"])
@pytest.mark.parametrize(
    ("method", "path"),
    [("get", ""), ("get", "new/"), ("get", "hate/"), ("post", "hate/retire/"), ("post", "new/")],
)
def test_who_does_not_run_a_space_finds_nothing(request, client, who, method, path):
    client.force_login(request.getfixturevalue(who))

    assert getattr(client, method)(f"{DESK}{path}").status_code == 404


def test_a_moderator_does_not_set_the_rules(client, space):
    judge = moderator(space, Side.CIVILIAN)
    client.force_login(judge)

    assert client.get(DESK).status_code == 404
    with pytest.raises(PermissionDenied):
        desk_services.retire_rule(rule_named("hate"), by=judge)


def test_the_desk_opens_for_the_secretariat_and_administrators(client, secretary, administrator):
    for person in (secretary, administrator):
        client.force_login(person)
        assert client.get(DESK).status_code == 200
        assert client.get(reverse("moderation_desk:change", args=["hate"])).status_code == 200
