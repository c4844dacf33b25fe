from __future__ import annotations

from django.db import models
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.core.bilingual import Bilingual
from palabre.core.days import today
from palabre.core.fields import TITLE_LIMIT
from palabre.people.models import User
from palabre.spaces.models import Anyone, Space

PAGE = 20
TOPICS_A_PAGE = 25


class State(models.TextChoices):
    PUBLISHED = "published", _("Published")
    HELD = "held", _("Waits for moderation")
    VEILED = "veiled", _("Hidden until both sides have decided")
    REMOVED = "removed", _("Removed")


def name_of(author: User | None, participant: int | None) -> str:
    """Who wrote: a person, the numbered author of an imported conversation, or one who left."""
    if author is not None:
        return str(author)
    if participant is not None:
        return gettext("Participant %(number)s, imported") % {"number": participant}
    return gettext("A person who has left")


class CategoryQuerySet(models.QuerySet["Category"]):
    def visible_to(self, user: Anyone) -> CategoryQuerySet:
        """Joined for strangers, one subquery for the others: never a query of its own."""
        if not user.is_authenticated:
            return self.filter(space__is_public=True)
        return self.filter(space__in=Space.objects.visible_to(user))

    def in_order(self) -> CategoryQuerySet:
        return self.order_by("position", "pk")


class Category(models.Model):
    """A shelf of the forum. Its counters are kept as topics and posts come and go."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="categories")
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title_fr = models.CharField(_("title in French"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    title = Bilingual()
    description_fr = models.CharField(_("description in French"), max_length=300, blank=True)
    description_en = models.CharField(_("description in English"), max_length=300, blank=True)
    description = Bilingual()
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    topics = models.PositiveIntegerField(_("topics"), default=0, editable=False)
    posts = models.PositiveIntegerField(_("posts"), default=0, editable=False)
    last_topic = models.ForeignKey(
        "Topic", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("forums:category", args=[self.slug])


MOST_WAITING = 5  # of one person in one space: whoever floods waits


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, user: Anyone) -> TopicQuerySet:
        """In a space that this person may look into. What moderation took away is still there,
        as the marker in its place; `published` leaves it out. What waits is there for whoever wrote
        it, and for nobody else."""
        if not user.is_authenticated:
            return self.filter(category__space__is_public=True).exclude(state=State.HELD)
        theirs = ~Q(state=State.HELD) | Q(author=user)
        return self.filter(theirs, category__space__in=Space.objects.visible_to(user))

    def published(self) -> TopicQuerySet:
        return self.filter(state=State.PUBLISHED)

    def with_marker_of(self, user: Anyone) -> TopicQuerySet:
        """How far this person has read, as `last_read`, in the same query."""
        if not user.is_authenticated:
            return self
        theirs = FilteredRelation("markers", condition=Q(markers__user=user))
        return self.annotate(theirs=theirs, last_read=F("theirs__last_number"))

    def with_what_waits_of(self, user: Anyone) -> TopicQuerySet:
        """The first reply of this person that waits in it, as `waiting`, in the same query."""
        if not user.is_authenticated:
            return self
        theirs = Post.objects.waiting_of(user).filter(topic=OuterRef("pk"), number=None)
        return self.annotate(waiting=Subquery(theirs.order_by("pk").values("pk")[:1]))

    def pinned_first(self) -> TopicQuerySet:
        return self.order_by("-is_pinned", "-last_post_at", "-pk")


class Topic(models.Model):
    """A question or matter that people discuss, in the order in which they speak."""

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=TITLE_LIMIT)
    # What moderation takes from view once it is public is the title alone; others speak below it.
    title_state = models.CharField(
        _("state of the title"), max_length=10, choices=State, default=State.PUBLISHED
    )
    title_kept = models.CharField(
        _("title taken from view"), max_length=TITLE_LIMIT, blank=True, editable=False
    )
    lang = models.CharField(_("language"), max_length=8)
    author = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opened_on = models.DateField(_("opened on"), default=today)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    is_closed = models.BooleanField(_("closed"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PUBLISHED)
    removed_under = models.CharField(_("rule it broke"), max_length=40, blank=True)
    # The highest number given to a post: what counts the pages, whatever is hidden later.
    posts = models.PositiveIntegerField(_("posts"), default=0)
    last_post_at = models.DateTimeField(_("last post at"), default=timezone.now)
    last_by = models.CharField(_("last post by"), max_length=150, blank=True)
    last_participant = models.PositiveIntegerField(_("last imported author"), null=True)
    official_number = models.PositiveIntegerField(_("number of the official answer"), null=True)
    # An imported conversation: where it comes from and what it said of itself.
    source = models.CharField(_("imported from"), max_length=200, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=~Q(source=""), name="one_topic_a_source"
            )
        ]
        indexes = [
            models.Index(
                F("category"),
                F("is_pinned").desc(),
                F("last_post_at").desc(),
                F("id").desc(),
                name="topics_pinned_first",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("forums:topic", args=[self.pk])

    def place_of(self, number: int) -> str:
        """The address of a post, by its number alone."""
        return f"{self.get_absolute_url()}?page={page_of(number)}#p{number}"

    @property
    def pages(self) -> int:
        return max(1, page_of(self.posts))

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def has_title(self) -> bool:
        """Whether it stands under the title that it was given."""
        return self.title_state == State.PUBLISHED

    @property
    def own_title(self) -> str:
        """What it was called, shown or not."""
        return self.title_kept or self.title

    @property
    def was_never_public(self) -> bool:
        """It came with a post that waits, or that was refused."""
        return self.posts == 0 and not self.source


def page_of(number: int) -> int:
    return -(-number // PAGE)


class PostQuerySet(models.QuerySet["Post"]):
    def published(self) -> PostQuerySet:
        return self.filter(state=State.PUBLISHED)

    def held(self) -> PostQuerySet:
        return self.filter(state=State.HELD)

    def waiting_of(self, user: User) -> PostQuerySet:
        """What this person wrote and nobody else can read yet. What came with a topic that was
        refused waits no more."""
        return self.held().filter(author=user).exclude(topic__state=State.REMOVED)

    def between(self, first: int, last: int) -> PostQuerySet:
        return self.filter(number__range=(first, last)).order_by("number")


class Post(models.Model):
    """What one person said in a topic.

    A post without a number has never been public: it waits, or was rejected where it comes from.
    One with a number keeps it; when it is hidden, a marker stands in its place.
    """

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(_("number"), null=True)
    author = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    participant = models.PositiveIntegerField(_("imported author"), null=True)
    source_id = models.CharField(_("number where it comes from"), max_length=40, blank=True)
    body = models.TextField(_("text"))
    html = models.TextField(_("text as shown"))
    lang = models.CharField(_("language"), max_length=8)
    posted_at = models.DateTimeField(_("posted at"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited at"), null=True)
    is_official = models.BooleanField(_("official answer"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PUBLISHED)
    removed_under = models.CharField(_("rule it broke"), max_length=40, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="one_post_a_number"),
            models.UniqueConstraint(
                fields=["topic", "source_id"], condition=~Q(source_id=""), name="imported_once"
            ),
            models.CheckConstraint(
                name="published_posts_have_a_number",
                condition=~Q(state=State.PUBLISHED) | Q(number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Post %(number)s of “%(topic)s”")) % {
            "number": self.number or "–",
            "topic": self.topic.title,
        }

    def get_absolute_url(self) -> str:
        """Without a number it has no place among others: its author has a page for it."""
        if self.number is None:
            return reverse("forums:waiting", args=[self.pk])
        return self.topic.place_of(self.number)

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def thing(self) -> Topic | Post:
        """What moderators judge: a first post comes with its topic."""
        return self if self.topic.is_published else self.topic


class PostRevision(models.Model):
    """What a post said before it was edited."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    body = models.TextField(_("text"))
    edited_at = models.DateTimeField(_("replaced at"), default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("earlier text of a post")
        verbose_name_plural = _("earlier texts of posts")

    def __str__(self) -> str:
        return str(self.post)


class ReadMarker(models.Model):
    """How far somebody has read a topic."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="markers")
    last_number = models.PositiveIntegerField(_("last post read"))

    class Meta:
        verbose_name = _("read marker")
        verbose_name_plural = _("read markers")
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="one_marker_each")]

    def __str__(self) -> str:
        return str(self.last_number)
