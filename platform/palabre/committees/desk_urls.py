from django.urls import path

from palabre.committees.views import catalogue, desk, founding, rule_changes

app_name = "committees_desk"
urlpatterns = [
    path("", desk.committees, name="committees"),
    path("new/", founding.choose, name="choose"),
    path("new/<slug:code>/", founding.found, name="found"),
    path("kinds/", catalogue.kinds, name="kinds"),
    path("kinds/new/", catalogue.kind, name="add_kind"),
    path("kinds/<slug:code>/", catalogue.kind, name="kind"),
    path("templates/", catalogue.templates, name="templates"),
    path("templates/new/", catalogue.template, name="add_template"),
    path("templates/<slug:code>/", catalogue.template, name="template"),
    path("territories/", catalogue.territories, name="territories"),
    path("territories/new/", catalogue.territory, name="add_territory"),
    path("territories/<int:pk>/", catalogue.territory, name="territory"),
    path("territories/<int:pk>/remove/", catalogue.remove, name="remove_territory"),
    path("<slug:slug>/", desk.change, name="change"),
    path("<slug:slug>/seats/", desk.seats, name="seats"),
    path("<slug:slug>/seats/<int:pk>/vacate/", desk.vacate, name="vacate"),
    path("<slug:slug>/seats/<int:pk>/chair/", desk.chair, name="chair"),
    path("<slug:slug>/rules/", rule_changes.change, name="rules"),
    path("<slug:slug>/rules/<int:number>/withdraw/", rule_changes.withdraw, name="withdraw_rules"),
]
