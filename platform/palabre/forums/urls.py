from django.urls import path

from palabre.forums import views, waiting_pages, writing

app_name = "forums"
urlpatterns = [
    path("", views.index, name="index"),
    path("topics/<int:pk>/", views.topic, name="topic"),
    path("topics/<int:pk>/reply/", writing.reply, name="reply"),
    path("posts/<int:pk>/edit/", writing.edit, name="edit"),
    path("posts/<int:pk>/history/", views.history, name="history"),
    path("posts/<int:pk>/waiting/", waiting_pages.waiting, name="waiting"),
    path("posts/<int:pk>/withdraw/", waiting_pages.withdraw, name="withdraw"),
    path("<slug:slug>/", views.category, name="category"),
    path("<slug:slug>/new/", writing.new_topic, name="new_topic"),
]
