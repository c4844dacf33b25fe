from django.urls import path

from palabre.vaults.views import custodians

app_name = "custodians"
urlpatterns = [
    path("", custodians.custodians, name="all"),
    path("<slug:slug>/<uuid:pk>/vouch/", custodians.vouch, name="vouch"),
]
