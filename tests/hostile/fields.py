"""Every field that takes words: how to write in it, what is kept then, and the pages that show it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from palabre.committees.models import (
    Charter,
    Committee,
    Contribution,
    Discussion,
    NamelessContribution,
)
from palabre.committees.services import bring_in_charters, publish_waiting
from palabre.core.days import today
from palabre.core.evenness import even_out
from palabre.forums.models import Category, Post, Topic
from palabre.moderation.models import Case, Decision, Report, Rule
from palabre.people.models import User
from palabre.spaces.models import Invitation
from tests.forums.factories import TopicFactory
from tests.hostile.house import House, signed_in
from tests.people.factories import UserFactory

Answer = Any
ON_PAPER = {"kind_fr": "Comité", "kind_en": "", "territory": "Kerouba", "founded_on": "2026-01-01"}
COMMITTEE = {"name": "Kerouba", "is_public": "on", **ON_PAPER}
CHARTER = {"purpose_fr": "Le marché.", "in_force_from": "2040-01-01", "reason_fr": "Ainsi."}
MEETING = {"starts_at": "2027-01-01T10:00", "place_fr": "Mairie", "place_en": ""}
RULE = {"number": "5", "title_fr": "a", "title_en": "a", "text_fr": "a", "text_en": "a"}


@dataclass(frozen=True)
class Field:
    room: int
    write: Callable[[House, str], Answer]
    kept: Callable[[House], str]
    shown: Callable[[House], list[Answer]]
    changed: Callable[[str], str] = lambda text: text  # as the page says that it will be


def pages(house: House, *addresses: str, by: str = "member") -> list[Answer]:
    return [getattr(house, by).get(address) for address in addresses]


def latest(model: Any, name: str) -> Callable[[House], str]:
    return lambda house: str(getattr(model.objects.order_by("-pk").first(), name))


def new(model: Any, name: str) -> Callable[[House], str]:
    """Of rows whose keys are random: the one that was not there before."""

    def find(house: House) -> str:
        (made,) = [row for row in model.objects.all() if row.pk not in house.before]
        house.before.add(made.pk)
        return str(getattr(made, name))

    return find


def topic_page(house: House) -> list[Answer]:
    topic = Topic.objects.get(pk=house.topic.pk)
    return pages(house, f"{topic.get_absolute_url()}?page={topic.pages}")


def newest_topic(house: House) -> list[Answer]:
    topic = Topic.objects.order_by("-pk")[0]
    return pages(house, topic.get_absolute_url(), house.category.get_absolute_url())


def discussion_page(which: str) -> Callable[[House], list[Answer]]:
    def show(house: House) -> list[Answer]:
        found = Discussion.objects.get(pk=getattr(house, which).pk)
        return pages(house, found.address_of(found.contributions).split("#")[0])

    return show


def talk(which: str, deed: str = "speak") -> Callable[[House, str], Answer]:
    return lambda house, text: house.member.post(
        f"/en/committees/kerouba/discussions/{getattr(house, which).pk}/{deed}/", {"body": text}
    )


def and_let_out(say: Callable[[House, str], Answer]) -> Callable[[House, str], Answer]:
    """What is said without a name waits; this is the minute in which it comes out."""

    def said(house: House, text: str) -> Answer:
        answer = say(house, text)
        publish_waiting()
        return answer

    return said


def edit_first_contribution(house: House, text: str) -> Answer:
    if not Contribution.objects.exists():
        talk("named")(house, "to be changed")
    return talk("named", "1/edit")(house, text)


def report(house: House, text: str) -> Answer:
    topic = TopicFactory.create(category=house.inside, by=house.person)
    reporter = signed_in(UserFactory.create())
    address = f"/en/moderation/report/forums.topic/{topic.pk}/"
    return reporter.post(address, {"reason": house.rule.code, "note": text})


def decide(house: House, text: str) -> Answer:
    report(house, "a note")
    case = Case.objects.order_by("-pk")[0]
    house.civilian.post(f"/en/moderation/{case.pk}/claim/")
    said = {"decision": "keep", "reason": house.rule.code, "note": text}
    return house.civilian.post(f"/en/moderation/{case.pk}/decide/", said)


def case_page(house: House) -> list[Answer]:
    return pages(house, f"/en/moderation/{Case.objects.order_by('-pk')[0].pk}/", by="civilian")


def on_the_desk(address: str, name: str, others: dict[str, str]) -> Callable[[House, str], Answer]:
    return lambda house, text: house.desk.post(address.format(house=house), {**others, name: text})


def and_brought_in(name: str) -> Callable[[House, str], Answer]:
    """Another charter is announced, and its day comes."""

    def write(house: House, text: str) -> Answer:
        answer = house.desk.post(f"{COMMITTEE_DESK}charter/", {**CHARTER, name: text})
        Charter.objects.filter(began_on=None).update(in_force_from=today())
        bring_in_charters()
        return answer

    return write


def same(model: Any, name: str, which: str) -> Callable[[House], str]:
    return lambda house: str(getattr(model.objects.get(pk=getattr(house, which).pk), name))


def on(*addresses: str, by: str = "member") -> Callable[[House], list[Answer]]:
    return lambda house: pages(house, *(each.format(house=house) for each in addresses), by=by)


TOPIC = "/en/forum/{house.category.slug}/new/"
COMMITTEE_DESK = "/en/secretariat/committees/kerouba/"
MEETING_DESK = "/en/secretariat/committees/kerouba/meetings/{house.meeting.pk}/"
PERSON = "/en/secretariat/people/{house.person.pk}/"
CATEGORY_DESK = "/en/secretariat/forum/categories/{house.category.pk}/"
RULE_DESK = "/en/secretariat/rules/insult/"


def open_topic(name: str) -> Callable[[House, str], Answer]:
    return lambda house, text: house.member.post(
        TOPIC.format(house=house), {"title": "a", "body": "a", name: text}
    )


def ask(mode: str) -> Callable[[House, str], Answer]:
    return lambda house, text: house.member.post(
        "/en/committees/kerouba/discussions/new/", {"title": text, "mode": mode, "lang": "en"}
    )


def evened(text: str) -> str:
    return even_out(text, lang="en")


def edit_topic(house: House, text: str) -> Answer:
    post = Post.objects.get(topic=house.topic, number=1)
    return house.member.post(f"/en/forum/posts/{post.pk}/edit/", {"body": text})


def history_pages(house: House) -> list[Answer]:
    post = Post.objects.get(topic=house.topic, number=1)
    history = f"/en/forum/posts/{post.pk}/history/"
    return pages(house, house.topic.get_absolute_url(), history, f"/en/forum/posts/{post.pk}/edit/")


def reply(house: House, text: str) -> Answer:
    return house.member.post(f"/en/forum/topics/{house.topic.pk}/reply/", {"body": text})


LISTED = "/en/committees/kerouba/discussions/"
BODIES = {
    "a reply": Field(20_000, reply, latest(Post, "body"), topic_page),
    "a topic": Field(20_000, open_topic("body"), latest(Post, "body"), newest_topic),
    "an edit": Field(20_000, edit_topic, lambda house: Post.objects.get(topic=house.topic, number=1).body, history_pages),
    "a contribution": Field(20_000, talk("named"), latest(Contribution, "body"), discussion_page("named")),
    "a contribution without a name": Field(
        20_000, and_let_out(talk("nameless")),
        lambda house: NamelessContribution.objects.order_by("-number")[0].body,
        discussion_page("nameless"), evened,
    ),
    "a changed contribution": Field(20_000, edit_first_contribution, lambda house: Contribution.objects.get(number=1).body, discussion_page("named")),
    "a report": Field(500, report, new(Report, "note"), case_page),
    "a decision": Field(500, decide, new(Decision, "note"), case_page),
    "a purpose": Field(20_000, and_brought_in("purpose_en"), same(Committee, "purpose_en", "committee"), on("/en/committees/kerouba/", "/en/committees/")),
    "a charter": Field(20_000, and_brought_in("charter_en"), same(Committee, "charter_en", "committee"), on("/en/committees/kerouba/charter/", "/en/committees/kerouba/members/")),
    "an agenda": Field(20_000, on_the_desk(MEETING_DESK, "agenda_en", MEETING), lambda house: same(type(house.meeting), "agenda_en", "meeting")(house), on("/en/committees/kerouba/meetings/{house.meeting.pk}/")),
    "a rule": Field(2000, on_the_desk(RULE_DESK, "text_en", RULE), same(Rule, "text_en", "rule"), on("/en/rules/")),
}  # fmt: skip
LINES = {
    "a topic's title": Field(160, open_topic("title"), latest(Topic, "title"), newest_topic),
    "a discussion's title": Field(160, ask("named"), latest(Discussion, "title"), on(LISTED, "/en/committees/kerouba/")),
    "a title without a name": Field(160, and_let_out(ask("chatham")), latest(Discussion, "title"), on(LISTED), evened),
    "a committee's name": Field(80, on_the_desk(COMMITTEE_DESK, "name", COMMITTEE), same(Committee, "name", "committee"), on("/en/committees/", "/en/committees/kerouba/")),
    "a territory": Field(160, on_the_desk(COMMITTEE_DESK, "territory", COMMITTEE), same(Committee, "territory", "committee"), on("/en/committees/kerouba/")),
    "a place": Field(160, on_the_desk(MEETING_DESK, "place_en", MEETING), lambda house: same(type(house.meeting), "place_en", "meeting")(house), on("/en/committees/kerouba/meetings/")),
    "a function": Field(120, on_the_desk(PERSON + "verify/", "vouch-function", {"vouch-side": "civilian"}), same(User, "function", "person"), on("/en/secretariat/people/{house.person.pk}/", "/en/secretariat/people/", by="desk")),
    "an invitation": Field(120, on_the_desk("/en/secretariat/people/invite/", "function", {"side": "civilian"}), new(Invitation, "function"), lambda house: []),
    "a category": Field(120, on_the_desk(CATEGORY_DESK, "title_en", {"title_fr": "a", "slug": "one"}), same(Category, "title_en", "category"), on("/en/forum/")),
    "a description": Field(300, on_the_desk(CATEGORY_DESK, "description_en", {"title_fr": "a", "slug": "one"}), same(Category, "description_en", "category"), on("/en/forum/")),
    "a rule's title": Field(120, on_the_desk(RULE_DESK, "title_en", RULE), same(Rule, "title_en", "rule"), on("/en/rules/")),
}  # fmt: skip
