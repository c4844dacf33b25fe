from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What this app writes in the record: a stable code and its sentence."""

    ROLE_GRANTED = "spaces.role.granted", _("gave a role")
    ROLE_WITHDRAWN = "spaces.role.withdrawn", _("withdrew a role")
    PERSON_VERIFIED = "spaces.person.verified", _("verified a person")
    PERSON_INVITED = "spaces.person.invited", _("invited a person")
    ACCOUNT_CLOSED = "spaces.account.closed", _("closed an account")
    ACCOUNT_REOPENED = "spaces.account.reopened", _("opened an account again")
    PASSWORD_VOIDED = "spaces.password.voided", _("made a password void")
    SPACE_OPENED_OR_CLOSED = "spaces.space.public", _("changed who may look into a space")
