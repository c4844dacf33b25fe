"""What a stolen server tells about who wrote a message without an account, or spoke in a committee
without a name, and when.

Each attack must do no better than chance, once what runs every few minutes has run. What the same attack
finds out on a naive platform stands in test_naive.py.
"""

from fractions import Fraction

import pytest
from django.conf import settings

from tests.seizure.about import told_apart
from tests.seizure.attacks import ANYWHERE, WITH_POSTGRESQL, Guess
from tests.seizure.encodings import Sought, unpacked
from tests.seizure.moments import hits, instants
from tests.seizure.offices import AGREED
from tests.seizure.seized import is_finer_than_a_day
from tests.seizure.settle import WITH_VAULT
from tests.seizure.story import MESSAGES_EACH, PUBLIC
from tests.seizure.verdict import (
    LEVEL,
    binomial_bound,
    measured,
    order_bound,
    pairs_in_order,
)

ATTEMPTS = 2000  # guesses in all, at most: each has its share of the level
BATTERY = ANYWHERE | (WITH_POSTGRESQL if settings.REDIS_URL else {})


def guesses(taken, name):
    found: list[Guess] = taken.guesses(BATTERY[name], "ours")
    return found


def beyond_chance(taken, guess):
    """What it found out and what chance explains, where it found out more."""
    level = LEVEL / ATTEMPTS
    if guess.kind == "who":
        right = sum(
            taken.truth.things[pk].person == who
            for pk, who in guess.values.items()
            if pk in taken.truth.things
        )
        bound = binomial_bound(len(guess.values), Fraction(1, len(taken.truth.people)), level)
        return f"{guess.name}: {right} right, {bound} by chance" if right > bound else ""
    true = measured(taken.truth.things, guess.kind)
    pairs = pairs_in_order(guess.values, true)
    bound = order_bound(len(guess.values.keys() & true.keys()), level)
    return f"{guess.name}: {pairs} pairs in order, {bound} by chance" if pairs > bound else ""


@pytest.mark.parametrize("name", BATTERY)
def test_who_wrote_and_in_which_order_is_found_out_no_better_than_by_chance(taken, name):
    found = [said for guess in guesses(taken, name) if (said := beyond_chance(taken, guess))]

    assert found == []


def test_the_level_is_shared_by_all_that_was_tried(taken):
    assert sum(len(guesses(taken, name)) for name in BATTERY) <= ATTEMPTS


def ids(taken, table):
    return {row.values["id"] for row in taken.late.tables[table]}


def test_every_message_file_and_person_of_the_story_is_there(taken):
    writers = [message.person for message in taken.truth.messages.values()]

    assert ids(taken, "submissions_submission") == set(taken.truth.messages)
    assert ids(taken, "submissions_piece") == set(taken.truth.files)
    assert ids(taken, "committees_namelesscontribution") == set(taken.truth.spoken)
    assert {writers.count(person.username) for person in taken.truth.people} == {MESSAGES_EACH}
    speakers = [said.person for said in taken.truth.spoken.values()]
    assert sorted(speakers) == sorted(writers)
    assert len(taken.late.keys) > 0 or not settings.REDIS_URL
    assert len(taken.transcript) > 0 or not settings.REDIS_URL
    assert len(taken.late.tables["moderation_report"]) > 0
    assert len(taken.late.tables["committees_contribution"]) > 0


def test_files_were_sent_and_held_sheets_wait_a_topic_is_proposed_and_keys_were_changed(taken):
    pieces = taken.late.tables["submissions_piece"]
    sent = [row for row in pieces if row.values["item_id"]]
    chunks = {row.values["piece_id"] for row in taken.late.tables["submissions_piecechunk"]}
    holders = {row.values["reader_key_id"] for row in taken.late.tables["submissions_keywrap"]}
    keys = ids(taken, "submissions_readerkey")

    assert len(taken.truth.paper) == 3
    assert len(ids(taken, "submissions_papersheet")) == 2
    assert len(sent) >= len(taken.truth.messages) // 3
    assert len(pieces) - len(sent) >= 5
    assert chunks == set(taken.truth.files)
    assert len(ids(taken, "submissions_proposal")) == 1
    assert any(row.values["title"] == AGREED for row in taken.late.tables["forums_topic"])
    assert len(taken.late.tables["submissions_offshoot"]) == 1  # of that one, for its writer alone
    # Of whoever left, of custodians, and of those who only speak.
    assert len(keys - holders) == 1 + 4 + WITH_VAULT


def test_some_spoke_with_their_vault_open_and_nothing_sets_them_apart(taken):
    """Only what they chose to show: several contributions of one voice."""
    said = taken.late.tables["committees_namelesscontribution"]
    voices = {row.values["voice"] for row in said}

    assert len(voices) < len(said)
    assert {len(row.values[mark]) for row in said for mark in ("tag", "voice")} == {16}
    assert len({row.values["tag"] for row in said}) == len(said)


def test_photos_that_were_shown_are_there_and_were_nowhere_while_they_waited(taken):
    """What a phone wrote into them is sought with all the words that may be nowhere."""
    table = "committees_namelesspicture"
    assert len(taken.late.tables[table]) == taken.truth.shown > 1
    assert taken.early.tables[table] == []


def test_half_of_what_was_said_has_a_link_that_two_custodians_open(taken):
    of_whom = {row.values["contribution_id"] for row in taken.late.tables["committees_sealedlink"]}

    assert of_whom < set(taken.truth.spoken)
    assert len(of_whom) * 2 == len(taken.truth.spoken)


def test_no_column_tells_which_messages_came_on_paper(taken):
    for seized in (taken.ours_early, taken.ours):
        assert told_apart(seized, taken.truth.paper) == set()


def test_no_row_of_a_message_has_an_instant(taken):
    for table, rows in taken.late.tables.items():
        if table.startswith(("submissions_", "committees_nameless", "search_entry")):
            found = [name for row in rows for name, value in row.values.items()
                     if is_finer_than_a_day(value)]  # fmt: skip
            assert found == [], table


# --- When the door was used ------------------------------------------------------------------------
def when_the_door_was_used(taken, seized):
    """By where it was found: more instants at which it was used than chance explains."""
    truth = taken.truth
    lasted = truth.ended - truth.began
    share = Fraction(sum(end - begin for begin, end in truth.windows) / lasted)
    found = instants(seized)
    said = {}
    for where, moments in found.items():
        inside = [moment for moment in moments if truth.began <= moment <= truth.ended]
        right = hits(inside, truth.windows)
        if right > binomial_bound(len(inside), share, LEVEL / len(found)):
            said[where] = f"{right} of {len(inside)}"
    return said


def test_no_instant_anywhere_is_one_at_which_somebody_wrote(taken):
    found = when_the_door_was_used(taken, taken.ours)

    assert [where for where in found if not where.startswith("key ")] == []


@pytest.mark.skipif(not settings.REDIS_URL, reason="without Redis it is memory, and gone with it")
def test_no_entry_runs_out_at_an_instant_that_tells_when_somebody_came_back(taken):
    found = when_the_door_was_used(taken, taken.ours_early)

    assert [where for where in found if where.startswith("key ")] == []


def test_no_file_is_made_or_changed_by_a_message(taken):
    """But for mail about what people do under their names, which goes out meanwhile. Of messages
    there is one mail a day, of one size (submissions/test_notice.py)."""
    changed = [
        file.path
        for file in taken.ours_early.files
        if hits([file.changed], taken.truth.windows)
        and not file.path.endswith("/")
        and "/mail/" not in file.path
    ]

    assert changed == []


# --- What was said and who asked, in clear or in any dress --------------------------------------
def codes(truth):
    for code in truth.codes.values():
        yield from (code, code.replace("-", ""), code.lower())
    yield from truth.numbers


def traces(truth):
    return [trace for person in truth.people for trace in vars(person.traces).values()]


@pytest.fixture(scope="module")
def seen(taken):
    """Everything that may be nowhere, and where it is."""
    truth = taken.truth
    sought = Sought([*truth.words, *truth.said, *codes(truth), *truth.signs, *traces(truth)])
    things = {taken.transcript: "said to Redis"}
    for seized in (taken.ours_early, taken.ours):  # much of it is the same
        things |= {thing: where for where, thing in seized.everything()}
    return {
        (where, found)
        for thing, where in things.items()
        for dressed in unpacked(thing)
        for found in sought.found_in(dressed)
    }


def where_it_is(seen, things):
    sought = set(things)
    return {(where, found) for where, found in seen if found in sought}


def test_no_word_of_a_message_and_no_code_is_anywhere(taken, seen):
    assert where_it_is(seen, [*taken.truth.words, *codes(taken.truth)]) == set()


def test_what_was_said_without_a_name_is_where_it_can_be_read_and_never_was_anywhere_else(
    taken, seen
):
    """While it waited it was nowhere."""
    waiting = [words for words in taken.truth.said for _, thing in taken.ours_early.everything()
               if words.encode() in thing]  # fmt: skip
    places = {where.partition(".")[0] for where, _ in where_it_is(seen, taken.truth.said)}

    assert waiting == []
    assert taken.early.tables["committees_namelesscontribution"] == []
    assert "committees_namelesscontribution" in places
    assert {place for place in places if not place.startswith("search_")} <= {
        "committees_namelesscontribution", "dump",
    }  # fmt: skip


def test_no_byte_of_a_file_is_anywhere(taken, seen):
    assert len(taken.truth.signs) == len(taken.truth.files)
    assert where_it_is(seen, taken.truth.signs) == set()


def test_no_device_address_or_language_of_anybody_is_anywhere(taken, seen):
    assert where_it_is(seen, traces(taken.truth)) == set()


def test_no_word_and_no_code_lies_in_the_files_of_the_database_free_pages_included(taken):
    """Nor the beginning of a file, nor a byte of one. What is public lies there, and is found."""
    assert taken.legible == [PUBLIC.encode()]
