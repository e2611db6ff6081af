"""The environment is read typed, and every problem is told at once."""

import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings

from qlcb.env import ConfigurationError, Environment, database, kept_secret, read_file

SECRET = "mot-chuoi-ngau-nhien-du-dai-de-lam-khoa-bi-mat-0123456789"
OTHER = "mot-chuoi-khac-cung-ngau-nhien-va-du-dai-de-lam-khoa-9876543210"


def read(**values):
    return Environment(values, {})


def problem(environment):
    with pytest.raises(ConfigurationError) as raised:
        environment.check()
    return str(raised.value)


@pytest.mark.parametrize("text", ["1", "true", "YES", "On"])
def test_words_that_mean_yes(text):
    assert read(A=text).bool("A") is True


@pytest.mark.parametrize("text", ["0", "false", "NO", "Off"])
def test_words_that_mean_no(text):
    assert read(A=text).bool("A", default=True) is False


def test_values_are_read_in_their_types():
    environment = read(N="7", L="a, b,,c ", C="x", S=" lời ", U="https://qlcb.example/a")
    assert environment.int("N", minimum=7, maximum=7) == 7
    assert environment.list("L") == ["a", "b", "c"]
    assert environment.choice("C", ["x", "y"]) == "x"
    assert environment.str("S") == "lời"
    assert environment.url("U").hostname == "qlcb.example"
    environment.check()


def test_what_is_unset_or_empty_gets_its_default():
    environment = read(EMPTY=" ")
    assert environment.str("EMPTY", default="d") == "d"
    assert environment.int("UNSET", default=3) == 3
    environment.check()


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda e: e.bool("A"), "A holds 'maybe': one of 1, true, yes, on or 0, false, no, off is expected."),
        (lambda e: e.int("A", minimum=1, maximum=9), "A holds 'maybe': a whole number from 1 to 9 is expected."),
        (lambda e: e.choice("A", ["x", "y"]), "A holds 'maybe': one of x, y is expected."),
        (lambda e: e.str("B"), "B is not set: a text is expected."),
        (lambda e: e.list("B"), "B is not set: a list of texts separated by commas is expected."),
    ],
)
def test_a_problem_names_variable_value_and_expectation(ask, sentence):
    environment = read(A="maybe")
    ask(environment)
    assert sentence in problem(environment)


@pytest.mark.parametrize("text", ["0", "10", "1.5"])
def test_numbers_outside_of_their_bounds_are_refused(text):
    environment = read(A=text)
    environment.int("A", minimum=1, maximum=9)
    assert "A holds" in problem(environment)


@pytest.mark.parametrize("text", ["mysql://host/name", "postgresql:///", "postgresql://host:port/name", "host/name"])
def test_addresses_that_are_none_are_refused_without_showing_their_password(text):
    environment = read(A=text)
    environment.url("A", schemes=["postgresql"])
    assert "A holds its" in problem(environment)
    assert text not in problem(environment)


@pytest.mark.parametrize("text", ["short", "a" * 60])
def test_weak_secrets_are_refused_and_never_shown(text):
    environment = read(A=text)
    environment.secret("A")
    assert "a random text of at least 50 characters is expected" in problem(environment)
    assert text not in problem(environment)
    assert read(A=SECRET).secret("A") == SECRET


@pytest.mark.parametrize("text", [f"{SECRET},short", "a" * 60, ",,"])
def test_a_ring_of_keys_with_a_weak_one_is_refused_and_never_shown(text):
    environment = read(A=text)
    environment.secrets("A")
    assert "random texts of at least 50 characters, separated by commas is expected" in problem(environment)
    assert text not in problem(environment)
    assert read(A=f" {OTHER} ,{SECRET}").secrets("A") == [OTHER, SECRET], "the first one seals"


def test_all_problems_are_told_at_once():
    environment = read(A="x", B="y")
    environment.int("A")
    environment.bool("B")
    environment.str("C")
    environment.refuse("D and E do not go together.")
    assert [line[:3] for line in problem(environment).splitlines()[1:]] == ["- A", "- B", "- C", "- D"]


def test_database_addresses_become_settings():
    options = "sslmode=require&host=%2Frun%2Fpostgresql"
    environment = read(A=f"postgresql://ho%20so:m%40t@db:5433/qlcb?{options}", B="postgresql://db/qlcb")
    found = database(environment.url("A", schemes=["postgresql"]))
    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "qlcb",
        "USER": "ho so",
        "PASSWORD": "m@t",
        "HOST": "/run/postgresql",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }
    plain = database(environment.url("B", schemes=["postgresql"]))
    assert (plain["HOST"], plain["PORT"], plain["USER"], plain["OPTIONS"]) == ("db", "", "", {})


def test_the_environment_wins_over_the_file(tmp_path):
    file = tmp_path / ".env"
    file.write_text("# lời dẫn\n\nA=1\nB = 'hai'\nC=a=b\n", encoding="utf-8")
    environment = Environment({"A": "9"}, read_file(file))
    assert (environment.int("A"), environment.str("B"), environment.str("C")) == (9, "hai", "a=b")
    assert read_file(tmp_path / "none") == {}


def test_a_line_of_the_file_that_sets_nothing_is_refused(tmp_path):
    file = tmp_path / ".env"
    file.write_text("A=1\nB\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"\.env, line 2"):
        read_file(file)


def test_the_kept_secret_is_made_once_and_private(tmp_path):
    path = tmp_path / "data" / "secret-key"
    secret = kept_secret(path)
    assert kept_secret(path) == secret
    assert len(secret) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in path.parent.iterdir()] == ["secret-key"]


def manage(**environment):
    """Run `manage.py check` of a deployment with these variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QLCB_")}
    variables = kept | {"QLCB_DEBUG": "0", "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "qlcb.settings"} | environment
    command = [sys.executable, "manage.py", "check"]
    return subprocess.run(command, env=variables, cwd=settings.BASE_DIR, capture_output=True, text=True)


def test_a_deployment_without_configuration_is_told_everything_that_is_missing():
    done = manage(QLCB_REGULATION="hanoi")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    for name in (
        "QLCB_SECRET_KEY",
        "QLCB_DATA_KEYS",
        "QLCB_ALLOWED_HOSTS",
        "DATABASE_URL",
        "QLCB_REGULATION holds 'hanoi'",
    ):
        assert f"\n- {name}" in done.stderr


def test_a_configured_deployment_starts():
    given = {"QLCB_SECRET_KEY": SECRET, "QLCB_DATA_KEYS": f"{OTHER}, {SECRET}"}
    done = manage(**given, QLCB_ALLOWED_HOSTS="qlcb.example", DATABASE_URL="postgresql://qlcb@database/qlcb")
    assert done.returncode == 0, done.stderr
