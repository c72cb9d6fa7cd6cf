from django.urls import path

from jobs.sourcing.api import views
from jobs.sourcing.api.scrape import ScrapeView

BOARD, LISTING = "boards/<uuid:board_id>", "listings/<uuid:listing_id>"

urlpatterns = [
    path("boards", views.BoardsView.as_view()),
    path(BOARD, views.BoardView.as_view()),
    path(f"{BOARD}:scan", views.ScanBoardView.as_view()),
    path(f"{BOARD}/scans", views.ScansView.as_view()),
    path("listings", views.ListingsView.as_view()),
    path(LISTING, views.ListingView.as_view()),
    path(f"{LISTING}:hide", views.HideView.as_view()),
    path(f"{LISTING}:unhide", views.UnhideView.as_view()),
    path(f"{LISTING}:read", views.ReadView.as_view()),
    path(f"{LISTING}:adopt", views.AdoptView.as_view()),
    path("scrape", ScrapeView.as_view()),
]
