from django.urls import path

from palabre.spaces import views

app_name = "spaces"
urlpatterns = [
    path("", views.invitation_code, name="invitation_code"),
    path("<slug:token>/", views.invitation, name="invitation"),
]
