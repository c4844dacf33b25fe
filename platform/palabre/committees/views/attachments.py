"""Files beside what is said with names: how they come in, and how they are shown."""

import base64
import re
from collections.abc import Iterator
from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.committees import rules, selectors, services
from palabre.committees.forms import NamedForm, NamelessForm, about_of, drop_of
from palabre.committees.models import Attachment, Discussion, Draft, NamelessContribution
from palabre.committees.models.attachment import A_PART
from palabre.committees.services.attachments import MOST_BYTES
from palabre.committees.voices import own_voice
from palabre.core.arriving import LARGE, Arrived
from palabre.core.places import Place, place_of
from palabre.people.models import AuthedRequest
from palabre.vaults.opened import opened_vault

ALONE = "default-src 'none'; sandbox"  # whatever is in it, a browser runs nothing of it
RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})", re.ASCII)
PARTIAL, NOT_THERE, BUSY = 206, 416, 503


def bound_form(request: AuthedRequest, discussion: Discussion) -> NamedForm:
    """What was typed, and whatever files came: these are kept with the draft at once, so that a
    refused form loses none of them."""
    draft = selectors.get_draft(discussion, of=request.user)
    if draft:
        _keep_changes(request, draft)
    typed, problems = request.POST.copy(), []
    for name, arrived in _arrived(request):
        about = request.POST.get(name.replace("file", "about"), "")
        try:
            draft = draft or services.begin_draft(discussion, by=request.user)
            added = _added(request, draft, arrived, about)
            typed[about_of(added)] = about
        except (services.LeftOut, PermissionDenied) as why:
            problems.append((name, str(why)))
    form = NamedForm(typed, kept=selectors.kept_with(draft))
    for name, problem in problems:
        form.leave_out(name, problem)
    return form


def bound_nameless(
    request: AuthedRequest, discussion: Discussion, *, knows_again: bool
) -> NamelessForm:
    """A photo that came with it is made anew, and travels in the form until it is sent."""
    typed, problem, picture = request.POST.copy(), "", None
    try:
        picture = _photo(request, discussion)
    except (services.LeftOut, PermissionDenied) as why:
        problem = str(why)
    typed["carried"] = picture.as_text if picture else ""
    form = NamelessForm(typed, knows_again=knows_again, picture=picture)
    if problem:
        form.add_error("file_1", problem)
    return form


def _photo(request: AuthedRequest, discussion: Discussion) -> services.Picture | None:
    """The one that came, or that was carried along; made anew either way."""
    came = [each for _name, each in _arrived(request)]
    carried = request.POST.get("carried", "")
    if "drop_1" in request.POST or not (came or carried):
        return None
    services.require_room(discussion, by=request.user)
    _require_bearable(request, came)
    if came:
        return services.make_picture(came[0].clear())
    try:
        return services.make_picture([base64.b64decode(carried, validate=True)])
    except ValueError:
        raise services.LeftOut(_("The photo did not come back whole. Choose it again.")) from None


def _keep_changes(request: AuthedRequest, draft: Draft) -> None:
    files = draft.attachments.all()
    services.leave_out(files, [each.pk for each in files if drop_of(each) in request.POST])
    words = {each.pk: request.POST.get(about_of(each), each.about)[:200] for each in files}
    services.describe(draft.attachments.all(), words)


def _arrived(request: HttpRequest) -> list[tuple[str, Arrived]]:
    return [
        (name, each)
        for name in request.FILES
        for each in request.FILES.getlist(name)
        if isinstance(each, Arrived)
    ]


def _require_bearable(request: HttpRequest, arrived: list[Arrived]) -> None:
    came = sum(each.size for _name, each in _arrived(request))
    if any(each.is_turned_away for each in arrived) or not place_of(request.META).take():
        raise services.LeftOut(
            _("Many people are sending files just now. Join yours again in a minute.")
        )
    if any(each.is_too_much or each.is_one_too_many for each in arrived) or came > MOST_BYTES:
        raise services.LeftOut(
            _("Together the files may have 10 MB. Join fewer of them, or smaller ones.")
        )


def _added(request: AuthedRequest, draft: Draft, arrived: Arrived, about: str) -> Attachment:
    _require_bearable(request, [arrived])
    made = services.make_anew(arrived)
    arrived.close()
    return services.attach(draft, made, about=about[:200], by=request.user)


class OnALine(StreamingHttpResponse):
    """What is large keeps a thread for as long as a slow line needs, and its place as long."""

    def __init__(self, content: Iterator[bytes], place: Place) -> None:
        super().__init__(content)
        self.place = place

    def close(self) -> None:
        super().close()
        self.place.leave()


@require_safe
def attachment(
    request: HttpRequest, slug: str, pk: int, file: UUID, *, small: bool = False
) -> HttpResponseBase:
    found = selectors.get_attachment(slug, pk, file)
    if not rules.can_see(request.user, found) or (small and not found.is_picture):
        raise Http404
    size = selectors.size_of_small(found) if small else found.size
    start, end = _asked_for(request, size)
    if start >= size:
        return HttpResponse(status=NOT_THERE, headers={"Content-Range": f"bytes */{size}"})
    place = Place()
    if end - start > LARGE and not place.take():
        return render(request, "service/503.html", status=BUSY)
    response = OnALine(_bytes(found, start, end, small=small), place)
    if end - start < size:
        response.status_code = PARTIAL
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    for name, value in _headers(found, end - start, small=small).items():
        response[name] = value
    return response


@require_safe
def picture(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Small enough to be sent at once."""
    found = selectors.get_picture(slug, pk, number)
    said = found.contribution
    if not rules.can_see_beside(request.user, said) and not _said_it(request, said):
        raise Http404
    return HttpResponse(
        bytes(found.content),
        headers={
            "Content-Type": "image/jpeg",
            "Content-Disposition": 'inline; filename="photo.jpg"',
            "Content-Security-Policy": ALONE,
        },
    )


def _said_it(request: HttpRequest, said: NamelessContribution) -> bool:
    """As their open vault alone can show: they appeal for it."""
    if not request.user.is_authenticated:
        return False
    own = own_voice(opened_vault(cast("AuthedRequest", request)))
    return own is not None and own.said(said)


def _headers(found: Attachment, length: int, *, small: bool) -> dict[str, str]:
    how = "inline" if found.is_picture or found.is_sound else "attachment"
    return {
        "Content-Type": "image/jpeg" if small else found.media_type,
        "Content-Length": str(length),
        "Content-Disposition": f'{how}; filename="{found.file_name}"',
        "Content-Security-Policy": ALONE,
        "Accept-Ranges": "bytes",
    }


def _asked_for(request: HttpRequest, size: int) -> tuple[int, int]:
    """From where to where. Phones ask for a recording in parts; whatever else is asked is all."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked:
        return 0, size
    start, end = int(asked[1]), int(asked[2] or size)
    return (start, min(end + 1, size)) if start <= end else (0, size)


def _bytes(found: Attachment, start: int, end: int, *, small: bool) -> Iterator[bytes]:
    for number in range(start // A_PART, -(-end // A_PART)):
        part = selectors.get_part(found, number, small=small)
        first = number * A_PART
        yield part[max(0, start - first) : end - first]
