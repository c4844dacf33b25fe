from django.urls import path

from palabre.vaults.views import own

app_name = "vaults"
urlpatterns = [
    path("", own.vault, name="vault"),
    path("new/", own.enrol, name="enrol"),
    path("recover/", own.recover, name="recover"),
    path("lost/", own.lost, name="lost"),
    path("shut/", own.shut, name="shut"),
]
