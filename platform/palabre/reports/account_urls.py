from django.urls import path

from palabre.reports import account_views as views

app_name = "account"
urlpatterns = [
    path("transparency/", views.months, name="months"),
    path("transparency/<str:month>/", views.month, name="month"),
    path("transparency/<str:month>.csv", views.table, name="table"),
    path("transparency/<str:month>.json", views.document, name="document"),
    path("research/", views.research, name="research"),
    path("research/cases.csv", views.cases_table, name="cases_table"),
    path("research/cases.json", views.cases_document, name="cases_document"),
]
