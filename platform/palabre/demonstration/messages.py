"""Twelve messages without an account, at every stage, and the codes that open them."""

import secrets
from uuid import uuid4

from palabre.demonstration.people import PASSPHRASE, make_vault
from palabre.demonstration.reading import Row, day, read
from palabre.people.models import Side, User
from palabre.sealing.vault import OpenVault
from palabre.spaces.models import Membership, Role, Space
from palabre.submissions import intake
from palabre.submissions.models import Kind, Status, Submission
from palabre.submissions.onward import Draft, propose_topic, publish_topic
from palabre.submissions.selectors import intake_for
from palabre.submissions.services import report_key
from palabre.vaults.endorsing import found_readers, vouch
from palabre.vaults.founding import forget_founders
from palabre.vaults.models import VaultKey
from palabre.vaults.trust import Trust, fingerprint_of, trust_by_space, trust_in

STAGES = {"conversation": Status.ANSWERED}


def load_vaults() -> dict[str, OpenVault]:
    seats = Membership.objects.filter(role__in=(Role.READER, Role.CUSTODIAN)).values("user")
    holders = User.objects.filter(pk__in=seats).order_by("username")
    vaults = {user.username: make_vault(user) for user in holders}
    for trust in trust_by_space(Membership.objects.all()):
        pair = _begin(trust.space, trust.seats, vaults)
        for role in (Role.READER, Role.CUSTODIAN):
            _vouch_for_all(trust_in(trust.space, role), pair, vaults)
    return vaults


def _begin(
    space: Space, seats: list[Membership], vaults: dict[str, OpenVault]
) -> tuple[User, User]:
    """The first reader of each side."""
    first, second = (
        next(seat.user for seat in seats if seat.side == side)
        for side in (Side.CIVILIAN, Side.FORCES)
    )
    forget_founders(space.slug)  # of a demonstration before this one
    opened = vaults[first.username]
    found_readers(space, by=first, opened=opened, other=second.username, phrase=PASSPHRASE)
    return first, second


def _vouch_for_all(trust: Trust, pair: tuple[User, User], vaults: dict[str, OpenVault]) -> None:
    for seat in trust.seats:
        for by in pair if seat.user not in pair else ():
            seen = fingerprint_of(seat.user.vault_key)
            vouch(seat, by=by, opened=vaults[by.username], seen=seen)


def load_messages(vaults: dict[str, OpenVault]) -> list[str]:
    """Returns a line for each message: its code and what a visitor finds behind it."""
    return [_message(row, vaults) for row in read("messages")["message"]]


def _message(row: Row, vaults: dict[str, OpenVault]) -> str:
    mailbox = intake_for(row["committee"])
    if mailbox is None:
        raise LookupError(row["committee"])
    letter = intake.Letter(mailbox.space.pk, row["readers"], row["body"].strip(), day(row["ago"]))
    receipt = intake.receive(
        letter, token=secrets.token_bytes(32), readers=mailbox.keys_for(row["readers"])
    )
    found = intake.come_back(receipt.code)
    if found is None:
        raise LookupError(row["body"])
    submission, secret = found
    for item in row.get("item", []):
        _item(submission, secret, item, vaults)
    _stage(submission, row)
    if "proposal" in row:
        _proposal(submission, row["proposal"], vaults)
    if "topic" in row:
        _topic(submission, row["topic"], vaults)
    return f"{receipt.shown}  {row['stage']:<12}  {row['body'].strip().splitlines()[0][:60]}"


def _item(submission: Submission, secret: bytes, item: Row, vaults: dict[str, OpenVault]) -> None:
    body, on = item["body"].strip(), day(item["ago"])
    if "by" not in item:
        writer = intake.writer_of(submission.pk, secret)
        if writer:
            intake.reply(writer, body, day=on)
        return
    opened = vaults[item["by"]]
    key = VaultKey.objects.get(user__username=item["by"])
    keys = report_key(submission, key, opened)
    intake.add_item(
        submission,
        Kind(item["kind"]),
        body,
        t_pk=keys.public,
        reader_seed=opened.ed_seed,
        day=on,
    )


def _stage(submission: Submission, row: Row) -> None:
    answers = [item["ago"] for item in row.get("item", []) if "by" in item]
    is_read = row["stage"] != "received"
    Submission.objects.filter(pk=submission.pk).update(
        status=STAGES.get(row["stage"], row["stage"]),
        read_on=day(max(row["ago"] - 1, 0)) if is_read else None,
        answered_on=day(min(answers)) if answers else None,
    )


def _topic(submission: Submission, row: Row, vaults: dict[str, OpenVault]) -> None:
    """One that a civilian reader has published."""
    submission.refresh_from_db()
    by = User.objects.get(username=row["by"])
    draft = Draft(row["where"], row["title"], row["body"])
    token = secrets.token_bytes(32)
    publish_topic(submission, draft, by=by, opened=vaults[by.username], token=token)


def _proposal(submission: Submission, row: Row, vaults: dict[str, OpenVault]) -> None:
    """A topic that one reader would make of it, waiting for one of the other side."""
    by = User.objects.get(username=row["by"])
    draft = Draft(row["where"], row["title"], row["body"])
    propose_topic(submission, draft, by=by, opened=vaults[by.username], pk=uuid4())
