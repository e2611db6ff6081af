"""Typed readers of environment variables that fail loudly, and all at once.

`settings.py` reads everything through one `Environment`. A reader that meets a missing or unusable value notes one
sentence (which variable, what it holds, what is expected) and goes on with a stand-in; `Environment.check()` then
raises them together, so that an operator mends a deployment in one round.
"""

import contextlib
import os
import secrets
import urllib.parse
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

REQUIRED = object()
TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
MIN_SECRET_LENGTH = 50


class ConfigurationError(ImproperlyConfigured):
    """The environment does not make a usable configuration; the message names every problem."""


def read_file(path: Path) -> dict[str, str]:
    """Return the NAME=value lines of a `.env` file, without comment lines (#); {} when there is no such file."""
    if not path.is_file():
        return {}
    values = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip().isidentifier():
            raise ConfigurationError(f"{path.name}, line {number}: expected NAME=value.")
        values[name.strip()] = value.strip().strip("\"'")
    return values


class Environment:
    """Reads settings from a mapping of names to texts.

    `source` wins over `defaults` (the contents of a `.env` file). An empty value counts as unset.
    """

    def __init__(self, source: Mapping[str, str] = os.environ, defaults: Mapping[str, str] | None = None):
        self._values = {**(defaults or {}), **source}
        self.problems: list[str] = []

    def str(self, name, default=REQUIRED, *, expected="a text"):
        """Return the text of `name`, or `default`."""
        return self._read(name, default, expected, lambda text: text, stand_in="")

    def bool(self, name, default=REQUIRED):
        """Return True for 1/true/yes/on, False for 0/false/no/off, in any case."""
        return self._read(name, default, "one of 1, true, yes, on or 0, false, no, off", _bool, stand_in=False)

    def int(self, name, default=REQUIRED, *, minimum=None, maximum=None):
        """Return a whole number within the bounds, both included."""
        expected = "a whole number"
        if minimum is not None:
            expected += f" from {minimum}"
        if maximum is not None:
            expected += f" to {maximum}"

        def convert(text):
            number = int(text)
            if (minimum is not None and number < minimum) or (maximum is not None and number > maximum):
                raise ValueError
            return number

        return self._read(name, default, expected, convert, stand_in=minimum or 0)

    def list(self, name, default=REQUIRED):
        """Return the parts of a comma-separated text, without empty ones."""
        return self._read(name, default, "a list of texts separated by commas", _list, stand_in=[])

    def choice(self, name, choices: Sequence[str], default=REQUIRED):
        """Return one of `choices`."""

        def convert(text):
            if text not in choices:
                raise ValueError
            return text

        return self._read(name, default, f"one of {', '.join(choices)}", convert, stand_in=choices[0])

    def url(self, name, default=REQUIRED, *, schemes: Sequence[str] = ("http", "https")):
        """Return a `urllib.parse.SplitResult` whose scheme is one of `schemes`."""
        expected = f"an address that begins with {' or '.join(f'{scheme}://' for scheme in schemes)}"

        def convert(text):
            parts = urllib.parse.urlsplit(text)
            if parts.scheme not in schemes or (not parts.netloc and not parts.path.strip("/")):
                raise ValueError
            parts.port  # noqa: B018 - raises ValueError for a port that is no number
            return parts

        return self._read(name, default, expected, convert, stand_in=None, secret=True)

    def secret(self, name, default=REQUIRED):
        """Return a secret of at least 50 characters. Its value is never part of a message."""
        expected = f"a random text of at least {MIN_SECRET_LENGTH} characters"

        def convert(text):
            if len(text) < MIN_SECRET_LENGTH or len(set(text)) < 5:
                raise ValueError
            return text

        return self._read(name, default, expected, convert, stand_in="", secret=True)

    def secrets(self, name, default=REQUIRED):
        """Return secrets of at least 50 characters each, separated by commas; their values are never told."""
        expected = f"random texts of at least {MIN_SECRET_LENGTH} characters, separated by commas"

        def convert(text):
            parts = _list(text)
            if not parts or any(len(part) < MIN_SECRET_LENGTH or len(set(part)) < 5 for part in parts):
                raise ValueError
            return parts

        return self._read(name, default, expected, convert, stand_in=[], secret=True)

    def refuse(self, sentence):
        """Note a problem that only the settings can see, such as two values that do not go together."""
        self.problems.append(sentence)

    def check(self):
        """Raise ConfigurationError with every sentence noted so far; do nothing when there is none."""
        if self.problems:
            raise ConfigurationError("QLCB cannot start with this configuration:\n- " + "\n- ".join(self.problems))

    def _read(self, name, default, expected, convert, *, stand_in, secret=False):
        text = self._values.get(name, "").strip()
        if not text:
            if default is REQUIRED:
                self.refuse(f"{name} is not set: {expected} is expected.")
                return stand_in
            return default
        try:
            return convert(text)
        except ValueError:
            shown = f"its {len(text)} characters (not shown)" if secret else repr(text)
            self.refuse(f"{name} holds {shown}: {expected} is expected.")
            return stand_in


def database(url: urllib.parse.SplitResult) -> dict:
    """Return Django's database settings for postgresql://user:password@host:port/name?option=value."""
    options = dict(urllib.parse.parse_qsl(url.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": urllib.parse.unquote(url.path.lstrip("/")),
        "USER": urllib.parse.unquote(url.username or ""),
        "PASSWORD": urllib.parse.unquote(url.password or ""),
        "HOST": options.pop("host", None) or urllib.parse.unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "OPTIONS": options,
    }


def mail(url: urllib.parse.SplitResult | None) -> dict:
    """Return Django's mail settings for smtp://user:password@host:port (STARTTLS; ?tls=0 without) or smtps://…

    None: mail goes nowhere.
    """
    if url is None:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    sealed = url.scheme == "smtps"
    starts_tls = not sealed and dict(urllib.parse.parse_qsl(url.query)).get("tls", "1") != "0"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname or "",
        "EMAIL_PORT": url.port or (465 if sealed else 587 if starts_tls else 25),
        "EMAIL_HOST_USER": urllib.parse.unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": urllib.parse.unquote(url.password or ""),
        "EMAIL_USE_SSL": sealed,
        "EMAIL_USE_TLS": starts_tls,
        "EMAIL_TIMEOUT": 20,
    }


def _bool(text):
    lowered = text.lower()
    if lowered not in TRUE | FALSE:
        raise ValueError
    return lowered in TRUE


def _list(text):
    return [part.strip() for part in text.split(",") if part.strip()]


def kept_secret(path: Path) -> str:
    """Return the secret kept in the file `path`, made at random on first use and readable by its owner only.

    For development: a deployment gives its secret by the environment.
    """
    path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        with open(scratch, "x", encoding="ascii", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(60))
        # link() fails where another program was first: both then read the same secret.
        with contextlib.suppress(FileExistsError):
            os.link(scratch, path)
        scratch.unlink()
    return path.read_text(encoding="ascii").strip()
