from django.urls import path

from hiretrack.notifications.api import templates

urlpatterns = [
    path("mail-templates", templates.MailTemplatesView.as_view()),
    path("mail-templates/<str:kind>:preview", templates.PreviewView.as_view()),
    path("mail-templates/<str:kind>", templates.MailTemplateView.as_view()),
]
