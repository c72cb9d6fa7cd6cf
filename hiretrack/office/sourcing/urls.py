from __future__ import annotations

from django.urls import path

from hiretrack.office.sourcing import boards, commands, editing, listings, marking, trying

BOARD = "job-boards/<uuid:job_board_id>/"
LISTING = "listings/<uuid:listing_id>/"

urlpatterns = [
    path("job-boards/", boards.BoardsPage.as_view(), name="job-boards"),
    path("job-boards/add/", editing.AddPage.as_view(), name="job-board-add"),
    path("job-boards/recognise/", trying.Recognise.as_view(), name="job-board-recognise"),
    path("job-boards/try/", trying.Try.as_view(), name="job-board-try"),
    path(BOARD, boards.BoardPage.as_view(), name="job-board"),
    path(f"{BOARD}edit/", editing.EditPage.as_view(), name="job-board-edit"),
    path(f"{BOARD}scan/", commands.ScanNow.as_view(), name="job-board-scan"),
    path(f"{BOARD}cancel/", commands.Cancel.as_view(), name="job-board-cancel"),
    path(f"{BOARD}switch/", commands.Switch.as_view(), name="job-board-switch"),
    path(f"{BOARD}delete/", commands.Delete.as_view(), name="job-board-delete"),
    path("listings/", listings.ListingsPage.as_view(), name="listings"),
    path("listings/mark/", marking.Mark.as_view(), name="listings-mark"),
    path(LISTING, listings.ListingPage.as_view(), name="listing"),
    path(f"{LISTING}adopt/", marking.Adopt.as_view(), name="listing-adopt"),
]
