#!/usr/bin/env python3
"""Runs QLCB's commands: manage.py help."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qlcb.settings")
    from django.core.management import execute_from_command_line

    from qlcb.env import ConfigurationError

    try:
        execute_from_command_line(sys.argv)
    except ConfigurationError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
