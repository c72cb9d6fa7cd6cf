from jobs.sourcing.api.views.boards import BoardsView, BoardView, ScanBoardView, ScansView
from jobs.sourcing.api.views.listings import AdoptView, HideView, ListingsView, ListingView, ReadView, UnhideView

__all__ = [
    "AdoptView",
    "BoardView",
    "BoardsView",
    "HideView",
    "ListingView",
    "ListingsView",
    "ReadView",
    "ScanBoardView",
    "ScansView",
    "UnhideView",
]
