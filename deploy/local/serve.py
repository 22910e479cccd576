"""`make serve`: prepares what is missing, starts web server, worker and housekeeping, ends them on Ctrl-C."""

import contextlib
import fcntl
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

from deploy.local import environment, machine
from deploy.local.children import bound, end_with_parent
from deploy.local.console import Stop, say
from deploy.local.prepare import prepare
from deploy.local.project import DATA_DIR, PYTHON, ROOT, local_settings
from deploy.local.welcome import welcome

PATIENCE_SECONDS = 60
STOP_SECONDS = 10
HOUSEKEEPING = [str(PYTHON), "manage.py", "housekeeping", "--loop"]
WORKER = [str(PYTHON), "manage.py", "work"]
# gunicorn takes SIGTERM as « finish everything first », SIGINT as « now ».
QUICKLY = signal.SIGINT


def serve():
    host = os.environ.get("HOST") or "127.0.0.1"
    port = _port()
    machine.require_free_port(host, port)
    if os.environ.get("MAKELEVEL"):
        # Killing make must not leave a portal behind that holds the port.
        end_with_parent()
    # SIGINT too: a shell that starts us in the background has it ignored.
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, _as_interrupt)
    say("Héberge Toit")
    environment.ensure()
    prepare()
    with _in_use(), contextlib.ExitStack() as children:
        web = children.enter_context(_child(_web_server(host, port), QUICKLY))
        address = f"http://{_reachable(host)}:{port}"
        _wait_for_first_page(web, address)
        say(welcome(address))
        chores = children.enter_context(_child(HOUSEKEEPING, signal.SIGTERM))
        worker = children.enter_context(_child(WORKER, signal.SIGTERM))
        _watch({"serveur web": web, "entretien": chores, "imports": worker})


def _port():
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Stop(f"« {text} » n’est pas un numéro de port. Par exemple : make serve PORT=8001")
    return int(text)


def _web_server(host, port):
    bracketed = f"[{host}]" if ":" in host else host
    command = [str(PYTHON), "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--log-level", "warning"]
    return [*command, "--bind", f"{bracketed}:{port}", "--pythonpath", "site", "portal.wsgi"]


def _reachable(host):
    """A name one can type in a browser for the address we listen at."""
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


@contextlib.contextmanager
def _child(command, ending):
    """A process that ends with this one, by the signal it understands best, even after a kill -9 of ours."""
    process = subprocess.Popen(  # noqa: S603
        command,
        cwd=ROOT,
        env=local_settings(),
        stdin=subprocess.DEVNULL,
        # Ctrl-C reaches us alone; we then stop the others in good order.
        process_group=0,
        **bound(ending),
    )
    try:
        yield process
    finally:
        _end(process, ending)


def _end(process, ending):
    if process.poll() is None:
        process.send_signal(ending)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_for_first_page(web, address):
    """Returns when the home page is answered; stops when the server ended or stays silent."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if web.poll() is not None:
            raise Stop("Le serveur web s’est arrêté au démarrage : la raison est écrite ci-dessus.")
        try:
            urllib.request.urlopen(address + "/", timeout=10).close()  # noqa: S310 - our own address
        except urllib.error.HTTPError as answer:
            raise Stop(f"La page d’accueil répond par une erreur ({answer.code}).") from answer
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise Stop(f"Le portail ne répond pas après {PATIENCE_SECONDS} secondes.")


def _watch(processes):
    """Waits until Ctrl-C, or until one process ends by itself: half a portal is worse than none."""
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                raise Stop(f"Le processus « {name} » s’est arrêté (code {process.returncode}).")
        time.sleep(0.5)


def _as_interrupt(signum, frame):
    raise KeyboardInterrupt


@contextlib.contextmanager
def _in_use():
    """A shared lock for as long as the portal runs: `make reset` looks at it before deleting anything."""
    with (DATA_DIR / ".serving").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_SH)
        yield
