"""What an integrator's program looks like; run by test_generated_client.py, with BASE and TOKEN in the environment."""

import os
import uuid
from typing import Any, TypeVar

import httpx
from hiretrack_client import AuthenticatedClient, Client  # type: ignore[import-not-found]
from hiretrack_client import models as m
from hiretrack_client.api.applications import list_job_applications, update_application
from hiretrack_client.api.jobs import create_job, publish_job
from hiretrack_client.api.media import complete_upload, presign_upload
from hiretrack_client.api.public_jobs import apply_for_job, get_public_application, list_public_jobs

T = TypeVar("T")
BASE = os.environ["BASE"]
PATIENCE = httpx.Timeout(60)
"""The library's own is five seconds, which a busy machine may need for a server's first answer."""
ADA = AuthenticatedClient(base_url=BASE, token=os.environ["TOKEN"], raise_on_unexpected_status=True, timeout=PATIENCE)
VISITOR = Client(base_url=BASE, raise_on_unexpected_status=True, timeout=PATIENCE)
CV = b"Grace Hopper\nRear admiral, author of the A-0 compiler\n"


def done(answer: Any, kind: type[T]) -> T:
    assert isinstance(answer, kind), answer
    return answer


def key() -> str:
    return uuid.uuid4().hex


def published() -> Any:
    body = m.JobBodyRequest.from_dict(
        {
            "title": "Compiler Engineer", "description_md": "You will write **compilers**.", "location": "Hamburg",
            "country": "DE", "employment_type": "full_time", "languages": ["en"],
        }
    )  # fmt: skip
    draft = done(create_job.sync(client=ADA, body=body, idempotency_key=key()), m.Job)
    return done(publish_job.sync(draft.id, client=ADA), m.Job)


def uploaded(employer: str) -> uuid.UUID:
    wanted = {"kind": "cv", "filename": "cv.txt", "content_type": "text/plain", "size": len(CV), "employer": employer}
    form = done(presign_upload.sync(client=VISITOR, body=m.PresignRequest.from_dict(wanted)), m.Presigned)
    file = {"file": ("cv.txt", CV, "text/plain")}
    httpx.post(form.url, data=form.fields.to_dict(), files=file, timeout=PATIENCE).raise_for_status()
    return done(complete_upload.sync(form.upload_id, client=VISITOR), m.Upload).id


def main() -> None:
    job = published()
    (shown,) = done(list_public_jobs.sync(client=VISITOR, q="compiler"), m.PublicJobPage).items
    assert shown.id == job.id
    person = {"name": "Grace Hopper", "email": "grace@example.org", "cv_upload_id": str(uploaded(shown.employer.slug))}
    body = m.ApplyRequest.from_dict(person)
    receipt = done(apply_for_job.sync(job.id, client=VISITOR, body=body, idempotency_key=key()), m.Receipt)
    (application,) = done(list_job_applications.sync(job.id, client=ADA), m.ApplicationPage).items
    change = m.PatchedApplicationChangeRequest.from_dict({"status": "screening", "note": "Knows compilers."})
    moved = done(update_application.sync(application.id, client=ADA, body=change), m.Application)
    page = done(get_public_application.sync(receipt.status_token, client=VISITOR), m.PublicApplication)
    assert page.status == "in_review"
    print(f"{moved.submitted.name} is in {moved.status}")  # noqa: T201 - the test reads it


if __name__ == "__main__":
    main()
