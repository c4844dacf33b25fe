"""One mail a week to each custodian, always the same. To whom a report is sealed nobody here knows,
so that nobody can be told that one came."""

from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.people.models import User
from palabre.spaces.models import Membership, Role


@transaction.atomic  # each mail is a row first: all of them or none, so that nobody gets two
def remind_custodians() -> None:
    seats = Membership.objects.filter(role=Role.CUSTODIAN, user__is_active=True)
    people = User.objects.filter(pk__in=seats.values("user")).exclude(email="")
    for custodian in people.exclude(vault_key=None).order_by("pk"):
        with translation.override(custodian.language):
            send_mail(_("Once a week"), words(), None, [custodian.email])


def words() -> str:
    return _(
        "Hello,\n\n"
        "Once a week: open your usual site when you are alone, and see whether something waits for "
        "you there.\n\n"
        "This mail comes every week, whether something waits or not.\n"
    )
