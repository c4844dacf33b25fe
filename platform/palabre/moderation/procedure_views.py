from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from palabre.core.http import refused
from palabre.moderation import procedures
from palabre.moderation.models import procedure_of
from palabre.moderation.procedure_forms import ProcedureForm
from palabre.moderation.procedure_services import set_procedure
from palabre.people.models import AuthedRequest
from palabre.spaces.doors import secretariat_required
from palabre.spaces.selectors import spaces_run_by

FORM = "moderation/desk/procedure.html"
SECTION = {"section": "secretariat"}


@secretariat_required
@require_GET
def spaces(request: AuthedRequest) -> HttpResponse:
    context = {**SECTION, "spaces": spaces_run_by(request.user)}
    return render(request, "moderation/desk/procedures.html", context)


@secretariat_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: AuthedRequest, space: str) -> HttpResponse:
    found = procedures.get_space_run_by(request.user, space)
    form = ProcedureForm(request.POST or None, instance=procedure_of(found))
    context = {**SECTION, "form": form, "space": found}
    if request.method != "POST":
        return render(request, FORM, context)
    if not form.is_valid():
        return refused(request, FORM, context)
    set_procedure(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("Kept, from now on, and written where everybody reads it."))
    return redirect("moderation:procedure", found.slug)
