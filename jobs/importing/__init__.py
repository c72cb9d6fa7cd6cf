"""Jobs from files: listings of other job boards, and tables that people keep."""

from jobs.importing.listings import BadLine, Listing, plain_text, read_listing, read_listings

__all__ = ["BadLine", "Listing", "plain_text", "read_listing", "read_listings"]
