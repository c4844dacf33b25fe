from django.urls import path

from palabre.committees.views import catalogue, charters, desk, desk_seats, founding, rule_changes

app_name = "committees_desk"
urlpatterns = [
    path("", desk.committees, name="committees"),
    path("new/", founding.choose, name="choose"),
    path("new/<slug:code>/", founding.found, name="found"),
    path("kinds/", catalogue.kinds, name="kinds"),
    path("kinds/new/", catalogue.kind, name="add_kind"),
    path("kinds/<slug:code>/", catalogue.kind, name="kind"),
    path("endings/", catalogue.endings, name="endings"),
    path("endings/new/", catalogue.ending, name="add_ending"),
    path("endings/<slug:code>/", catalogue.ending, name="ending"),
    path("templates/", catalogue.templates, name="templates"),
    path("templates/new/", catalogue.template, name="add_template"),
    path("templates/<slug:code>/", catalogue.template, name="template"),
    path("territories/", catalogue.territories, name="territories"),
    path("territories/new/", catalogue.territory, name="add_territory"),
    path("territories/<int:pk>/", catalogue.territory, name="territory"),
    path("territories/<int:pk>/remove/", catalogue.remove, name="remove_territory"),
    path("<slug:slug>/", desk.change, name="change"),
    path("<slug:slug>/seats/", desk_seats.seats, name="seats"),
    path("<slug:slug>/seats/<int:pk>/", desk_seats.seat, name="seat"),
    path("<slug:slug>/seats/<int:pk>/vacate/", desk_seats.vacate, name="vacate"),
    path("<slug:slug>/seats/<int:pk>/chair/", desk_seats.chair, name="chair"),
    path("<slug:slug>/seats/<int:pk>/renew/", desk_seats.renew, name="renew"),
    path("<slug:slug>/seats/<int:pk>/nominate/", desk_seats.nominate, name="nominate"),
    path("<slug:slug>/nominations/<int:pk>/", desk_seats.nomination, name="nomination"),
    path("<slug:slug>/nominations/<int:pk>/check/", desk_seats.check, name="check"),
    path("<slug:slug>/nominations/<int:pk>/invite/", desk_seats.invite, name="invite"),
    path("<slug:slug>/nominations/<int:pk>/withdraw/", desk_seats.withdraw, name="withdraw"),
    path("<slug:slug>/rules/", rule_changes.change, name="rules"),
    path("<slug:slug>/rules/<int:number>/withdraw/", rule_changes.withdraw, name="withdraw_rules"),
    path("<slug:slug>/charter/", charters.change, name="charter"),
    path("<slug:slug>/charter/<int:number>/withdraw/", charters.withdraw, name="withdraw_charter"),
]
