"""Forty-three invented people. None of them can exist outside the demonstration."""

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from palabre.demonstration.reading import Row, day, read
from palabre.people.models import User
from palabre.sealing import vault
from palabre.sealing.kdf import RECEIPT_COST
from palabre.vaults.models import VaultKey

DOMAIN = "palabre.example"
PASSWORD = "palabre-demo"  # noqa: S105 (everybody may know it: README)
TOTP_SECRET = "PALABREDEMOPALABREDEMO22"  # noqa: S105
PASSPHRASE = "palabre demo vault"  # noqa: S105
OFFICES = ("mariam", "salif", "sanata", "sadio", "nouhoum", "sira", "admin")


def load_people() -> dict[str, User]:
    rows = read("people")["person"]
    password = make_password(PASSWORD)
    User.objects.bulk_create(_person(row, password) for row in rows)
    people = {user.username: user for user in User.objects.filter(email__endswith=f"@{DOMAIN}")}
    _verify(people, rows)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True)
        for user in people.values()
    )
    for name in OFFICES:
        TOTP.activate(people[name], TOTP_SECRET)
    return people


def _person(row: Row, password: str) -> User:
    is_administrator = row["username"] == "admin"
    return User(
        username=row["username"],
        email=f"{row['username']}@{DOMAIN}",
        name=row["name"],
        side=row["side"],
        function=row["function_fr"],
        language=row["lang"],
        password=password,
        joined_on=day(430),
        is_staff=is_administrator,
        is_superuser=is_administrator,
    )


def _verify(people: dict[str, User], rows: list[Row]) -> None:
    names = [row["username"] for row in rows if row["verified"] and row["username"] != "sira"]
    User.objects.filter(username__in=names).update(verified_on=day(400), verified_by=people["sira"])
    User.objects.filter(username="sira").update(verified_on=day(401), verified_by=people["admin"])
    for user in people.values():
        user.refresh_from_db()


def make_vault(user: User) -> vault.OpenVault:
    """A vault with the passphrase that the README tells everybody: so a cheap lock will do."""
    opened = vault.OpenVault(secrets.token_bytes(vault.SECRET_SIZE))
    made = vault.seal_vault(opened, PASSPHRASE, RECEIPT_COST)
    VaultKey.objects.create(
        user=user,
        x_pk=made.public.x,
        ed_pk=made.public.ed,
        by_passphrase=made.sealed.by_passphrase,
        by_recovery=made.sealed.by_recovery,
        enrolled_on=day(390),
    )
    return opened
