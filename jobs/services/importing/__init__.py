"""Jobs from elsewhere, in bulk: listings by a command, tables by somebody who waits for them."""

from jobs.services.importing.listings import BATCH, Outcome, import_listings

__all__ = ["BATCH", "Outcome", "import_listings"]
