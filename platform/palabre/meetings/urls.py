from django.urls import path

from palabre.meetings.views import agenda, calendars, contests, minutes, pages, room

app_name = "meetings"
ONE = "<slug:slug>/meetings/<int:pk>/"
urlpatterns = [
    path("<slug:slug>/meetings/", pages.meetings, name="meetings"),
    path("<slug:slug>/meetings.ics", calendars.feed, name="feed"),
    path("<slug:slug>/meetings/calendar/", calendars.calendar, name="calendar"),
    path("<slug:slug>/meetings/calendar/end/", calendars.end_key, name="end_key"),
    path(ONE, pages.meeting, name="meeting"),
    path(f"{ONE}meeting.ics", calendars.event, name="event"),
    path(f"{ONE}answer/", pages.answer, name="answer"),
    path(f"{ONE}propose/", agenda.propose, name="propose"),
    path(f"{ONE}agenda/", agenda.agenda, name="agenda"),
    path(f"{ONE}agenda/<uuid:item>/", agenda.change, name="change_item"),
    path(f"{ONE}agenda/<uuid:item>/drop/", agenda.drop, name="drop_item"),
    path(f"{ONE}agenda/<uuid:item>/<slug:deed>/", agenda.place, name="place_item"),
    path(f"{ONE}session/", room.session, name="session"),
    path(f"{ONE}session/decide/", room.decide, name="decide"),
    path(f"{ONE}session/<slug:deed>/", room.do, name="do"),
    path(f"{ONE}sheet/", room.sheet, name="sheet"),
    path(f"{ONE}minutes/", minutes.minutes, name="minutes"),
    path(f"{ONE}minutes/begin/", minutes.begin, name="begin_minutes"),
    path(f"{ONE}minutes/edit/", minutes.edit, name="edit_minutes"),
    path(f"{ONE}minutes/word/", minutes.word, name="assent"),
    path(f"{ONE}minutes/go-on/", minutes.go_on, name="go_on"),
    path(f"{ONE}minutes/approve/", minutes.approve, name="approve"),
    path(f"{ONE}minutes/history/", minutes.history, name="history"),
    path(f"{ONE}minutes/minutes.pdf", minutes.pdf, name="pdf"),
    path(f"{ONE}minutes/passages/<uuid:passage>/", contests.contest, name="contest"),
    path(f"{ONE}minutes/contests/<uuid:contest>/accept/", contests.accept, name="accept_contest"),
    path(
        f"{ONE}minutes/contests/<uuid:contest>/decline/", contests.decline, name="decline_contest"
    ),
]
