"""The web server. Without Redis it carries the worker and the clock too, in threads of its own.

One process and eight threads: the database is a file beside it, the queue and the cache are its
memory (ADR 0002). With Redis, `celery -A palabre.config worker --beat` runs apart from it.
"""

import os
import socket
import struct
import threading
from typing import Any

from palabre.config.line import MOST_SILENCE, seconds_for

bind = f"{os.environ.get('PALABRE_BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("PALABRE_WORKERS", "1"))
threads = 8
worker_class = "palabre.config.line.PatientWorker"
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112
timeout = 60
graceful_timeout = 10
keepalive = 5
preload_app = False
pythonpath = "platform"
accesslog = None
# Below « error », gunicorn writes the address of whoever sends it something malformed.
loglevel = "error"
logger_class = "palabre.config.serverlog.ServerLog"
limit_request_line = 4094
MOST_DIGITS = 8  # of a length that may still be read
LARGEST_REQUEST = 2_000_000  # as in the settings, which are not read before the workers start

embedded = not (os.environ.get("PALABRE_REDIS_URL") or os.environ.get("PALABRE_REDIS_URL_FILE"))
if embedded:
    workers = 1


def when_ready(server: Any) -> None:
    """A phone that loses its network in the middle of a page must not hold a thread for ever. What
    listens hands this on to every line that it accepts; what comes in is for PatientWorker."""
    for listener in server.LISTENERS:
        for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            listener.sock.setsockopt(socket.SOL_SOCKET, way, struct.pack("ll", MOST_SILENCE, 0))
    ready = os.environ.get("PALABRE_READY")
    if ready:
        print(ready, flush=True)  # noqa: T201 (what `make run` says to a person)


def pre_request(worker: Any, request: Any) -> None:
    """What comes has its time by what it announces. A connection that brings far too much is closed
    after our answer, not read to its end."""
    brought = dict(request.headers).get("CONTENT-LENGTH", "0")
    is_large = len(brought) > MOST_DIGITS or int(brought) > LARGEST_REQUEST
    request.unreader.sock.begin(seconds_for(int(brought[:MOST_DIGITS])))
    if is_large:
        request.force_close()


def post_worker_init(worker: Any) -> None:
    if embedded:
        worker.palabre = start_worker()


def worker_exit(server: Any, worker: Any) -> None:
    if hasattr(worker, "palabre"):
        worker.palabre.stop()


def start_worker() -> Any:
    from celery.beat import EmbeddedService  # noqa: PLC0415 (only where it is carried)

    from palabre.config.celery import app  # noqa: PLC0415

    # The controller itself, not app.Worker: that one would take the server's signals.
    controller = app.WorkController(
        app=app,
        pool_cls="threads",
        concurrency=2,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        quiet=True,
        loglevel="ERROR",
    )
    threading.Thread(target=controller.start, daemon=True, name="palabre-worker").start()
    clock: Any = EmbeddedService(
        app, thread=True, max_interval=1, scheduler_cls="celery.beat:Scheduler"
    )
    clock.daemon = True
    clock.start()
    return controller
