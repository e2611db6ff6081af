"""Passwords for one use, which are told once and stored nowhere."""

import secrets

LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without l, o, I, O, 0, 1
PASSWORD_GROUPS, GROUP_LENGTH = 4, 5


def one_time_password() -> str:
    """A random password that can be read out and typed: four groups of five, about 116 bits."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(PASSWORD_GROUPS))
    return "-".join(groups)
