from django.urls import path

from palabre.motions.views import motions, polls, room, votes

app_name = "motions"
MOTION = "committees/<slug:slug>/motions/<int:pk>/"
POLL = "committees/<slug:slug>/discussions/<int:pk>/polls/"
VOTE = f"{MOTION}votes/<int:number>/"
urlpatterns = [
    path("committees/<slug:slug>/recommendations/", motions.recommendations, name="adopted"),
    path("committees/<slug:slug>/motions/", motions.motions, name="motions"),
    path("committees/<slug:slug>/motions/new/", motions.move, name="move"),
    path(MOTION, motions.motion, name="motion"),
    path(f"{MOTION}withdraw/", motions.withdraw, name="withdraw"),
    path(f"{MOTION}amendments/new/", motions.amend, name="amend"),
    path(f"{MOTION}amendments/<int:number>/", motions.amendment, name="amendment"),
    path(f"{MOTION}amendments/<int:number>/accept/", motions.accept, name="accept"),
    path(f"{MOTION}amendments/<int:number>/withdraw/", motions.take_back, name="take_back"),
    path(f"{MOTION}votes/new/", votes.open_one, name="open"),
    path(VOTE, votes.vote, name="vote"),
    path(f"{VOTE}cast/", votes.cast, name="cast"),
    path(f"{VOTE}hands/", votes.hands, name="hands"),
    path(f"{VOTE}codes/", votes.codes, name="codes"),
    path(f"{VOTE}close/", votes.close, name="close"),
    path(f"{VOTE}urn/", votes.urn, name="urn"),
    path(f"{VOTE}give-up/", votes.give_up, name="give_up"),
    path(f"{VOTE}tie/", votes.tie, name="tie"),
    path(POLL, polls.polls, name="polls"),
    path(f"{POLL}<int:number>/answer/", polls.answer, name="answer_poll"),
    path(f"{POLL}<int:number>/close/", polls.close, name="close_poll"),
    # In the room, on one phone, without an account: nothing here says which committee or which vote.
    path("ballot/", room.ballot, name="ballot"),
    path("ballot/cast/", room.cast, name="cast_with_code"),
]
