from django.urls import path

from palabre.moderation.views import rules_page
from palabre.portal import me, search_pages, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", search_pages.search, name="search"),
    path("me/", me.me, name="me"),
    path("me/read/", me.read_notices, name="read_notices"),
    path("rules/", rules_page, name="rules"),
    path("protections/", views.protections, name="protections"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("help/", views.help_page, name="help"),
    path("leave/", views.leave, name="leave"),
    path("secretariat/", views.secretariat, name="secretariat"),
]
