from django.urls import include, path

from applications.api import views

urlpatterns = [
    path("", include("applications.api.report_urls")),
    path("public/captcha", views.CaptchaView.as_view()),
    path("public/jobs/<uuid:job_id>/apply", views.ApplyView.as_view()),
    path("public/applications/<str:token>", views.StatusView.as_view(), name="application-status"),
    path("jobs/<uuid:job_id>/applications", views.JobApplicationsView.as_view()),
    path("applications", views.ApplicationsView.as_view()),
    path("applications:bulk-move", views.BulkMoveView.as_view()),
    path("bulk-moves/<uuid:bulk_move_id>", views.BulkMoveDetailView.as_view()),
    path("bulk-moves/<uuid:bulk_move_id>:undo", views.BulkMoveUndoView.as_view()),
    path("me/applications", views.MyApplicationsView.as_view()),
    path("me/applications/<uuid:application_id>", views.MyApplicationView.as_view()),
    path("me/applications/<uuid:application_id>:withdraw", views.MyWithdrawView.as_view()),
    path("applications/<uuid:application_id>", views.ApplicationView.as_view()),
    path("applications/<uuid:application_id>/stages", views.StagesView.as_view()),
    path("applications/<uuid:application_id>/notes", views.NotesView.as_view()),
    path("applications/<uuid:application_id>/notes/<uuid:note_id>", views.NoteView.as_view()),
    path("applications/<uuid:application_id>:reopen", views.ReopenView.as_view()),
    path("applications/<uuid:application_id>:tell-now", views.TellView.as_view()),
    path("applications/<uuid:application_id>:keep-untold", views.KeepUntoldView.as_view()),
    path("applications/<uuid:application_id>:undo", views.UndoView.as_view()),
    path("applications/<uuid:application_id>:withdraw", views.WithdrawView.as_view()),
]
