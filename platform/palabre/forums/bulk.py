"""Much invented talk, the same each time, to measure with. Never for people to read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.contrib.auth.hashers import make_password
from django.db import transaction

from palabre.core.text import render_markdown
from palabre.forums.found import entry_of
from palabre.forums.models import Category, Post, Topic
from palabre.people.models import Side, User
from palabre.search.services import index_many, tidy
from palabre.spaces.models import FORUM, Space

SEED, BATCH, PARAGRAPHS = 20261122, 2000, 1500
WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
LANGUAGES = ("fr", "en")
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Paragraph:
    text: str
    html: str


class Chance:
    """The same choices each time, and nothing that anybody could take for a secret."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, limit: int) -> int:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)

    def choice(self, things: Sequence[Thing]) -> Thing:
        return things[self.below(len(things))]


class Writer:
    """Paragraphs made and rendered once; a post is a few of them."""

    def __init__(self) -> None:
        self.chance = Chance(SEED)
        self.pool = {lang: [self._paragraph(lang) for _ in range(PARAGRAPHS)] for lang in LANGUAGES}

    def _sentence(self, lang: str) -> str:
        words, pick = WORDS[lang], self.chance.choice
        nouns = {key: pick(words["nouns"].split()) for key in ("n", "n2", "n3")}
        sentence: str = pick(words["sentences"])
        adjective, verb = (pick(words[kind].split()) for kind in ("adjectives", "verbs"))
        return sentence.format(**nouns, a=adjective, v=verb)

    def _paragraph(self, lang: str) -> Paragraph:
        text = " ".join(self._sentence(lang) for _ in range(self.chance.between(1, 4)))
        return Paragraph(text, render_markdown(text))

    def title(self, lang: str) -> str:
        return self._sentence(lang)[:150]

    def body(self, lang: str) -> Paragraph:
        number = self.chance.choice((1, 1, 2, 2, 3))
        parts = [self.chance.choice(self.pool[lang]) for _ in range(number)]
        return Paragraph("\n\n".join(p.text for p in parts), "".join(p.html for p in parts))


@transaction.atomic
def load_bulk(*, topics: int, posts: int, users: int, categories: int) -> None:
    writer = Writer()
    people = _people(users, writer)
    shelves = _categories(categories)
    made = _topics(topics, posts, shelves, people, writer)
    written = _posts(made, people, writer)
    while batch := list(islice(written, BATCH)):
        Post.objects.bulk_create(batch, batch_size=BATCH)
        index_many((entry_of(post) for post in batch), batch_size=BATCH)
    _count(made, shelves)
    tidy()


def _people(number: int, writer: Writer) -> list[User]:
    names = WORDS["names"].split()
    first, nobody = User.objects.count() + 1, make_password(None)
    return User.objects.bulk_create(
        (
            User(
                username=f"bulk-{n:06}",
                name=f"{writer.chance.choice(names)} {n}",
                side=writer.chance.choice((Side.CIVILIAN, Side.CIVILIAN, Side.FORCES)),
                password=nobody,
            )
            for n in range(first, first + number)
        ),
        batch_size=500,
    )


def _categories(number: int) -> list[Category]:
    space = Space.objects.get(slug=FORUM)
    there = Category.objects.count()
    Category.objects.bulk_create(
        Category(
            space=space,
            slug=f"bulk-{n}",
            title_fr=f"Mesure {n}",
            title_en=f"Measure {n}",
            position=n,
        )
        for n in range(there + 1, number + 1)
    )
    return list(Category.objects.select_related("space"))


def _topics(
    number: int, posts: int, shelves: list[Category], people: list[User], writer: Writer
) -> list[Topic]:
    """The first topic is deep; the others grow shorter and shorter, and each has its first post."""
    weights = [1 / (1 + n % 400) ** 0.6 for n in range(number)]
    weights[0] += sum(weights) * 0.03
    spare, total = max(posts - number, 0), sum(weights)
    sizes = [1 + int(spare * weight / total) for weight in weights]
    sizes[0] += max(posts - sum(sizes), 0)
    langs = [writer.chance.choice(("fr", "fr", "en")) for _ in range(number)]
    return Topic.objects.bulk_create(
        (
            Topic(
                category=shelves[n % len(shelves)],
                title=writer.title(lang),
                lang=lang,
                author=writer.chance.choice(people),
                posts=size,
            )
            for n, (lang, size) in enumerate(zip(langs, sizes, strict=True))
        ),
        batch_size=500,
    )


def _posts(topics: list[Topic], people: list[User], writer: Writer) -> Iterator[Post]:
    end = datetime.now(UTC)
    for topic in topics:
        start = end - timedelta(days=writer.chance.between(30, 700))
        step = (end - start) / (topic.posts + 1)
        for number in range(1, topic.posts + 1):
            words = writer.body(topic.lang)
            author = topic.author if number == 1 else writer.chance.choice(people)
            topic.last_post_at, topic.last_by = start + step * number, str(author)
            yield Post(
                topic=topic, number=number, author=author, body=words.text, html=words.html,
                lang=topic.lang, posted_at=topic.last_post_at,
            )  # fmt: skip
        topic.opened_on = start.date()


def _count(topics: list[Topic], shelves: list[Category]) -> None:
    Topic.objects.bulk_update(topics, ["last_post_at", "last_by", "opened_on"], batch_size=300)
    for shelf in shelves:
        here = [topic for topic in topics if topic.category_id == shelf.pk]
        if here:
            shelf.topics += len(here)
            shelf.posts += sum(topic.posts for topic in here)
            shelf.last_topic = max(here, key=lambda topic: topic.last_post_at)
            shelf.save(update_fields=["topics", "posts", "last_topic"])
