"""No page of the back office removes, hides or gives back what somebody said, or judges a case."""

import pytest
from django.contrib import admin
from django.urls import reverse

from palabre.committees.models import Contribution
from palabre.forums.models import Post, PostRevision, Topic
from palabre.moderation.models import Case, Choice, Claim, Decision, Panelist, Recusal, Report
from palabre.moderation.services import decide
from palabre.people.models import User
from palabre.spaces.models import Space
from tests.committees.factories import ContributionFactory

pytestmark = pytest.mark.django_db
SAID = (Post, PostRevision, Topic, Contribution, Case, Decision, Report, Recusal, Claim, Panelist)
CHANGES = {
    "state": "removed", "is_veiled": "on", "outcome": "removed", "body": "x", "html": "x", "title": "x",
    "choice": "remove", "round": "3", "side": "forces", "name_kept": "x", "is_active": "", "author": "",
    "_save": "Save",
}  # fmt: skip


def all_said():
    return {model: list(model._base_manager.order_by("pk").values()) for model in SAID}


def test_whatever_is_sent_to_it(client, case, civilian, administrator):
    ContributionFactory.create()
    decide(case, choice=Choice.REMOVE, rule=case.rule, by=civilian)
    before = all_said()
    client.force_login(administrator)
    asked = 0

    for model in admin.site._registry:
        there = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        keys = list(model._base_manager.values_list("pk", flat=True)[:3])
        client.post(reverse(f"{there}_add"), CHANGES)
        for key in keys:
            client.post(reverse(f"{there}_change", args=[key]), CHANGES)
        for action in ("delete_selected", *(admin.site._registry[model].actions or ())):
            chosen = {"action": action, "_selected_action": keys, "post": "yes"}
            client.post(reverse(f"{there}_changelist"), chosen)
        for key in keys:
            client.post(reverse(f"{there}_delete", args=[key]), {"post": "yes"})
        asked += 1

    assert asked > 30
    assert all_said() == before
    assert User.objects.filter(pk=civilian.pk).exists()
    assert Space.objects.filter(pk=case.space_id).exists()


def test_nothing_of_moderation_is_there_to_be_changed():
    labels = {model._meta.app_label for model in admin.site._registry}

    assert "moderation" not in labels
