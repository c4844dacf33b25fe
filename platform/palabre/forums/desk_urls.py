from django.urls import path

from palabre.forums import desk

app_name = "forums_desk"
urlpatterns = [
    path("", desk.categories, name="categories"),
    path("add/", desk.add, name="add"),
    path("settings/", desk.settings, name="settings"),
    path("categories/<int:pk>/", desk.edit, name="edit"),
    path("categories/<int:pk>/move/", desk.move, name="move"),
    path("topics/<int:pk>/", desk.topic, name="topic"),
]
