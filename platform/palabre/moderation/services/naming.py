"""Names of accounts: reported by people, or found by a list when the account is made."""

from django.db import models, transaction

from palabre.core.verdict import require
from palabre.moderation import lists, rules
from palabre.moderation.models import Case, Deed, Origin, ReadsWhat, Rule
from palabre.moderation.registry import keeper_of, name_above
from palabre.moderation.services.opening import hold, open_case, write_report
from palabre.notifications.services import tell
from palabre.people.models import User
from palabre.people.naming import own_name


@transaction.atomic
def report_name(item: models.Model, *, rule: Rule, note: str = "", by: User) -> Case:
    """Say that the name above this breaks a rule: a case about the name, not about the words."""
    require(rules.can_report_name(by, item))
    person = name_above(item)
    assert person is not None  # noqa: S101 (the rule has asked)
    before = rules.heard_of(person, by)
    return write_report(person, before, rule=rule, note=note, by=by)


@transaction.atomic
def look_at_name(person: User) -> None:
    """A new account, in its first moment. A name that somebody entitled vouched for is not read."""
    if person.is_verified:
        return
    keeper = keeper_of(person._meta.label_lower)
    acting = lists.lists_that_act(keeper.space_of(person), reads=ReadsWhat.NAMES)
    found = lists.first_of_each_deed(person.name, acting)
    if on := found.get(Deed.HOLD):
        case = hold(person, rule=on.rule, origin=Origin.NAME)
        keeper.hide(person, rule=case.rule.code)
        tell(person, "moderation.name_waits", title=own_name(person), shown=person.name)
    elif on := found.get(Deed.LOOK):
        open_case(person, rule=on.rule, origin=Origin.NAME)
