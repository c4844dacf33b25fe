from django.urls import path

from palabre.people import views

app_name = "people"
urlpatterns = [
    path("2fa/totp/picture.svg", views.totp_picture, name="totp_picture"),
    path("passkey/", views.passkey, name="passkey"),
]
