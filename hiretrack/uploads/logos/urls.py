from django.urls import re_path

from employers.logos import EMPLOYER, FOLDER, NAME
from hiretrack.uploads.logos import views

app_name = "logos"
urlpatterns = [
    re_path(rf"^{FOLDER}/(?P<employer_id>{EMPLOYER})/(?P<name>{NAME})$", views.logo, name="logo"),
]
