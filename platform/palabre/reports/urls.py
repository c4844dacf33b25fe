from django.urls import path

from palabre.reports import views

app_name = "reports"
urlpatterns = [
    path("<slug:slug>/report/", views.report, name="report"),
    path("<slug:slug>/report.pdf", views.document, name="document"),
    path("<slug:slug>/report.csv", views.table, name="table"),
]
