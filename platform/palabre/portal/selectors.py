"""What the first page shows: what has been answered, before anything else."""

from dataclasses import dataclass

from django.db.models import Count, Q

from palabre.committees.models import Committee
from palabre.forums.models import Topic
from palabre.spaces.models import Anyone

LATEST = 5


@dataclass(frozen=True)
class Front:
    answered: list[Topic]
    committees: list[Committee]
    asked_number: int
    answered_number: int

    @property
    def waiting_number(self) -> int:
        return self.asked_number - self.answered_number

    @property
    def answered_share(self) -> int:
        """In percent, for a bar; the numbers stand beside it."""
        return round(100 * self.answered_number / self.asked_number) if self.asked_number else 0

    @property
    def waiting_share(self) -> int:
        return 100 - self.answered_share


def front_page(user: Anyone) -> Front:
    topics = Topic.objects.visible_to(user).published().filter(source="")
    answered = Q(official_number__isnull=False)
    numbers = topics.aggregate(asked=Count("pk"), answered=Count("pk", filter=answered))
    latest = topics.filter(answered).select_related("category").order_by("-last_post_at")
    committees = Committee.objects.visible_to(user).select_related("space").order_by("name")
    return Front(
        answered=list(latest[:LATEST]),
        committees=list(committees),
        asked_number=numbers["asked"],
        answered_number=numbers["answered"],
    )
