from django.urls import path

from applications.api.views.reports import VIEWS

urlpatterns = [path(f"reports/{name}", view.as_view()) for name, view in VIEWS.items()]
