from django.apps import AppConfig


class HireTrackConfig(AppConfig):
    name = "hiretrack"
    label = "hiretrack"
    verbose_name = "HireTrack"
