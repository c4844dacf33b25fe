"""Names of accounts: reported by people, or found by a list when the account is made."""

from django.db import models, transaction

from palabre.core.verdict import require
from palabre.moderation import lists, rules
from palabre.moderation.models import Case, Deed, Origin, ReadsWhat, Rule
from palabre.moderation.registry import keeper_of, name_above
from palabre.moderation.services.opening import hold, open_case, until_it_stands, write_report
from palabre.notifications.services import tell
from palabre.people.models import User
from palabre.people.naming import choose_name, own_name


@until_it_stands
def report_name(item: models.Model, *, rule: Rule, note: str = "", by: User) -> Case:
    """Say that the name above this breaks a rule: a case about the name, not about the words."""
    require(rules.can_report_name(by, item))
    person = name_above(item)
    assert person is not None  # noqa: S101 (the rule has asked)
    before = rules.heard_of(person, by)
    return write_report(person, before, rule=rule, note=note, by=by, under=item)


@transaction.atomic
def look_at_name(person: User) -> None:
    """A new account, in its first moment. A name that somebody entitled vouched for is not read."""
    if not person.is_verified:
        _read(person)


@transaction.atomic
def choose_another_name(*, name: str, by: User) -> None:
    """By whoever lost theirs. Lists read it as they read the name of a new account."""
    person = User.objects.select_for_update().get(pk=by.pk)
    require(rules.can_choose_name(person, name))
    choose_name(person, name)
    _read(person)


def _read(person: User) -> None:
    keeper = keeper_of(person._meta.label_lower)
    acting = lists.lists_that_act(keeper.space_of(person), reads=ReadsWhat.NAMES)
    found = lists.first_of_each_deed(person.name, acting)
    if on := found.get(Deed.HOLD):
        case = hold(person, rule=on.rule, origin=Origin.NAME)
        keeper.hide(person, rule=case.rule.code)
        tell(person, "moderation.name_waits", title=own_name(person), shown=person.name)
    elif on := found.get(Deed.LOOK):
        open_case(person, rule=on.rule, origin=Origin.NAME)
