from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from palabre.audit.models import AuditRecord


def record(
    action: str, *, by: AbstractBaseUser | None, on: models.Model, **details: Any
) -> AuditRecord:
    """Write that `by` did `action` on `on`, in the caller's transaction. `by` None: the machine."""
    return AuditRecord.objects.create(
        action=action,
        actor=by.get_username() if by else "",
        target=f"{on._meta.label_lower}:{on.pk}",
        details=details,
    )
