import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.sealing import recovery
from palabre.sealing.errors import (
    SealError,
    Unreadable,
    WeakKey,
    WeakPassphrase,
    WrongPassphrase,
    WrongRecoveryKey,
)
from palabre.sealing.kdf import Cost
from palabre.sealing.passphrase import entropy_bits, generate_passphrase
from palabre.sealing.vault import (
    OpenVault,
    SealedVault,
    change_passphrase,
    enrol,
    fingerprint,
    seal_vault,
    unlock,
    unlock_with_recovery,
)
from tests.submissions.altered import each_byte_flipped

QUICK = Cost(memory_kib=8, passes=1)
PHRASE = "vaibou karou toumi paida lonvi choubai"
OTHER = "une autre phrase tout aussi longue"


@pytest.fixture
def enrolment():
    return enrol(PHRASE, QUICK)


def test_the_passphrase_opens_the_vault(enrolment):
    assert unlock(enrolment.sealed, PHRASE).public == enrolment.public


@pytest.mark.parametrize(
    "typed", [PHRASE.upper(), f"  {PHRASE} ", PHRASE.replace(" ", "\u00a0 "), PHRASE.title()]
)
def test_capitals_and_spaces_do_not_matter(enrolment, typed):
    assert unlock(enrolment.sealed, typed).public == enrolment.public


def test_accents_typed_either_way_are_the_same():
    sealed = enrol("la forêt est à nous tous", QUICK).sealed

    assert unlock(sealed, "la fore\u0302t est a\u0300 nous tous")


@pytest.mark.parametrize("typed", ["", OTHER, PHRASE[:-1], PHRASE.replace(" ", "")])
def test_a_wrong_passphrase_is_refused(enrolment, typed):
    with pytest.raises(WrongPassphrase):
        unlock(enrolment.sealed, typed)


def test_a_short_passphrase_is_refused():
    with pytest.raises(WeakPassphrase):
        enrol("trop court", QUICK)


def test_spaces_do_not_make_a_passphrase_longer():
    with pytest.raises(WeakPassphrase):
        enrol("trop" + " " * 30 + "court", QUICK)


def test_the_sheet_opens_the_vault(enrolment):
    opened = unlock_with_recovery(enrolment.sealed, enrolment.recovery_sheet)

    assert opened == unlock(enrolment.sealed, PHRASE)


def test_the_sheet_may_be_typed_in_small_letters_on_one_line(enrolment):
    typed = enrolment.recovery_sheet.lower().replace("\n", "").replace("0", "o")

    assert unlock_with_recovery(enrolment.sealed, typed).public == enrolment.public


def test_the_sheet_has_fourteen_groups_of_four(enrolment):
    assert [len(group) for group in enrolment.recovery_sheet.split()] == [4] * 14


def test_a_mistake_in_copying_the_sheet_is_refused(enrolment):
    sheet = enrolment.recovery_sheet
    mistaken = ("A" if sheet[0] != "A" else "B") + sheet[1:]

    with pytest.raises(WrongRecoveryKey):
        recovery.read(mistaken)


@pytest.mark.parametrize("typed", ["", "ABCD", "\ufdfa" * 100, "0" * 57, "Z" * 56])
def test_junk_is_no_recovery_key(enrolment, typed):
    with pytest.raises(WrongRecoveryKey):
        unlock_with_recovery(enrolment.sealed, typed)


def test_the_sheet_of_someone_else_is_refused(enrolment):
    with pytest.raises(WrongRecoveryKey):
        unlock_with_recovery(enrolment.sealed, enrol(PHRASE, QUICK).recovery_sheet)


@given(st.binary(min_size=32, max_size=32))
def test_a_printed_recovery_key_is_read_back(key):
    assert recovery.read(recovery.printed(key)) == key


def test_a_changed_passphrase_replaces_the_old_one(enrolment):
    changed = change_passphrase(enrolment.sealed, PHRASE, OTHER, QUICK)

    assert unlock(changed, OTHER).public == enrolment.public
    with pytest.raises(WrongPassphrase):
        unlock(changed, PHRASE)


def test_the_sheet_survives_a_changed_passphrase(enrolment):
    changed = change_passphrase(enrolment.sealed, PHRASE, OTHER, QUICK)

    assert unlock_with_recovery(changed, enrolment.recovery_sheet).public == enrolment.public


def test_nobody_changes_a_passphrase_without_the_old_one(enrolment):
    with pytest.raises(WrongPassphrase):
        change_passphrase(enrolment.sealed, OTHER, OTHER, QUICK)


def test_after_recovery_the_keys_stay_and_the_old_sheet_is_void(enrolment):
    opened = unlock_with_recovery(enrolment.sealed, enrolment.recovery_sheet)
    again = seal_vault(opened, OTHER, QUICK)

    assert again.public == enrolment.public
    assert unlock_with_recovery(again.sealed, again.recovery_sheet) == opened
    with pytest.raises(WrongRecoveryKey):
        unlock_with_recovery(again.sealed, enrolment.recovery_sheet)


def test_the_same_passphrase_makes_different_vaults(enrolment):
    other = enrol(PHRASE, QUICK)

    assert other.public != enrolment.public
    assert other.sealed.by_passphrase[7:23] != enrolment.sealed.by_passphrase[7:23]


def test_a_flipped_bit_in_any_byte_is_refused(enrolment):
    sealed = enrolment.sealed
    for altered in each_byte_flipped(sealed.by_passphrase):
        with pytest.raises(SealError):
            unlock(SealedVault(altered, sealed.by_recovery), PHRASE)
    for altered in each_byte_flipped(sealed.by_recovery):
        with pytest.raises(SealError):
            unlock_with_recovery(
                SealedVault(sealed.by_passphrase, altered), enrolment.recovery_sheet
            )


@pytest.mark.parametrize("cost", [b"\xff\0\0\0\1\1", b"\0\0\0\x08\xff\1", b"\0\0\0\x08\1\xff"])
def test_an_altered_row_can_not_exhaust_the_machine(enrolment, cost):
    sealed = enrolment.sealed.by_passphrase
    altered = sealed[:1] + cost + sealed[7:]

    with pytest.raises(Unreadable):
        unlock(SealedVault(altered, b""), PHRASE)


@pytest.mark.parametrize("blob", [b"", b"\1", b"\1" + bytes(10)])
def test_an_empty_row_is_a_seal_error(blob):
    with pytest.raises(SealError):
        unlock(SealedVault(blob, blob), PHRASE)


def test_printing_shows_no_secret(enrolment):
    opened = unlock(enrolment.sealed, PHRASE)

    assert repr(opened.secret)[2:-1] not in repr(opened)
    assert enrolment.recovery_sheet[:4] not in repr(enrolment)


def test_a_vault_of_the_wrong_size_is_refused():
    with pytest.raises(WeakKey):
        OpenVault(bytes(63))


def test_a_fingerprint_is_eight_groups_of_five_digits(enrolment):
    assert re.fullmatch(r"(\d{5} ){7}\d{5}", fingerprint(enrolment.public))


def test_every_reader_has_their_own_fingerprint():
    vaults = [OpenVault(bytes([n]) * 64) for n in range(100)]

    assert len({fingerprint(vault.public) for vault in vaults}) == 100


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_made_up_passphrase_is_strong_enough(language):
    assert 77 < entropy_bits(language) < 79


@pytest.mark.parametrize("language", ["fr", "en", "fr-ml", "bm"])
def test_a_made_up_passphrase_opens_a_vault(language):
    phrase = generate_passphrase(language)

    assert len(phrase.split()) == 6
    assert unlock(enrol(phrase, QUICK).sealed, phrase)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_passphrase_is_made_up_twice(language):
    assert len({generate_passphrase(language) for _ in range(500)}) == 500
