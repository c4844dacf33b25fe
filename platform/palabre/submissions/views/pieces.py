"""A file that came with a message, as a reader takes it out."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from palabre.core.http import UNPROCESSABLE
from palabre.people.models import AuthedRequest
from palabre.sealing.errors import SealError
from palabre.submissions import selectors, services
from palabre.submissions.views.reading import SECTION, readers_only
from palabre.vaults.opened import opened_vault

ALONE = "default-src 'none'; sandbox"  # whatever is in it, a browser runs nothing of it


@readers_only
@require_GET
def piece(request: AuthedRequest, pk: UUID, piece: UUID) -> HttpResponseBase:
    submission = selectors.get_submission(pk, for_user=request.user)
    opened = opened_vault(request)
    if opened is None:
        return redirect(selectors.way_by_vault(pk))
    try:
        keys = services.report_key(submission, request.user.vault_key, opened)
        what, parts = services.opened_file(submission, piece, keys)
    except SealError:
        return _altered(request, pk)
    response = StreamingHttpResponse(parts, content_type=what.media_type)
    response["Content-Disposition"] = f'attachment; filename="{what.name}"'
    response["Content-Security-Policy"] = ALONE
    return response


def _altered(request: AuthedRequest, pk: UUID) -> HttpResponse:
    page = {**SECTION, "pk": pk}
    return render(request, "submissions/altered_file.html", page, status=UNPROCESSABLE)
