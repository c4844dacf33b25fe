"""The demonstration, loaded as `make run` loads it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from palabre.committees.models import (
    Committee,
    Contribution,
    Discussion,
    Meeting,
    NamelessContribution,
)
from palabre.demonstration import services
from palabre.demonstration.people import PASSPHRASE, PASSWORD
from palabre.forums.models import Category, Post, Topic
from palabre.jobs.models import Job
from palabre.moderation.models import Case, Outcome, Round
from palabre.people.models import User
from palabre.people.selectors import has_second_factor
from palabre.reports.account import account_of
from palabre.reports.months import last_month
from palabre.reports.research import study
from palabre.submissions.models import Submission
from palabre.vaults.models import VaultKey
from palabre.vaults.services import open_vault


@pytest.mark.slow
def test_it_is_as_alive_as_promised(db, demonstration):
    assert Committee.objects.count() == 3
    assert User.objects.count() == 43
    assert Discussion.objects.count() == 26
    assert Contribution.objects.count() + NamelessContribution.objects.count() > 150
    said = Post.objects.exclude(state="held")
    assert (Category.objects.count(), Topic.objects.count(), said.count()) == (6, 61, 601)
    assert Post.objects.held().count() == 1
    assert Submission.objects.count() == len(demonstration) == 12
    assert account_of(last_month()).outcomes.told["removed"] >= 6
    # A month of cases, and another of the quarter before where that ended earlier.
    of_words = Case.objects.exclude(label__startswith="moderation.")
    assert of_words.count() in (22 + 36, 22 + 36 + 36)
    assert sum(number for _line, number in study()) > 30
    assert Case.objects.open().filter(round=Round.SECOND).count() == 1
    panel = Case.objects.open().get(round=Round.PANEL).panel.values_list("moderator__username")
    assert {name for (name,) in panel} == {"mariam", "sadio", "salif"}
    assert Case.objects.open().exclude(appeal_of=None).count() == 1
    assert Case.objects.filter(outcome=Outcome.DISAGREED).count() in (2 + 6, 2 + 6 + 7)
    assert Meeting.objects.count() == 6
    assert not Job.objects.filter(task__startswith="notifications.").exists()


@pytest.mark.slow
def test_what_it_shows_as_hidden_was_reported_within_a_day(db, demonstration):
    hidden = Case.objects.open().filter(is_veiled=True)
    loaded = Case.objects.latest("opened_at").opened_at

    assert hidden.count() == 2
    for case in hidden:
        assert loaded - timedelta(days=1) < case.opened_at < loaded
        assert case.veiled_until
        assert loaded < case.veiled_until < case.opened_at + timedelta(hours=27)


@pytest.mark.slow
def test_every_account_of_the_contract_opens(db, demonstration):
    for name in ("awa", "issa", "fanta", "moussa", "djeneba", "mariam", "salif", "sira", "admin"):
        assert User.objects.get(username=name).check_password(PASSWORD)
    for name in ("mariam", "salif", "sira", "admin"):
        assert has_second_factor(User.objects.get(username=name))
    assert open_vault(VaultKey.objects.get(user__username="awa"), PASSPHRASE)


@pytest.mark.slow
def test_it_goes_into_an_empty_database_only(db, demonstration):
    call_command("loaddemonstration", if_empty=True)
    assert User.objects.count() == 43

    with pytest.raises(CommandError, match="has people already"):
        call_command("loaddemonstration")


def test_it_is_refused_outside_a_demonstration(db, settings):
    settings.DEMONSTRATION = False
    before = User.objects.count()

    with pytest.raises(ImproperlyConfigured):
        services.load()

    assert User.objects.count() == before
