"""Who may read, speak, open and run. Pure questions: nothing here writes."""

from datetime import date

from django.utils.translation import gettext as _

from palabre.committees import balance
from palabre.committees.links import custodians_of
from palabre.committees.models import (
    Attachment,
    Change,
    Committee,
    Contribution,
    Discussion,
    NamelessContribution,
    NamelessPicture,
    Territory,
)
from palabre.committees.models.link import Opening, Outcome
from palabre.committees.voices import OwnVoice
from palabre.core.days import day_in_words, today
from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.moderation.models import Case
from palabre.moderation.rules import can_appeal, can_reword
from palabre.moderation.speaking import may_add, may_add_namelessly, may_change, may_speak
from palabre.people.models import Side
from palabre.spaces.models import Anyone, Role
from palabre.spaces.rules import can_look_in as can_look_in_space

# Whoever decides asks it here, with the rest.
is_balanced = balance.is_balanced

# With fewer, a voice without a name would still be somebody's (ADR 0005).
FEWEST_MEMBERS = 5
FEWEST_A_SIDE = 2
MOST_PICTURES = 60  # of one discussion without names


def can_look_in(user: Anyone, committee: Committee) -> Verdict:
    return can_look_in_space(user, committee.space)


def can_read(user: Anyone, discussion: Discussion) -> Verdict:
    committee = discussion.committee
    if committee.standing_of(user).inside:
        return ALLOW
    if discussion.is_public and committee.space.is_public:
        return ALLOW
    return deny(_("This discussion is for the members of the committee."))


def can_speak(user: Anyone, discussion: Discussion) -> Verdict:
    space = discussion.committee.space
    if not (allowed := has_a_voice(user, discussion)):
        return allowed
    if discussion.is_nameless:
        return may_add_namelessly(user, discussion, space)
    return may_add(user, discussion, space)


def has_a_voice(user: Anyone, discussion: Discussion) -> Verdict:
    """Speaks here, but for what moderators may have put on for a while."""
    if not user.is_authenticated:
        return deny(_("Sign in first."))
    if discussion.is_closed:
        return deny(_("This discussion is closed."))
    if discussion.is_nameless:
        return _can_speak_namelessly(user, discussion.committee) and can_be_linked(discussion)
    return _can_take_part(user, discussion.committee)


def _can_speak_namelessly(user: Anyone, committee: Committee) -> Verdict:
    if committee.place_of(user) is None:
        return deny(_("Here, only those who hold a seat in the committee speak."))
    return can_be_nameless(committee)


def _can_take_part(user: Anyone, committee: Committee) -> Verdict:
    if committee.place_of(user) or committee.standing_of(user).runs:
        return ALLOW
    return deny(_("Only the members of the committee and its secretariat speak here."))


def can_be_linked(discussion: Discussion) -> Verdict:
    """Where a link is wanted, there must be somebody on each side who can open it, and not alone."""
    if not discussion.rules.link_days or all(custodians_of(discussion.committee.space).values()):
        return ALLOW
    return deny(
        _(
            "The rules here want a link that one custodian of each side opens together. One side "
            "has no custodian with a trusted vault yet, so nobody can speak."
        )
    )


def can_be_nameless(committee: Committee) -> Verdict:
    """Speech without a name needs enough people whose speech it could be."""
    sides = (Side.CIVILIAN, Side.FORCES)
    if len(committee.members) < FEWEST_MEMBERS or any(
        committee.number_of(side) < FEWEST_A_SIDE for side in sides
    ):
        return deny(
            _(
                "To speak without names, a committee needs at least %(members)s members, "
                "%(side)s of them on each side. With fewer, a voice is easy to recognise."
            )
            % {"members": FEWEST_MEMBERS, "side": FEWEST_A_SIDE}
        )
    return ALLOW


def can_keep_draft(user: Anyone, discussion: Discussion) -> Verdict:
    if discussion.is_nameless:
        return deny(_("Without names, nothing that you write is kept before you publish it."))
    return has_a_voice(user, discussion)


def can_attach(user: Anyone, discussion: Discussion) -> Verdict:
    if discussion.is_nameless:
        return deny(_("Without names there is no draft that a file could be kept with."))
    return has_a_voice(user, discussion)


def can_show(user: Anyone, discussion: Discussion) -> Verdict:
    """One photo, without a name. All of a discussion are laid anew with its words: so few."""
    if not discussion.is_nameless:
        return deny(_("This discussion is held in the other way."))
    if NamelessPicture.objects.filter(contribution__discussion=discussion).count() >= MOST_PICTURES:
        return deny(
            _("This discussion holds as many photos as it can. Say in words what yours shows.")
        )
    return can_speak(user, discussion)


def can_see(user: Anyone, attachment: Attachment) -> Verdict:
    """As the words beside it; of a draft, whoever writes it."""
    if attachment.draft:
        return ALLOW if attachment.draft.user_id == user.pk else deny(_("This is a draft."))
    if attachment.contribution is None:
        return deny(_("This is no longer shown."))
    return can_see_beside(user, attachment.contribution)


def can_see_beside(user: Anyone, said: Contribution | NamelessContribution) -> Verdict:
    """What stands beside words is seen like them; of what is hidden, by those who judge it, and by
    whoever wrote it: they appeal for it."""
    if said.is_published:
        return can_read(user, said.discussion)
    if isinstance(said, Contribution) and user.is_authenticated and said.author_id == user.pk:
        return ALLOW
    space = said.discussion.committee.space
    if Case.objects.about(said).open().exists() and space.has_role(user, Role.MODERATOR):
        return ALLOW
    return deny(_("This is no longer shown."))


def can_take_part(user: Anyone, committee: Committee) -> Verdict:
    """With the rights of a seat, which are the committee's: no sanction takes them."""
    if not user.is_authenticated:
        return deny(_("Sign in first."))
    return _can_take_part(user, committee)


def can_open(user: Anyone, committee: Committee) -> Verdict:
    return can_take_part(user, committee) and may_speak(user, committee.space)


def can_close(user: Anyone, discussion: Discussion) -> Verdict:
    seat = discussion.committee.seat_of(user)
    if discussion.committee.standing_of(user).runs or (seat and seat.is_chair):
        return ALLOW
    return deny(_("Only a co-chair or the secretariat closes a discussion."))


def can_edit(user: Anyone, contribution: Contribution) -> Verdict:
    discussion = contribution.discussion
    if not (allowed := is_theirs_to_edit(user, contribution)):
        return allowed
    return can_reword(contribution) and may_change(user, discussion, discussion.committee.space)


def is_theirs_to_edit(user: Anyone, contribution: Contribution) -> Verdict:
    """What a page asks of each line; the rest is the same for all of them."""
    if contribution.author_id != user.pk:
        return deny(_("You change only what you wrote yourself."))
    if not contribution.is_published:
        return deny(_("This contribution is no longer shown, so it cannot be changed."))
    return has_a_voice(user, contribution.discussion)


def can_plead(own: OwnVoice | None, said: NamelessContribution) -> Verdict:
    """Appeal for words without a name: the vault alone shows whose they are."""
    if own is None:
        return deny(_("Open your vault first: it alone knows what you said."))
    if not own.said(said):
        return deny(_("Your vault does not know this contribution."))
    removal = Case.objects.about(said).standing().first()
    if removal is None:
        return deny(_("There is nothing here to appeal against."))
    return can_appeal(removal)


def can_take_back(own: OwnVoice | None, said: NamelessContribution) -> Verdict:
    """No user is asked for: only the vault knows whose words they are."""
    if own is None:
        return deny(_("Open your vault first: it alone knows what you said."))
    if not own.said(said):
        return deny(_("Your vault does not know this contribution."))
    return can_be_taken_back(said)


def can_be_taken_back(said: NamelessContribution) -> Verdict:
    if not said.is_published:
        return deny(_("This contribution is no longer shown."))
    if Case.objects.about(said).open().exists():
        return deny(_("Somebody has reported it: both sides of the moderation judge it first."))
    asked = Opening.objects.filter(discussion=said.discussion, number=said.number)
    if asked.filter(outcome=Outcome.ASKED, expires_on__gt=today()).exists():
        return deny(_("A custodian has asked who said this: the other side answers first."))
    return ALLOW


def can_run(user: Anyone, committee: Committee) -> Verdict:
    if committee.standing_of(user).runs:
        return ALLOW
    return deny(_("Only the secretariat of the committee or an administrator does this."))


def can_announce(user: Anyone, committee: Committee) -> Verdict:
    """One change at a time, so that everyone knows what it changes."""
    if not (allowed := can_run(user, committee)):
        return allowed
    if committee.rules_ever.open_to(today()).exists():
        return deny(
            _("A change of the rules is announced already. Withdraw it, or wait for its day.")
        )
    return ALLOW


def can_announce_charter(user: Anyone, committee: Committee) -> Verdict:
    if not (allowed := can_run(user, committee)):
        return allowed
    if committee.charters.filter(withdrawn_on=None, began_on=None).exists():
        return deny(_("Another charter is announced already. Withdraw it, or wait for its day."))
    return ALLOW


def can_begin_on(day: date, committee: Committee) -> Verdict:
    """The notice that the rules in force want for a change of themselves; never today or before."""
    earliest = committee.rules.earliest_change
    if day < earliest:
        return deny(
            _("The rules in force want %(days)s days of notice: not before %(day)s.")
            % {"days": committee.rules.change_days, "day": day_in_words(earliest)}
        )
    return ALLOW


def can_charter_begin_on(day: date, committee: Committee) -> Verdict:
    """Where nobody sits yet, nobody has accepted anything: it may hold at once, never before."""
    if committee.speakers:
        return can_begin_on(day, committee)
    return ALLOW if day >= today() else deny(_("Not before today."))


def can_withdraw(user: Anyone, committee: Committee, announced: Change) -> Verdict:
    if not (allowed := can_run(user, committee)):
        return allowed
    if not (announced.is_to_come or announced.is_proposed):
        return deny(_("Only what is announced and not yet in force can be withdrawn."))
    return ALLOW


def can_agree_to(user: Anyone, committee: Committee, change: Change) -> Verdict:
    """Agree to a change or refuse it, as the co-chair of one side."""
    seat = committee.seat_of(user)
    if seat is None or not seat.is_chair or seat.side not in (Side.CIVILIAN, Side.FORCES):
        return deny(_("Only the co-chairs of the two sides decide on this."))
    if not change.is_proposed:
        return deny(_("This is decided already."))
    return ALLOW


def can_lie_in(territory: Territory, parent: Territory | None) -> Verdict:
    """A tree: no territory is a part of itself, nor of one of its parts."""
    while parent is not None:
        if parent.pk == territory.pk:
            return deny(_("A territory cannot be a part of itself or of one of its parts."))
        parent = parent.parent
    return ALLOW


def can_remove(territory: Territory) -> Verdict:
    if territory.parts.exists() or territory.committees.exists():
        return deny(_("A committee or another territory belongs to it, so it stays."))
    return ALLOW
