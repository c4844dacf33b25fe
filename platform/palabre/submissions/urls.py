from django.urls import path

from palabre.submissions.views import (
    appealing,
    onward,
    pieces,
    readers,
    reading,
    returning,
    writing,
)

app_name = "submissions"
urlpatterns = [
    path("write/", writing.write, name="write"),
    path("write/message/", writing.message, name="message"),
    path("write/review/", writing.review, name="review"),
    path("write/code/", writing.code, name="code"),
    path("answer/", returning.answer, name="answer"),
    path("answer/thread/", returning.thread, name="thread"),
    path("answer/reply/", returning.reply, name="reply"),
    path("answer/erase/", returning.erase, name="erase"),
    path("answer/erase/everything/", returning.confirm_erase, name="confirm_erase"),
    path("answer/appeal/", appealing.appeal, name="appeal"),
    path("answer/shut/", returning.shut, name="shut"),
    path("messages/", reading.inbox, name="inbox"),
    path("messages/readers/", readers.readers, name="readers"),
    path("messages/readers/<slug:slug>/begin/", readers.found, name="found_readers"),
    path("messages/readers/<slug:slug>/renew/", readers.renew, name="renew_keys"),
    path("messages/readers/<slug:slug>/<uuid:pk>/vouch/", readers.vouch, name="vouch"),
    path("messages/readers/<slug:slug>/<uuid:pk>/hand-on/", readers.hand_on, name="hand_on"),
    path("messages/<uuid:pk>/", reading.conversation, name="conversation"),
    path("messages/<uuid:pk>/files/<uuid:piece>/", pieces.piece, name="piece"),
    path("messages/<uuid:pk>/open/", reading.open_message, name="open_message"),
    path("messages/<uuid:pk>/answer/", reading.answer, name="answer_message"),
    path("messages/<uuid:pk>/close/", reading.close, name="close"),
    path("messages/<uuid:pk>/onward/", onward.write, name="onward"),
    path("messages/<uuid:pk>/onward/preview/", onward.preview, name="onward_preview"),
    path("messages/<uuid:pk>/onward/send/", onward.send, name="onward_send"),
    path("messages/<uuid:pk>/onward/<uuid:proposal>/", onward.proposal, name="proposal"),
    path("messages/<uuid:pk>/onward/<uuid:proposal>/agree/", onward.agree, name="agree"),
    path("messages/<uuid:pk>/onward/<uuid:proposal>/decline/", onward.decline, name="decline"),
    path("messages/<uuid:pk>/onward/<uuid:proposal>/withdraw/", onward.withdraw, name="withdraw"),
]
