"""How gunicorn serves the portal, on a laptop as on a server; the environment sets what differs."""

import os

bind = os.environ.get("PORTAL_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("PORTAL_WORKERS", "2"))
threads = int(os.environ.get("PORTAL_THREADS", "4"))

# Code is read once, then shared by the workers: half the start-up time and half the memory.
preload_app = True
# A worker that grew or lost its way is replaced, never all of them at the same moment.
max_requests = 2000
max_requests_jitter = 400
timeout = 60
graceful_timeout = 20
keepalive = 5
# Heartbeats go to memory: on a slow disk a busy worker would be taken for a dead one.
MEMORY = "/dev/shm"  # noqa: S108 - gunicorn makes its own unguessable, unlinked file in it
worker_tmp_dir = MEMORY if os.access(MEMORY, os.W_OK) else None

limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190

# Addresses may carry what was searched: the web server in front keeps an access log without query strings.
accesslog = None
errorlog = "-"
# It would leave a socket in the home folder, and nobody here talks to it.
control_socket_disable = True


def post_fork(server, worker):
    """A connection opened while the code was loading belongs to the parent; each worker opens its own."""
    from django.db import connections

    connections.close_all()
