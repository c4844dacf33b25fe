"""The text: moved, amended, accepted, withdrawn. Whoever does so speaks, and holds no office."""

from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.committees.models import Committee
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.motions import rules
from palabre.motions.models import Amendment, Fate, Motion, State
from palabre.motions.wording import merged
from palabre.people.models import User


class MotionWords(TypedDict, total=False):
    kind: str
    title: str
    text: str
    lang: str
    is_public: bool


def lock(motion: Motion) -> Motion:
    """One change of text, one vote at a time; read afresh."""
    rows = Motion.objects.select_related("committee__space").select_for_update(of=("self",))
    return rows.get(pk=motion.pk)


@transaction.atomic
def move_motion(committee: Committee, *, by: User, **words: Unpack[MotionWords]) -> Motion:
    require(rules.can_move(by, committee))
    words["is_public"] = words.get("is_public", True) and committee.space.is_public
    return Motion.objects.create(
        committee=committee, moved_by=by, first_text=words["text"], **words
    )


@transaction.atomic
def withdraw_motion(motion: Motion, *, by: User) -> Motion:
    locked = lock(motion)
    require(rules.can_withdraw(by, locked))
    return settle_motion(locked, State.WITHDRAWN)


def settle_motion(motion: Motion, state: State) -> Motion:
    motion.state, motion.decided_on = state, today()
    motion.save(update_fields=["state", "decided_on"])
    return motion


@transaction.atomic
def amend_motion(motion: Motion, *, base: str, text: str, reason: str = "", by: User) -> Amendment:
    """`base`: the text that they had before their eyes."""
    locked = lock(motion)
    require(rules.can_amend(by, locked))
    if text == base:
        raise PermissionDenied(_("This is the text as it stands: change what you want changed."))
    return Amendment.objects.create(
        motion=locked,
        number=locked.amendments.count() + 1,
        base=base,
        text=text,
        reason=reason,
        proposed_by=by,
    )


@transaction.atomic
def accept_amendment(amendment: Amendment, *, by: User) -> Amendment:
    """Whoever moved the motion makes it theirs."""
    motion = lock(amendment.motion)
    found = motion.amendments.get(pk=amendment.pk)
    found.motion = motion
    require(rules.can_accept(by, found))
    return take_in(found, Fate.ACCEPTED)


def take_in(amendment: Amendment, fate: Fate) -> Amendment:
    """Into the text as it stands now; its motion is locked."""
    amendment.motion.text = require_fitting(amendment)
    amendment.motion.save(update_fields=["text"])
    return settle_amendment(amendment, fate)


def require_fitting(amendment: Amendment) -> str:
    """The text with it. Refused where the same sentences have been changed since."""
    text = merged(amendment.base, amendment.motion.text, amendment.text)
    if text is None:
        raise PermissionDenied(
            _(
                "The motion has changed in the same sentences since this amendment was written. "
                "It has to be withdrawn, and written anew to the text as it stands."
            )
        )
    return text


def settle_amendment(amendment: Amendment, fate: Fate) -> Amendment:
    amendment.fate = fate
    amendment.save(update_fields=["fate"])
    return amendment


@transaction.atomic
def withdraw_amendment(amendment: Amendment, *, by: User) -> Amendment:
    motion = lock(amendment.motion)
    found = motion.amendments.get(pk=amendment.pk)
    found.motion = motion
    require(rules.can_withdraw_amendment(by, found))
    return settle_amendment(found, Fate.WITHDRAWN)
