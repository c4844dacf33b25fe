from django.urls import path

from palabre.moderation import (
    dashboard_views,
    measure_views,
    public_views,
    record_views,
    told_views,
    views,
    work_views,
)

app_name = "moderation"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("next/", views.take_next, name="next"),
    path("batch/", work_views.batch, name="batch"),
    path("claims/", work_views.claims, name="claims"),
    path("keys/", work_views.single_keys, name="keys"),
    path("reports/", views.own_reports, name="own_reports"),
    path("register/", public_views.register, name="register"),
    path("dashboard/", dashboard_views.dashboard, name="dashboard"),
    path("spaces/", public_views.procedures, name="procedures"),
    path("spaces/<slug:space>/", public_views.procedure, name="procedure"),
    path("record/", record_views.record, name="record"),
    path("record/head/", record_views.head_sheet, name="head"),
    path("report/<str:label>/<str:item_pk>/", views.report, name="report"),
    path("decisions/", told_views.decisions, name="decisions"),
    path("decisions/<int:pk>/", told_views.decision, name="decision"),
    path("name/", told_views.name, name="name"),
    path("measures/", measure_views.measures, name="measures"),
    path("pause/<str:label>/<str:item_pk>/", measure_views.pause, name="pause"),
    path("<int:pk>/sanction/", measure_views.sanction, name="sanction"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/claim/", views.claim, name="claim"),
    path("<int:pk>/release/", views.release, name="release"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/recuse/", work_views.recuse, name="recuse"),
    path("<int:pk>/notes/", work_views.note, name="note"),
]
