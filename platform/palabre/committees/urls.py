from django.urls import path

from palabre.committees.views import attachments, drafts, pages, talk

app_name = "committees"
urlpatterns = [
    path("", pages.directory, name="directory"),
    path("<slug:slug>/", pages.committee, name="committee"),
    path("<slug:slug>/members/", pages.members, name="members"),
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
