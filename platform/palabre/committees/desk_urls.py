from django.urls import path

from palabre.committees.views import desk, desk_seats

app_name = "committees_desk"
urlpatterns = [
    path("", desk.committees, name="committees"),
    path("new/", desk.found, name="found"),
    path("<slug:slug>/", desk.change, name="change"),
    path("<slug:slug>/seats/", desk_seats.seats, name="seats"),
    path("<slug:slug>/seats/<int:pk>/", desk_seats.seat, name="seat"),
    path("<slug:slug>/seats/<int:pk>/vacate/", desk_seats.vacate, name="vacate"),
    path("<slug:slug>/seats/<int:pk>/chair/", desk_seats.chair, name="chair"),
    path("<slug:slug>/seats/<int:pk>/renew/", desk_seats.renew, name="renew"),
    path("<slug:slug>/seats/<int:pk>/nominate/", desk_seats.nominate, name="nominate"),
    path("<slug:slug>/nominations/<int:pk>/", desk_seats.nomination, name="nomination"),
    path("<slug:slug>/nominations/<int:pk>/check/", desk_seats.check, name="check"),
    path("<slug:slug>/nominations/<int:pk>/invite/", desk_seats.invite, name="invite"),
    path("<slug:slug>/nominations/<int:pk>/withdraw/", desk_seats.withdraw, name="withdraw"),
    path("<slug:slug>/meetings/", desk.meetings, name="meetings"),
    path("<slug:slug>/meetings/<int:pk>/", desk.change_meeting, name="meeting"),
]
