from django.urls import path

from hiretrack.assistant.api import views

urlpatterns = [
    path("me/assistant:answer", views.AnswerView.as_view()),
    path("jobs/<uuid:job_id>:draft-description", views.DraftDescriptionView.as_view()),
]
