from django.urls import path

from palabre.committees.views import pages, seats, talk

app_name = "committees"
urlpatterns = [
    path("", pages.directory, name="directory"),
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
    path("<slug:slug>/meetings/", pages.meetings, name="meetings"),
    path("<slug:slug>/meetings/<int:pk>/", pages.meeting, name="meeting"),
    path("<slug:slug>/discussions/", talk.discussions, name="discussions"),
    path("<slug:slug>/discussions/new/", talk.open_one, name="open"),
    path("<slug:slug>/discussions/<int:pk>/", talk.discussion, name="discussion"),
    path("<slug:slug>/discussions/<int:pk>/speak/", talk.speak, name="speak"),
    path("<slug:slug>/discussions/<int:pk>/close/", talk.close, name="close"),
    path("<slug:slug>/discussions/<int:pk>/<int:number>/edit/", talk.edit, name="edit"),
]
