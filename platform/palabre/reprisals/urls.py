from django.urls import path

from palabre.reprisals import views

app_name = "reprisals"
urlpatterns = [
    path("", views.page, name="page"),
    path("to/", views.to_whom, name="to_whom"),
    path("send/", views.send, name="send"),
]
