from applications.api.views.bulk import BulkMoveDetailView, BulkMoveUndoView, BulkMoveView
from applications.api.views.collection import ApplicationsView
from applications.api.views.mine import MyApplicationsView, MyApplicationView, MyWithdrawView
from applications.api.views.notes import NotesView, NoteView
from applications.api.views.pipeline import (
    ApplicationView,
    JobApplicationsView,
    ReopenView,
    StagesView,
    WithdrawView,
)
from applications.api.views.public import ApplyView, CaptchaView, StatusView
from applications.api.views.waiting import KeepUntoldView, TellView, UndoView

__all__ = [
    "ApplicationView",
    "ApplicationsView",
    "ApplyView",
    "BulkMoveDetailView",
    "BulkMoveUndoView",
    "BulkMoveView",
    "CaptchaView",
    "JobApplicationsView",
    "KeepUntoldView",
    "MyApplicationView",
    "MyApplicationsView",
    "MyWithdrawView",
    "NoteView",
    "NotesView",
    "ReopenView",
    "StagesView",
    "StatusView",
    "TellView",
    "UndoView",
    "WithdrawView",
]
