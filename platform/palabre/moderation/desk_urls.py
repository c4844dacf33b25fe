from django.urls import path

from palabre.moderation import desk_views as views

app_name = "moderation_desk"
urlpatterns = [
    path("", views.rule_list, name="rules"),
    path("new/", views.add, name="add"),
    path("<slug:code>/", views.change, name="change"),
    path("<slug:code>/retire/", views.retire, name="retire"),
    path("<slug:code>/restore/", views.restore, name="restore"),
]
