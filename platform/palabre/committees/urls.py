from django.urls import path

from palabre.committees.views import attachments, coverage, drafts, pages, rule_changes, talk

app_name = "committees"
urlpatterns = [
    path("", pages.directory, name="directory"),
    # Before the committees: their addresses are refused to them (services.founding.RESERVED).
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/<slug:tone>.svg", coverage.picture, name="coverage_picture"),
    path("<slug:slug>/", pages.committee, name="committee"),
    path("<slug:slug>/members/", pages.members, name="members"),
    path("<slug:slug>/rules/", rule_changes.rules_page, name="rules"),
    path("<slug:slug>/discussions/", talk.discussions, name="discussions"),
    path("<slug:slug>/discussions/new/", talk.open_one, name="open"),
    path("<slug:slug>/discussions/<int:pk>/", talk.discussion, name="discussion"),
    path("<slug:slug>/discussions/<int:pk>/speak/", talk.speak, name="speak"),
    path("<slug:slug>/discussions/<int:pk>/draft/", drafts.draft, name="draft"),
    path(
        "<slug:slug>/discussions/<int:pk>/files/<uuid:file>/",
        attachments.attachment,
        name="attachment",
    ),
    path(
        "<slug:slug>/discussions/<int:pk>/files/<uuid:file>/small/",
        attachments.attachment,
        {"small": True},
        name="small_attachment",
    ),
    path("<slug:slug>/discussions/<int:pk>/close/", talk.close, name="close"),
    path("<slug:slug>/discussions/<int:pk>/<int:number>/edit/", talk.edit, name="edit"),
]
