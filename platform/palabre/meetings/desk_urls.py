from django.urls import path

from palabre.meetings.views import desk

app_name = "meetings_desk"
urlpatterns = [
    path("<slug:slug>/meetings/", desk.meetings, name="meetings"),
    path("<slug:slug>/meetings/<int:pk>/", desk.change, name="meeting"),
    path("<slug:slug>/meetings/<int:pk>/cancel/", desk.cancel, name="cancel"),
]
