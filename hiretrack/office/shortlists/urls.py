from django.urls import path

from hiretrack.office.shortlists import commands, comparing, reports, views

_LIST = "jobs/job/<uuid:job_id>/shortlist"
_ENTRY = f"{_LIST}/<uuid:applicant_id>"
_COMPARISON = "shortlists/comparison/<uuid:comparison_id>"
urlpatterns = [
    path(f"{_LIST}/", views.ShortlistPage.as_view(), name="shortlist"),
    path(f"{_LIST}/candidates/", views.CandidatesPart.as_view(), name="shortlist-candidates"),
    path(f"{_LIST}/order/", commands.SaveOrder.as_view(), name="shortlist-order"),
    path(f"{_LIST}/add/", commands.Add.as_view(), name="shortlist-add"),
    path(f"{_ENTRY}/step/", commands.Step.as_view(), name="shortlist-step"),
    path(f"{_ENTRY}/edit/", commands.ChangeEntry.as_view(), name="shortlist-edit"),
    path(f"{_ENTRY}/remove/", commands.Remove.as_view(), name="shortlist-remove"),
    path("jobs/job/<uuid:job_id>/compare/", comparing.ComparePage.as_view(), name="compare"),
    path("jobs/job/<uuid:job_id>/compare/report/", comparing.MakeReport.as_view(), name="compare-report"),
    path(f"{_COMPARISON}/report/", reports.ReportFrame.as_view(), name="comparison-report"),
    path(f"{_COMPARISON}/again/", reports.MakeAgain.as_view(), name="comparison-again"),
    path(f"{_COMPARISON}/remove/", reports.DeleteComparison.as_view(), name="comparison-remove"),
]
