from django.urls import path

from palabre.spaces import views

app_name = "spaces_desk"
urlpatterns = [
    path("", views.people, name="people"),
    path("invite/", views.invite, name="invite"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/verify/", views.verify, name="verify"),
    path("<int:pk>/roles/", views.grant, name="grant"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/password/", views.void_password, name="void_password"),
    path("roles/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
