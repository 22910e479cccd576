"""`make reset`: forgets the local data and nothing else."""

import fcntl
import shutil

from deploy.local.console import Stop, say
from deploy.local.project import DATA_DIR, DEFAULT_DATA_DIR


def reset():
    """Deletes var/ after saying so; refuses while a portal runs on it, and never touches another folder."""
    if DATA_DIR.resolve() != DEFAULT_DATA_DIR.resolve():
        raise Stop(f"PORTAL_DATA_DIR désigne {DATA_DIR} : « make reset » n’efface que var/, dans le projet.")
    if not DATA_DIR.exists():
        say("Rien à effacer : le dossier var/ n’existe pas.")
        return
    with (DATA_DIR / ".serving").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Stop("Le portail tourne : arrêtez-le d’abord (Ctrl-C dans son terminal).") from error
        say("Effacés, dans var/ : base, fichiers, clés locales, courriers d’essai, fichiers statiques.")
        shutil.rmtree(DATA_DIR)
    say("« make serve » repart de zéro.")
