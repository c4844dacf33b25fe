from django.urls import path

from palabre.committees.views import (
    attachments,
    charters,
    coverage,
    drafts,
    opening,
    pages,
    rule_changes,
    seats,
    talk,
)

app_name = "committees"
urlpatterns = [
    path("", pages.directory, name="directory"),
    # Before the committees: their addresses are refused to them (services.founding.RESERVED).
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/<slug:tone>.svg", coverage.picture, name="coverage_picture"),
    path("<slug:slug>/", pages.committee, name="committee"),
    path("<slug:slug>/members/", pages.members, name="members"),
    path("<slug:slug>/members/before/", pages.history, name="history"),
    path("<slug:slug>/my-seat/", seats.my_seat, name="my_seat"),
    path("<slug:slug>/my-seat/deputy/", seats.deputy, name="deputy"),
    path("<slug:slug>/my-seat/leave/", seats.resign, name="resign"),
    path("<slug:slug>/invitation/", seats.answer, name="answer"),
    path("<slug:slug>/invitation/decline/", seats.decline, name="decline"),
    path("<slug:slug>/chairs/", seats.chairs, name="chairs"),
    path("<slug:slug>/chairs/<int:pk>/", seats.turn_key, name="turn_key"),
    path(
        "<slug:slug>/chairs/rules/<int:number>/",
        charters.turn_key,
        {"law": "rules"},
        name="turn_key_of_rules",
    ),
    path(
        "<slug:slug>/chairs/charter/<int:number>/",
        charters.turn_key,
        {"law": "charter"},
        name="turn_key_of_charter",
    ),
    path("<slug:slug>/charter/", charters.charter, name="charter"),
    path("<slug:slug>/charter/accept/", charters.accept, name="accept_charter"),
    path("<slug:slug>/rules/", rule_changes.rules_page, name="rules"),
    path("<slug:slug>/openings/", opening.openings, name="openings"),
    path("<slug:slug>/openings/<int:pk>/agree/", opening.agree, name="agree_to_opening"),
    path("<slug:slug>/openings/<int:pk>/refuse/", opening.refuse, name="refuse_opening"),
    path("<slug:slug>/discussions/<int:pk>/<int:number>/opening/", opening.ask, name="ask_opening"),
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
    path(
        "<slug:slug>/discussions/<int:pk>/<int:number>/photo/", attachments.picture, name="picture"
    ),
    path("<slug:slug>/discussions/<int:pk>/<int:number>/edit/", talk.edit, name="edit"),
    path("<slug:slug>/discussions/<int:pk>/<int:number>/withdraw/", talk.withdraw, name="withdraw"),
]
