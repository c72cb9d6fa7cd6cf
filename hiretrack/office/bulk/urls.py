from django.urls import path

from hiretrack.office.bulk import appointments, progress, views

_MOVE = "applications/bulkmove/<uuid:bulkmove_id>/"
_MAILING = "notifications/mailing/<uuid:mailing_id>/"
urlpatterns = [
    path("applications/application/bulk/<str:slug>/", views.BulkPage.as_view(), name="bulk"),
    path("applications/bulkmove/", progress.BulkHistory.as_view(), name="bulk-history"),
    path(_MOVE, progress.BulkMovePage.as_view(), name="bulk-move"),
    path(f"{_MOVE}undo/", progress.UndoBulkMove.as_view(), name="bulk-move-undo"),
    path(_MAILING, progress.MailingPage.as_view(), name="bulk-mailing"),
    path(f"{_MAILING}appointment/", appointments.AppointmentPage.as_view(), name="bulk-appointment"),
    path(f"{_MAILING}stop/", progress.StopMailing.as_view(), name="bulk-mailing-stop"),
]
