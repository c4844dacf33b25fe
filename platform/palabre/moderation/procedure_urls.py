from django.urls import path

from palabre.moderation import procedure_views as views

app_name = "moderation_procedures"
urlpatterns = [
    path("", views.spaces, name="spaces"),
    path("<slug:space>/", views.change, name="change"),
]
