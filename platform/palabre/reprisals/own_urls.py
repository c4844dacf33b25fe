from django.urls import path

from palabre.reprisals import own_views

app_name = "own_reprisals"
urlpatterns = [
    path("", own_views.reports, name="reports"),
    path("<uuid:pk>/", own_views.note, name="note"),
]
