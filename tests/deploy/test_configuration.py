"""What deploy/ ships agrees with the code it deploys."""

import configparser
import re
import secrets
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from portal.crypto.keys import new_key

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
READS = re.compile(r'(?:env(?:iron)?(?:\.\w+)?|required)\(\s*"(PORTAL_\w+)"')


def example():
    """{name: value} of the environment file."""
    lines = (DEPLOY / "portal.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def filled_in(portal):
    """The environment file as an operator would complete it, on SQLite in a folder of the test."""
    values = example() | {
        "PORTAL_SECRET_KEY": secrets.token_urlsafe(64),
        "PORTAL_FIELD_KEYS": f"1:{new_key()}",
        "PORTAL_INDEX_KEY": new_key(),
        "PORTAL_DATA_DIR": str(portal.data),
    }
    del values["PORTAL_DATABASE_URL"]
    return values


def test_every_variable_that_the_portal_reads_is_explained_and_no_other():
    files = [*(ROOT / "site" / "portal" / "settings").glob("*.py"), DEPLOY / "gunicorn.conf.py"]
    read = {name for path in files for name in READS.findall(path.read_text())}
    assert read == set(example())


def test_every_variable_stands_under_a_comment():
    before = ""
    for line in (DEPLOY / "portal.env").read_text().splitlines():
        if line and not line.startswith("#"):
            assert before, f"{line} is not explained"
        # PORTAL_THREADS shares the sentence of PORTAL_WORKERS.
        before = line or ""


def test_production_starts_with_the_example_completed(portal_at):
    portal = portal_at("data")
    portal.environment.update(filled_in(portal))
    portal.manage("check", "--deploy", "--fail-level", "WARNING")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_SECRET_KEY", ""),
        ("PORTAL_SECRET_KEY", "change-me"),
        ("PORTAL_SECRET_KEY", "too-short"),
        ("PORTAL_FIELD_KEYS", ""),
        ("PORTAL_FIELD_KEYS", "change-me"),
        ("PORTAL_FIELD_KEYS", "1:bm90IDMyIGJ5dGVz"),
        ("PORTAL_FIELD_KEYS", "no-id-at-all"),
        ("PORTAL_INDEX_KEY", ""),
        ("PORTAL_INDEX_KEY", "change-me"),
        ("PORTAL_INDEX_KEY", "***"),
    ],
)
def test_production_refuses_to_start_with_a_missing_or_default_key(portal_at, name, value):
    result = portal_at("data").run("check", **{name: value})
    assert result.returncode
    assert "ImproperlyConfigured" in result.stderr
    assert value == "" or value == "change-me" or value not in result.stderr


def test_demonstration_content_is_refused_in_production(portal_at):
    assert "machine d’essai" in portal_at("data").run("setup_portal", "--demo").stderr


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_units(unit):
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(unit)
    assert parser["Unit"]["Description"]
    if unit.suffix == ".service":
        service = parser["Service"]
        assert service["User"] == "heberge-toit"
        assert service["EnvironmentFile"] == "/etc/heberge-toit/portal.env"
        assert service["ProtectSystem"] == "strict"
        assert service["NoNewPrivileges"] == "true"


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_itself_finds_nothing_wrong(unit):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed.")
    result = subprocess.run([program, "verify", str(unit)], capture_output=True, text=True)  # noqa: S603
    # The server's own folder is not on this machine.
    complaints = [line for line in result.stderr.splitlines() if "is not executable" not in line]
    assert complaints == []


def test_compose_and_dockerfile():
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = compose["services"]
    assert set(services) == {"database", "prepare", "web", "housekeeping", "worker"}
    assert services["web"]["cap_drop"] == ["ALL"]
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    assert "USER portal" in dockerfile
    assert "--require-hashes" in dockerfile
    assert "HEALTHCHECK" in dockerfile


@pytest.mark.parametrize("name", ["nginx.conf", "nginx-proxy.conf"])
def test_nginx_configuration_is_well_formed(name):
    text = re.sub(r'"[^"]*"|#.*', "", (DEPLOY / name).read_text())
    assert text.count("{") == text.count("}")
    for line in filter(None, map(str.strip, text.splitlines())):
        assert line[-1] in "{};", line


def test_proxies_agree_with_the_portal():
    nginx, caddy = (DEPLOY / "nginx.conf").read_text(), (DEPLOY / "Caddyfile").read_text()
    megabytes = settings.PORTAL_MAX_BODY_BYTES // (1024 * 1024)
    assert f"client_max_body_size {megabytes}m;" in nginx
    assert f"max_size {megabytes}MB" in caddy
    assert caddy.count("{") == caddy.count("}")
    # Documents and originals of pictures are never handed out by a proxy, which knows no permission.
    assert re.search(r"location /media/ \{\s*return 404;", nginx)
    assert re.search(r"handle /media/\* \{\s*respond 404", caddy)
    assert "documents" not in re.sub("#.*", "", nginx)
    # Proxied answers carry the portal's own headers; twice would be a contradiction waiting to happen.
    proxied = nginx.split("location / {")[1].split("location /media/images/")[0]
    assert "add_header" not in proxied
    assert "add_header" not in (DEPLOY / "nginx-proxy.conf").read_text()


def test_no_log_holds_a_query_string():
    nginx = (DEPLOY / "nginx.conf").read_text()
    formats = re.search(r"log_format without_query '([^']*)'", nginx)[1]
    assert "$request " not in formats
    assert "$request_uri" not in formats
    assert "$args" not in formats
    assert nginx.count("access_log") == nginx.count("without_query;")
    assert "accesslog = None" in (DEPLOY / "gunicorn.conf.py").read_text()
