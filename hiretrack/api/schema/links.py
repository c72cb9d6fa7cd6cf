"""OpenAPI links: which answers hold the ids that other operations ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
ID, FIRST, TASK = "$response.body#/id", "$response.body#/items/0/id", "$response.body#/task/id"
SOURCES: tuple[tuple[str, str, str], ...] = (
    ("createJob", "jobId", ID),
    ("duplicateJob", "jobId", ID),
    ("listJobs", "jobId", FIRST),
    ("listPublicJobs", "jobId", FIRST),
    ("createApplicant", "applicantId", ID),
    ("listApplicants", "applicantId", FIRST),
    ("importApplicants", "taskId", TASK),
    ("createApplication", "applicationId", ID),
    ("listApplications", "applicationId", FIRST),
    ("listJobApplications", "applicationId", FIRST),
    ("bulkMoveApplications", "taskId", TASK),
    ("bulkMoveApplications", "bulkMoveId", "$response.body#/bulk_move_id"),
    ("applyForJob", "token", "$response.body#/status_token"),
    ("createComparison", "comparisonId", "$response.body#/comparison/id"),
    ("createComparison", "taskId", TASK),
    ("listComparisons", "comparisonId", FIRST),
    ("presignUpload", "uploadId", "$response.body#/upload_id"),
    ("createUser", "userId", ID),
    ("listUsers", "userId", FIRST),
    ("createApiKey", "keyId", ID),
    ("createWebhookSubscription", "subscriptionId", ID),
    ("listWebhookSubscriptions", "subscriptionId", FIRST),
    ("listWebhookDeliveries", "deliveryId", FIRST),
    ("listDeadLetters", "deadLetterId", FIRST),
    ("createEducation", "educationId", ID),
    ("createExperience", "experienceId", ID),
    ("createTrackedApplication", "trackedId", ID),
    ("createAlert", "alertId", ID),
    ("listNotifications", "notificationId", FIRST),
    ("createBoard", "boardId", ID),
    ("listBoards", "boardId", FIRST),
    ("scanBoard", "taskId", TASK),
    ("listListings", "listingId", FIRST),
    ("adoptListing", "jobId", ID),
)
"""(operation, path parameter, where its answer holds the value)."""
PARAMETER = re.compile(r"\{(\w+)\}")


def add_links(operations: list[tuple[str, str, Schema]]) -> None:
    """To each source's success answer, a link for every operation that asks for that id alone."""
    made = {operation["operationId"]: operation for _, _, operation in operations}
    for source, parameter, expression in SOURCES:
        if source not in made:
            continue
        links = {
            target: {"operationId": target, "parameters": {parameter: expression}}
            for target in _asking_for(parameter, operations)
        }
        for answer in _successes(made[source]):
            answer.setdefault("links", {}).update(links)


def _asking_for(parameter: str, operations: list[tuple[str, str, Schema]]) -> Iterator[str]:
    for path, _, operation in operations:
        if PARAMETER.findall(path) == [parameter]:
            yield operation["operationId"]


def _successes(operation: Schema) -> Iterator[Schema]:
    """Where 200 is one way of several, it is the one that made nothing."""
    answers = operation["responses"]
    statuses = [status for status in answers if status.startswith("2") and "content" in answers[status]]
    yield from (answers[status] for status in statuses if status != "200" or len(statuses) == 1)
