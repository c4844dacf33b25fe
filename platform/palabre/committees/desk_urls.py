from django.urls import path

from palabre.committees.views import desk

app_name = "committees_desk"
urlpatterns = [
    path("", desk.committees, name="committees"),
    path("new/", desk.found, name="found"),
    path("<slug:slug>/", desk.change, name="change"),
    path("<slug:slug>/seats/", desk.seats, name="seats"),
    path("<slug:slug>/seats/<int:pk>/vacate/", desk.vacate, name="vacate"),
    path("<slug:slug>/seats/<int:pk>/chair/", desk.chair, name="chair"),
]
