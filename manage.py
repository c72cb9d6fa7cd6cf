#!/usr/bin/env python3
"""HireTrack's commands; `manage.py help` lists them."""

import os
import sys
from importlib import import_module

# They only start other programs: loading every application first would triple the time to the first page.
NEED_NO_MODELS = {"up", "services", "process"}


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name in NEED_NO_MODELS:
        import_module(f"hiretrack.management.commands.{name}").Command().run_from_argv(sys.argv)
    else:
        execute()


def execute() -> None:
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from hiretrack import env

    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        hint = env.missing_services_hint() if "refused" in str(error) else ""
        if not hint:
            raise
        sys.exit(f"{str(error).splitlines()[0]}\n{hint}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiretrack.settings.dev")
    main()
