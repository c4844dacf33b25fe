"""Who may do what in the forum. Pure questions: nothing here writes."""

from django.utils.translation import gettext as _

from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.forums.models import MOST_WAITING, Category, Post, State, Topic
from palabre.moderation.rules import can_reword
from palabre.moderation.speaking import may_add, may_change, may_speak
from palabre.people.models import Side, User
from palabre.spaces.models import Anyone, Space
from palabre.spaces.rules import can_look_in, can_run

OFFICIAL_SIDES = (Side.FORCES, Side.PARLIAMENT)


def can_open_topic(user: Anyone, category: Category) -> Verdict:
    if not user.is_authenticated:
        return deny(_("Sign in to write here."))
    return can_look_in(user, category.space) and may_speak(user, category.space)


def can_reply(user: Anyone, topic: Topic) -> Verdict:
    if not user.is_authenticated:
        return deny(_("Sign in to write here."))
    if not topic.is_published:
        return deny(_("This topic is hidden: nobody can reply to it."))
    if topic.is_closed:
        return deny(_("This topic is closed: you can read it, nobody can reply to it."))
    space = topic.category.space
    return can_look_in(user, space) and may_add(user, topic, space)


def can_edit(user: Anyone, post: Post) -> Verdict:
    if not user.is_authenticated or post.author_id != user.pk:
        return deny(_("Only the person who wrote it can edit it."))
    if not post.is_published or not post.topic.is_published:
        return deny(_("This post is hidden: it cannot be edited."))
    if post.topic.is_closed:
        return deny(_("This topic is closed: its posts stay as they are."))
    return can_reword(post) and may_change(user, post.topic, post.topic.category.space)


def can_let_wait(user: User, category: Category) -> Verdict:
    """Whoever writes more than moderators can read waits before writing on."""
    waiting = Post.objects.waiting_of(user).filter(topic__category__space=category.space)
    if waiting.count() < MOST_WAITING:
        return ALLOW
    return deny(
        _("%(number)s texts of yours wait here already. Write on once moderators have read them.")
        % {"number": MOST_WAITING}
    )


def can_change_waiting(user: Anyone, post: Post) -> Verdict:
    space = post.topic.category.space
    return can_take_back(user, post) and may_change(user, post.topic, space)


def can_take_back(user: Anyone, post: Post) -> Verdict:
    """What waits. Whoever may not write any more may still do this."""
    if not user.is_authenticated or post.author_id != user.pk:
        return deny(_("Only the person who wrote it can edit it."))
    if post.state != State.HELD:
        return deny(_("This no longer waits: it has been decided meanwhile."))
    return ALLOW


def can_answer_officially(user: Anyone) -> Verdict:
    if user.is_authenticated and user.is_verified and user.side in OFFICIAL_SIDES:
        return ALLOW
    return deny(_("Only a verified person of the forces or of parliament answers officially."))


def can_run_forum(user: User, space: Space) -> Verdict:
    return can_run(user, space)
