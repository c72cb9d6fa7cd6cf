from __future__ import annotations

from django.urls import URLPattern, path

from hiretrack.office.transfer.importing import views
from hiretrack.office.transfer.importing.kinds import CANDIDATES, JOB_POSTINGS, Kind

STEPS = (
    ("", "", views.StartPage),
    ("<uuid:upload_id>/", "_columns", views.ColumnsPage),
    ("run/<uuid:task_run_id>/", "_run", views.RunPage),
    ("run/<uuid:task_run_id>/problems.csv", "_problems", views.ProblemsFile),
    ("run/<uuid:task_run_id>/confirm/", "_confirm", views.ConfirmCommand),
    ("run/<uuid:task_run_id>/cancel/", "_cancel", views.CancelCommand),
)


def _of(kind: Kind) -> list[URLPattern]:
    given = {"kind": kind, "permission": kind.permission, "write_permission": kind.permission}
    return [
        path(f"{kind.path}{rest}", view.as_view(**given), name=f"import_{kind.slug}{step}")
        for rest, step, view in STEPS
    ]


urlpatterns = [*_of(CANDIDATES), *_of(JOB_POSTINGS)]
