"""How other companies' job boards are read."""

from hiretrack import env
from hiretrack.settings.base.site import PUBLIC_URL, VERSION

SOURCING_USER_AGENT = env.text("SOURCING_USER_AGENT", f"HireTrack/{VERSION} (+{PUBLIC_URL})")
"""What boards are told of us. Up to the first slash it is also the name that robots.txt knows us by."""
SOURCING_PRIVATE_HOSTS = env.items("SOURCING_PRIVATE_HOSTS", "")
"""`host:port` (without a port: 80 and 443) of boards that may be read though they lie in a private network."""
SOURCING_HOST_DELAY_S = env.number("SOURCING_HOST_DELAY_S", 1.0)
"""Between two requests to one host, of all workers together. robots.txt may ask for more."""
SOURCING_TIMEOUT_S = env.number("SOURCING_TIMEOUT_S", 15.0)
"""For the whole of one request."""
SOURCING_MAX_BYTES = env.integer("SOURCING_MAX_BYTES", 10 * 1024 * 1024, low=64 * 1024)
"""Of one answer, decompressed."""
SOURCING_BACKOFF_S = env.number("SOURCING_BACKOFF_S", 1.0)
"""Before a failed request is tried again; doubled each time, with jitter."""
SOURCING_SCANS_AT_ONCE = env.integer(
    "SOURCING_SCANS_AT_ONCE", max(1, env.integer("WORKER_CONCURRENCY", 2, low=1) - 1), low=1
)
"""By all workers together. A scan may keep a worker's process for half an hour: others must be left for all else."""
SOURCING_BOARDS_PER_EMPLOYER = env.integer("SOURCING_BOARDS_PER_EMPLOYER", 100, low=1)
"""Each may be scanned every quarter of an hour."""
SOURCING_SCAN_MINUTES = env.integer("SOURCING_SCAN_MINUTES", 30, low=1, high=240)
"""Of one scan. What was read by then is kept, and the scan is partial."""
SOURCING_SCAN_PAGES = env.integer("SOURCING_SCAN_PAGES", 5_000, low=1)
"""Of one scan, those that could not be read among them."""
SOURCING_SCAN_LISTINGS = env.integer("SOURCING_SCAN_LISTINGS", 100_000, low=1)
"""Of one scan: beyond that it is no list of jobs, or one without end."""
CHROMIUM_PATH = env.text("CHROMIUM_PATH", "")
"""Chromium, for boards that need JavaScript (an extra); empty: wherever it is installed."""
CHROMIUM_SANDBOX = env.flag("CHROMIUM_SANDBOX", default=True)
"""Its own, beyond being cut off from the network; root runs it without. It needs user namespaces."""
