"""One of HireTrack's own processes in the foreground, as the supervisor would start it."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hiretrack import env
from hiretrack.embedded import application


class Command(BaseCommand):
    help = "Become the web, live, worker or beat process, on the servers that the environment names."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=["web", "live", "worker", "beat"])

    def handle(self, *, name: str, **options: Any) -> None:
        programs = application.programs(env.read_services(), env.data_dir())
        program = next(program for program in programs if program.name == name)
        # In place of this process, so that signals reach it directly.
        os.execve(program.argv[0], program.argv, program.environment())  # noqa: S606
