from django.urls import path

from palabre.moderation import record_views, views, work_views

app_name = "moderation"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("next/", views.take_next, name="next"),
    path("batch/", work_views.batch, name="batch"),
    path("claims/", work_views.claims, name="claims"),
    path("keys/", work_views.single_keys, name="keys"),
    path("register/", views.register, name="register"),
    path("record/", record_views.record, name="record"),
    path("record/head/", record_views.head_sheet, name="head"),
    path("report/<str:label>/<str:item_pk>/", views.report, name="report"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/claim/", views.claim, name="claim"),
    path("<int:pk>/release/", views.release, name="release"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/recuse/", work_views.recuse, name="recuse"),
    path("<int:pk>/notes/", work_views.note, name="note"),
]
