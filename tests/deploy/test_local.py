"""What `make` does on a machine of one's own, piece by piece."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local import machine, prepare, project, quality, reset, welcome
from deploy.local.console import Stop
from portal.accounts.demo import DEMO_PASSWORD, DEMO_PEOPLE

ROOT = Path(__file__).resolve().parents[2]


def make(*arguments, **variables):
    return subprocess.run(  # noqa: S603
        ["make", *arguments],  # noqa: S607
        cwd=ROOT,
        env=os.environ | {"PYTHON": sys.executable} | variables,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def test_a_busy_port_is_told_before_anything_is_installed():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = make("serve", f"PORT={port}")
    assert result.returncode
    assert f"Le port {port} est déjà pris" in result.stderr
    assert f"PORT={port + 1}" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_a_port_that_is_none(port):
    assert "n’est pas un numéro de port" in make("serve", f"PORT={port}").stderr


def test_a_code_needs_a_name_and_never_takes_the_one_of_the_shell():
    result = make("code", USER="root") if "USER" not in os.environ else make("code")
    assert result.returncode


def test_help_names_every_command():
    said = make("help").stdout
    for command in ("serve", "test", "lint", "code", "reset", "lock"):
        assert f"make {command}" in said


def test_without_root_the_one_line_to_type_is_printed(monkeypatch):
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(machine, "has_venv_module", lambda: False)
    monkeypatch.setattr(machine, "has_pdf_libraries", lambda: False)
    with pytest.raises(Stop, match=r"sudo apt-get install -y python3-venv libpango-1\.0-0"):
        machine.ensure_packages()


def test_without_pango_the_portal_still_starts(monkeypatch, capsys):
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(machine, "has_pdf_libraries", lambda: False)
    machine.ensure_packages()
    assert "sudo apt-get install -y libpango" in capsys.readouterr().err


def test_a_stamp_is_current_until_an_input_changes(monkeypatch, tmp_path):
    monkeypatch.setattr(project, "STAMPS", tmp_path / "stamps")
    source = tmp_path / "input.py"
    source.write_text("one")
    first = project.Stamp("content", project.fingerprint([source]))
    assert not first.is_current()
    first.write()
    assert project.Stamp("content", project.fingerprint([source])).is_current()
    source.write_text("another")
    assert not project.Stamp("content", project.fingerprint([source])).is_current()


def test_a_template_does_not_make_the_database_anew():
    assert not prepare._is_code(Path("content/templates/content/home_page.html"))
    assert not prepare._is_code(Path("content/static/content/css/site.css"))
    assert prepare._is_code(Path("casefiles/migrations/0001_initial.py"))
    assert prepare._is_code(Path("forms/shipped/orientation.json"))


def test_reset_touches_no_other_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(reset, "DATA_DIR", tmp_path)
    (tmp_path / "precious").write_text("kept")
    with pytest.raises(Stop, match="PORTAL_DATA_DIR"):
        reset.reset()
    assert (tmp_path / "precious").exists()


def test_reset_deletes_the_local_data_and_says_so(monkeypatch, tmp_path, capsys):
    data = tmp_path / "var"
    data.mkdir()
    (data / "portal.sqlite3").write_text("")
    monkeypatch.setattr(reset, "DATA_DIR", data)
    monkeypatch.setattr(reset, "DEFAULT_DATA_DIR", data)
    reset.reset()
    assert not data.exists()
    assert "base, fichiers, clés" in capsys.readouterr().out


def test_production_checks_inherit_no_secret_of_this_machine(monkeypatch, tmp_path):
    monkeypatch.setenv("PORTAL_DATABASE_URL", "postgres://somewhere/else")
    assert "PORTAL_DATABASE_URL" not in quality.production_environment(str(tmp_path))


def test_the_welcome_and_the_readme_name_the_accounts_that_exist():
    emails = [email for email, *_ in DEMO_PEOPLE]
    assert [email for email, *_ in welcome.ACCOUNTS] == emails
    assert welcome.PASSWORD == DEMO_PASSWORD
    readme = (ROOT / "README.md").read_text()
    assert [email for email in emails if email not in readme] == []


def test_the_welcome_names_each_account_once():
    said = welcome.welcome("http://127.0.0.1:8000")
    for email, _role, _sees in welcome.ACCOUNTS:
        assert said.count(f"    {email} ") == 1
