"""An earlier consultation comes along, real words and all."""

import csv
import io
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command

from palabre.audit.models import AuditRecord
from palabre.core.text import render_markdown
from palabre.forums.models import Category, Post, State, Topic
from palabre.meetings.models import Minutes
from palabre.moderation.registry import keeper_of
from palabre.motions.models import Motion
from palabre.search.models import Entry
from palabre.search.selectors import Results
from tests.forums.factories import CategoryFactory
from tests.moderation.factories import remove, rule_named

POLIS = Path(__file__).parents[3] / "shared" / "polis"
CONVERSATIONS = ["london.youth.policing", "15-per-hour-seattle"]
pytestmark = pytest.mark.django_db
HEAD = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"


def real(name):
    path = POLIS / name
    if not path.is_dir():
        pytest.skip(f"The public conversations are not beside the project: {path}")
    return path


@pytest.fixture(params=CONVERSATIONS)
def folder(request):
    return real(request.param)


def load(path, **options):
    out = io.StringIO()
    call_command("loadconversation", str(path), stdout=out, **options)
    return out.getvalue()


def rows(folder):
    with (folder / "comments.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture
def small(tmp_path):
    """Three statements: one accepted, one undecided, one rejected."""

    def write(*statements, head=HEAD):
        (tmp_path / "comments.csv").write_text(head + "\n".join(statements), encoding="utf-8")
        return tmp_path

    return write


ACCEPTED = "1658934589213,x,1,23,2,1,1,Accepted words"
UNDECIDED = "1658934589214,x,2,23,2,1,0,Undecided words"
REJECTED = "1658934589215,x,3,24,2,1,-1,Rejected words"


def test_each_statement_keeps_its_words_its_author_and_its_state(folder):
    load(folder)

    states = {"1": State.PUBLISHED, "0": State.HELD, "-1": State.REMOVED}
    told = {
        (row["comment-id"], int(row["author-id"]), row["comment-body"], states[row["moderated"]])
        for row in rows(folder)
    }
    kept = Post.objects.values_list("source_id", "participant", "body", "state")
    assert set(kept) == told


def test_a_second_load_adds_nothing(folder):
    load(folder)
    before = Post.objects.count(), Topic.objects.count(), Entry.objects.count()

    assert "0 added" in load(folder)

    assert (Post.objects.count(), Topic.objects.count(), Entry.objects.count()) == before
    assert AuditRecord.objects.count() == 1


def test_every_accepted_statement_is_found_by_its_own_words(folder):
    load(folder)

    for row in rows(folder):
        if row["moderated"] == "1":
            found = Results(row["comment-body"], AnonymousUser()).items
            assert row["comment-body"] in [result.entry.text for result in found]


def test_every_accepted_statement_is_on_the_page_that_search_leads_to(folder, client):
    load(folder)

    for entry in Entry.objects.all():
        page, _, anchor = entry.get_absolute_url().partition("#")
        text = client.get(page).content.decode()
        assert f'id="{anchor}"' in text


def test_no_rejected_or_undecided_statement_is_on_any_page(folder, client):
    load(folder)
    topic = Topic.objects.get()
    paths = ["/en/forum/", topic.category.get_absolute_url()]
    paths += [f"{topic.get_absolute_url()}?page={page + 1}" for page in range(topic.pages)]
    told = "".join(client.get(path).content.decode() for path in paths)

    accepted = {row["comment-body"] for row in rows(folder) if row["moderated"] == "1"}
    for row in rows(folder):
        if row["moderated"] != "1" and row["comment-body"] not in accepted:
            assert render_markdown(row["comment-body"]) not in told
            assert not Entry.objects.filter(text=row["comment-body"]).exists()


def test_authors_are_numbers_in_the_language_of_the_reader(small, client):
    load(small(ACCEPTED))
    path = f"forum/topics/{Topic.objects.get().pk}/"

    assert "Participant 23, imported" in client.get(f"/en/{path}").content.decode()
    assert "Participant 23, importé" in client.get(f"/fr/{path}").content.decode()


def test_the_topic_says_what_it_was_about(client):
    load(real("15-per-hour-seattle"))

    text = client.get(Topic.objects.get().get_absolute_url()).content.decode()

    assert "$15/hour" in text
    assert "How do you think the new minimum wage law will affect Seattle?" in text


def test_without_a_summary_the_folder_names_the_topic(small):
    path = small(ACCEPTED)
    load(path)

    assert Topic.objects.get().title == path.name


def test_a_category_is_made_for_imports_or_named(small):
    market = CategoryFactory.create(slug="market")
    load(small(ACCEPTED), category="market")
    market.refresh_from_db()
    assert (market.topics, market.posts) == (1, 1)

    load(real("london.youth.policing"))
    assert Category.objects.get(slug="imported-conversations").topics == 1


def test_what_came_since_is_added_and_what_was_decided_here_stays(small):
    load(small(ACCEPTED))
    remove(Post.objects.get(), rule_named("insult"))

    load(small(ACCEPTED, UNDECIDED, REJECTED, "1658934589216,x,4,9,0,0,1,A later word"))

    states = dict(Post.objects.values_list("source_id", "state"))
    assert states == {
        "1": State.REMOVED, "2": State.HELD, "3": State.REMOVED, "4": State.PUBLISHED,
    }  # fmt: skip
    assert Post.objects.get(source_id="4").number == 2


def test_what_comes_to_a_topic_without_its_title_is_found_without_it(small):
    load(small(ACCEPTED))
    title = Topic.objects.get().title
    remove(Topic.objects.get(), rule_named("insult"))

    load(small(ACCEPTED, "1658934589216,x,4,9,0,0,1,A later word"))

    assert Entry.objects.count() == Category.objects.get().posts == 2
    assert not Entry.objects.filter(title=title).exists()


def test_an_undecided_statement_can_be_let_in_later(small, client):
    load(small(ACCEPTED, UNDECIDED))

    keeper_of("forums.post").restore(Post.objects.get(source_id="2"))

    assert "Undecided words" in client.get(Topic.objects.get().get_absolute_url()).content.decode()
    found = Results("undecided words", AnonymousUser()).items
    assert "Undecided words" in [result.entry.text for result in found]


def test_a_conversation_with_nothing_accepted_shows_nothing(small, client):
    load(small(UNDECIDED, REJECTED))

    text = client.get(Topic.objects.get().get_absolute_url()).content.decode()

    assert "Nothing has been published here yet" in text


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("x,x,1,23,2,1,1,Words", ":2 cannot be read"),
        ("1,x,1,nobody,2,1,1,Words", ":2 cannot be read"),
        ("1,x,1,-5,2,1,1,Words", ":2 cannot be read"),
        ("1,x,1,23,2,1,7,Words", ":2 cannot be read"),
        ("1,x,,23,2,1,1,Words", ":2 cannot be read"),
        ("1,x,1,23,2,1,1,", ":2 cannot be read"),
        ("1,x,1,23", ":2 cannot be read"),
        ("9" * 30 + ",x,1,23,2,1,1,Words", ":2 cannot be read"),
    ],
)
def test_a_broken_statement_is_named_and_nothing_is_loaded(small, statement, words):
    with pytest.raises(CommandError, match=words):
        load(small(statement))
    assert not Topic.objects.exists()


def test_a_missing_folder_file_or_column_is_named(small, tmp_path):
    with pytest.raises(CommandError, match="no folder"):
        load(tmp_path / "nowhere")
    with pytest.raises(CommandError, match=r"no file .*comments\.csv"):
        load(tmp_path)
    with pytest.raises(CommandError, match="no column: comment-body, moderated"):
        load(small("1,1,1", head="timestamp,comment-id,author-id\n"))
    with pytest.raises(CommandError, match="no category"):
        load(small(ACCEPTED), category="missing")


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "comments.csv").write_bytes(HEAD.encode() + b"1,x,1,2,0,0,1,\xff\xfe\xfa")

    with pytest.raises(CommandError, match="cannot be read"):
        load(tmp_path)


def test_bulk_talk_adds_up(client):
    sizes = {"topics": 30, "posts": 300, "users": 10, "categories": 3, "meetings": 4}
    call_command("loadbulk", **sizes, stdout=io.StringIO())

    assert (Post.objects.count(), Entry.objects.count(), Topic.objects.count()) == (300, 300, 30)
    assert sum(Category.objects.values_list("posts", flat=True)) == 300
    deep = Topic.objects.order_by("-posts").first()
    assert deep is not None
    path = f"{deep.get_absolute_url()}?page={deep.pages}"
    assert f'id="p{deep.posts}"' in client.get(path).content.decode()
    held = Minutes.objects.get()
    assert (held.passages.count(), Motion.objects.count()) == (8, 12)
    assert client.get(held.get_absolute_url()).status_code == 200


def test_bulk_talk_of_impossible_sizes_is_refused():
    with pytest.raises(CommandError):
        call_command("loadbulk", topics=30, posts=3, users=10)
