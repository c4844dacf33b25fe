"""The vault that is open in this browser."""

from palabre.people.models import AuthedRequest
from palabre.sealing.vault import OpenVault
from palabre.vaults.doorkeys import READER


def opened_vault(request: AuthedRequest) -> OpenVault | None:
    """The vault opened in this browser, if it is this person's own."""
    found = READER.opened(request)
    return OpenVault(found[1]) if found and found[0] == request.user.pk else None
