from django.urls import path

from palabre.moderation import desk_views as views

app_name = "moderation_desk"
urlpatterns = [
    path("", views.rule_list, name="rules"),
    path("new/", views.add, name="add"),
    path("reasons/", views.wordings, name="wordings"),
    path("reasons/new/", views.add_wording, name="add_wording"),
    path("reasons/<int:pk>/", views.change_wording, name="wording"),
    path("<slug:code>/", views.change, name="change"),
    path("<slug:code>/retire/", views.retire, name="retire"),
    path("<slug:code>/restore/", views.restore, name="restore"),
]
