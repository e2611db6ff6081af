"""The deployment files name only what the program has; Docker itself checks them where its plugin is at hand."""

import http.server
import os
import re
import shutil
import subprocess
import threading

import pytest
from django.conf import settings
from django.core.management import get_commands

from qlcb.healthcheck import is_well

COMPOSE = (settings.BASE_DIR / "docker-compose.yml").read_text(encoding="utf-8")
DOCKERFILE = (settings.BASE_DIR / "Dockerfile").read_text(encoding="utf-8")
SETTINGS = (settings.BASE_DIR / "qlcb" / "settings.py").read_text(encoding="utf-8")
ENVIRONMENT = {
    "QLCB_DOMAIN": "qlcb.example",
    "QLCB_SECRET_KEY": "0123456789" * 5,
    "QLCB_DATA_KEYS": "9876543210" * 5,
    "QLCB_DATABASE_PASSWORD": "matkhau",
    "QLCB_WEB_DATABASE_PASSWORD": "matkhau2",
}


def compose(**environment):
    """Run `docker compose config` with these variables only."""
    command = ["docker", "compose", "--file", str(settings.BASE_DIR / "docker-compose.yml"), "config", "--quiet"]
    variables = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")} | environment
    return subprocess.run(command, env=variables, cwd="/", capture_output=True, text=True)


def has_compose():
    return (
        bool(shutil.which("docker"))
        and subprocess.run(["docker", "compose", "version"], capture_output=True).returncode == 0
    )


def test_every_command_it_runs_exists():
    commands = set(re.findall(r"manage\.py,? ([a-z_]+)", COMPOSE + DOCKERFILE))
    assert {"migrate", "load_regulation", "web_role", "procrastinate", "collectstatic"} <= commands
    assert commands <= set(get_commands())


def test_every_variable_given_to_the_program_is_read_by_its_settings():
    block = COMPOSE[COMPOSE.index("environment: &environment") : COMPOSE.index("\nservices:")]
    given = set(re.findall(r"^    ([A-Z_]+):", block, re.MULTILINE)) | set(re.findall(r"(QLCB_[A-Z_]+)=", DOCKERFILE))
    assert {"DATABASE_URL", "QLCB_SECRET_KEY", "QLCB_DATA_KEYS", "QLCB_DEBUG"} <= given
    assert [name for name in sorted(given) if f'"{name}"' not in SETTINGS] == []


def test_every_secret_must_be_given():
    for name in ENVIRONMENT:
        assert re.search(rf"\$\{{{name}:\?[^}}]+\}}", COMPOSE)
        assert f"${{{name}:-" not in COMPOSE


def test_the_image_leaves_out_what_is_for_development():
    lock = (settings.BASE_DIR / "requirements.lock").read_text(encoding="utf-8")
    runtime, development = lock.split("\n# Part 2", 1)
    assert "\ngunicorn==" in runtime
    assert "\npixeltable-pgserver==" in development
    assert "/^# Part 2/,$d" in DOCKERFILE


@pytest.mark.skipif(not has_compose(), reason="docker compose is not installed")
def test_docker_accepts_the_compose_file():
    assert compose(**ENVIRONMENT).returncode == 0
    for name in ENVIRONMENT:
        refused = compose(**{key: value for key, value in ENVIRONMENT.items() if key != name})
        assert refused.returncode != 0
        assert name in refused.stderr


@pytest.mark.parametrize(("status", "well"), [(200, True), (503, False), (404, False)])
def test_the_health_check_tells_well_from_unwell(status, well):
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Host"]))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert is_well(server.server_port, "qlcb.example") is well
        thread.join()
    assert asked == [("/suc-khoe/", "qlcb.example")]
    assert is_well(server.server_port, "qlcb.example") is False
