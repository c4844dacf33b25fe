from django.urls import path

from palabre.submissions.views import paper

app_name = "submissions_desk"
urlpatterns = [
    path("", paper.spaces, name="paper"),
    path("<slug:slug>/", paper.sheets, name="sheets"),
    path("<slug:slug>/type/", paper.type_in, name="type_in"),
    path("<slug:slug>/sealed/", paper.sealed, name="sealed"),
]
