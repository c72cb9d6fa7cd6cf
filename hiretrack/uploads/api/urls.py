from django.urls import path

from hiretrack.uploads.api import views

urlpatterns = [
    path("uploads:presign", views.PresignView.as_view()),
    path("uploads/<uuid:upload_id>:complete", views.CompleteView.as_view()),
    path("uploads/<uuid:upload_id>", views.UploadView.as_view()),
]
