from django.urls import path

from hiretrack.office.application import commands, views

_ONE = "applications/application/<uuid:application_id>"
_NOTE = f"{_ONE}/notes/<uuid:applicationnote_id>"
urlpatterns = [
    path(f"{_ONE}/timeline/", views.TimelinePart.as_view(), name="application-timeline"),
    path(f"{_ONE}/preview/<str:name>/", views.PreviewFrame.as_view(), name="application-preview"),
    path(f"{_ONE}/move/", commands.Move.as_view(), name="application-move"),
    path(f"{_ONE}/tell-now/", commands.TellNow.as_view(), name="application-tell-now"),
    path(f"{_ONE}/keep-untold/", commands.KeepUntold.as_view(), name="application-keep-untold"),
    path(f"{_ONE}/take-back/", commands.TakeBack.as_view(), name="application-take-back"),
    path(f"{_ONE}/summary/", commands.SaveSummary.as_view(), name="application-summary"),
    path(f"{_ONE}/notes/", commands.AddNote.as_view(), name="application-note-add"),
    path(f"{_NOTE}/edit/", commands.EditNote.as_view(), name="application-note-edit"),
    path(f"{_NOTE}/delete/", commands.DeleteNote.as_view(), name="application-note-delete"),
    path(f"{_ONE}/shortlist/", commands.Shortlisting.as_view(), name="application-shortlist"),
]
