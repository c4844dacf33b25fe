from django.urls import path

from palabre.moderation import measure_views, record_views, told_views, views

app_name = "moderation"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("next/", views.take_next, name="next"),
    path("register/", views.register, name="register"),
    path("record/", record_views.record, name="record"),
    path("record/head/", record_views.head_sheet, name="head"),
    path("report/<str:label>/<str:item_pk>/", views.report, name="report"),
    path("decisions/", told_views.decisions, name="decisions"),
    path("decisions/<int:pk>/", told_views.decision, name="decision"),
    path("measures/", measure_views.measures, name="measures"),
    path("pause/<str:label>/<str:item_pk>/", measure_views.pause, name="pause"),
    path("<int:pk>/sanction/", measure_views.sanction, name="sanction"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/claim/", views.claim, name="claim"),
    path("<int:pk>/release/", views.release, name="release"),
    path("<int:pk>/decide/", views.decide, name="decide"),
]
