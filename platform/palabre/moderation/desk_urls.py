from django.urls import path

from palabre.moderation import desk_views as views
from palabre.moderation import list_views

app_name = "moderation_desk"
urlpatterns = [
    path("", views.rule_list, name="rules"),
    path("new/", views.add, name="add"),
    path("lists/", list_views.lists, name="lists"),
    path("lists/new/", list_views.add_list, name="add_list"),
    path("lists/<int:pk>/", list_views.change_list, name="change_list"),
    path("lists/<int:pk>/add/", list_views.add_phrase, name="add_phrase"),
    path("reasons/", views.wordings, name="wordings"),
    path("reasons/new/", views.add_wording, name="add_wording"),
    path("reasons/<int:pk>/", views.change_wording, name="wording"),
    path("<slug:code>/", views.change, name="change"),
    path("<slug:code>/retire/", views.retire, name="retire"),
    path("<slug:code>/restore/", views.restore, name="restore"),
]
