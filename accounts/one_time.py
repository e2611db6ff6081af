"""Passwords for one use, which are told once and stored nowhere."""

import secrets

LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without l, o, I, O, 0, 1
PASSWORD_GROUPS, GROUP_LENGTH = 4, 5


def one_time_password() -> str:
    """A random password that can be read out and typed: four groups of five, about 116 bits."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(PASSWORD_GROUPS))
    return "-".join(groups)


RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
RECOVERY_CODES, RECOVERY_GROUPS, RECOVERY_GROUP_LENGTH = 10, 4, 4


def recovery_codes() -> list[str]:
    """Ten random codes to print, each four groups of four, about 79 bits; told once, stored as hashes."""

    def group():
        return "".join(secrets.choice(RECOVERY_LETTERS) for _ in range(RECOVERY_GROUP_LENGTH))

    return ["-".join(group() for _ in range(RECOVERY_GROUPS)) for _ in range(RECOVERY_CODES)]
