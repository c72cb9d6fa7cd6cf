from django.urls import path

from hiretrack.office.notices.views import NoticesPage, ReadAll, ReadNotice

urlpatterns = [
    path("notifications/", NoticesPage.as_view(), name="notices"),
    path("notifications/read/", ReadAll.as_view(), name="notices-read-all"),
    path("notifications/<uuid:notification_id>/read/", ReadNotice.as_view(), name="notice-read"),
]
