"""`/v1/admin/health` and `/v1/admin/metrics`: the state of this installation for the people who run it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from hiretrack.api.permissions import Allowed
from hiretrack.api.principals import PLATFORM
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from hiretrack.background import health
from hiretrack.background.api import examples, serializers
from hiretrack.observability.draining import is_draining
from hiretrack.observability.figures import figures

PLATFORM_ADMINS: Allowed = frozenset({PLATFORM})


class HealthView(ContractView):
    allowed: ClassVar = {"get": PLATFORM_ADMINS}

    @operation(
        "getHealth",
        summary="How each part of the installation is",
        description="Always 200: the probes `/readyz` and `/healthz` answer by status code, for orchestrators.",
        tags=["Platform"],
        responses={200: serializers.HealthSerializer},
        examples=[examples.answered(examples.HEALTH)],
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        parts = health.parts()
        shown = [
            {"name": part.name, "state": part.state, "figures": part.figures, "error": part.error or None}
            for part in parts
        ]
        answer = {"state": health.overall(parts), "draining": is_draining(), "version": settings.VERSION}
        return self.respond({**answer, "parts": shown, "at": timezone.now()})


class MetricsView(ContractView):
    allowed: ClassVar = {"get": PLATFORM_ADMINS}

    @operation(
        "getMetrics",
        summary="The important figures of the installation",
        description="What `/metrics` tells Prometheus, without the histograms. Counters begin when a process does.",
        tags=["Platform"],
        responses={200: serializers.FiguresSerializer},
        examples=[examples.answered(examples.FIGURES)],
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        sources, found = figures()
        shown = [
            {
                "name": figure.name,
                "description": figure.description,
                "parts": [{"labels": labels, "value": value} for labels, value in figure.parts],
            }
            for figure in found
        ]
        return self.respond({"sources": sources, "figures": shown, "at": timezone.now()})
