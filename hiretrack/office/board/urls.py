from __future__ import annotations

from django.urls import path

from hiretrack.office.board import commands, views

BOARD = "jobs/job/<uuid:job_id>/board/"

urlpatterns = [
    path(BOARD, views.BoardPage.as_view(), name="board"),
    path(f"{BOARD}changes/", views.ChangesPart.as_view(), name="board-changes"),
    path(f"{BOARD}column/<str:status>/", views.ColumnPart.as_view(), name="board-column"),
    path(f"{BOARD}add/", commands.AddCandidate.as_view(), name="board-add"),
    path(f"{BOARD}<uuid:application_id>/move/", commands.MoveCard.as_view(), name="board-move"),
]
