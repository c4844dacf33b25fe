from django.urls import path

from palabre.meetings.views import agenda, calendars, pages, room

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
]
