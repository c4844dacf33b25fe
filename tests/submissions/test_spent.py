import pickle
from threading import Barrier, Thread

import pytest

from palabre.submissions.spent import Reused, Spent


def test_a_form_is_sent_once_or_again_with_the_same_words():
    spent = Spent()

    spent.claim("token", b"words")
    spent.claim("token", b"words")

    assert spent.times("token", b"words") == 2
    assert spent.times("other", b"words") == 0


def test_other_words_in_the_same_form_are_refused():
    spent = Spent()
    spent.claim("token", b"words")

    with pytest.raises(Reused):
        spent.claim("token", b"other words")
    with pytest.raises(Reused):
        spent.times("token", b"other words")


def test_what_failed_leaves_the_form_as_it_was():
    spent = Spent()
    spent.claim("token", b"words")
    spent.give_back("token")
    spent.give_back("token")

    spent.claim("token", b"other words")

    assert spent.times("token", b"other words") == 1


def test_a_second_sending_that_fails_does_not_free_the_first():
    spent = Spent()
    spent.claim("token", b"words")
    spent.claim("token", b"words")
    spent.give_back("token")

    with pytest.raises(Reused):
        spent.claim("token", b"other words")


def test_the_memory_is_bounded_and_the_oldest_go_first():
    spent = Spent(most=3)
    for number in range(10):
        spent.claim(f"token {number}", b"words")

    assert len(spent) == 3
    assert spent.times("token 9", b"words") == 1
    assert spent.times("token 0", b"words") == 0


def test_neither_the_token_nor_the_words_can_be_read_from_it():
    spent = Spent()
    spent.claim("canarytoken", b"canarywords")

    kept = pickle.dumps(list(spent._sent.items()))

    assert b"canary" not in kept


def test_two_processes_keep_different_hashes():
    one, other = Spent(), Spent()
    one.claim("token", b"words")
    other.claim("token", b"words")

    assert set(one._sent).isdisjoint(other._sent)


def test_of_many_texts_in_one_form_at_once_one_goes_through():
    spent, start, went = Spent(), Barrier(16), []

    def send(number: int) -> None:
        start.wait()
        try:
            spent.claim("token", b"text %d" % number)
        except Reused:
            return
        went.append(number)

    threads = [Thread(target=send, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(went) == 1
