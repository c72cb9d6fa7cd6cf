"""Preferences as a form of boxes to tick: one a kind and channel, named `kind.channel`."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from hiretrack.notifications.catalogue import EMAIL, IN_APP

CHANNELS = (EMAIL, IN_APP)


def shown(preference: Mapping[str, Any]) -> dict[str, Any]:
    """A kind with its two boxes, and why one of them cannot be changed."""
    fixed = {one["channel"]: one["reason"] for one in preference["fixed"]}
    boxes = [
        {"name": f"{preference['kind']}.{channel}", "on": preference[channel], "fixed": fixed.get(channel, "")}
        for channel in CHANNELS
    ]
    return {"title": preference["title"], "boxes": boxes, "reasons": list(fixed.values())}


def asked(preference: Mapping[str, Any], sent: Container[str]) -> dict[str, Any]:
    """Every box that can be changed is in the form; one that is not ticked is not sent."""
    fixed = {one["channel"] for one in preference["fixed"]}
    ticked = {channel: f"{preference['kind']}.{channel}" in sent for channel in CHANNELS}
    return {"kind": preference["kind"]} | {channel: on for channel, on in ticked.items() if channel not in fixed}
