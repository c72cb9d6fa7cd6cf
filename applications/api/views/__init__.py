from applications.api.views.pipeline import (
    ApplicationView,
    JobApplicationsView,
    ReopenView,
    StagesView,
    WithdrawView,
)
from applications.api.views.public import ApplyView, CaptchaView, StatusView

__all__ = [
    "ApplicationView",
    "ApplyView",
    "CaptchaView",
    "JobApplicationsView",
    "ReopenView",
    "StagesView",
    "StatusView",
    "WithdrawView",
]
