"""The lists and forms whose pages need several apps; each area registers its own."""

from hiretrack.office.application import admin as application
from hiretrack.office.candidates import admin as candidates
from hiretrack.office.jobs import admin as jobs
from hiretrack.office.people import admin as people
from hiretrack.office.settings import admin as settings
from hiretrack.office.shortlists import admin as shortlists
from hiretrack.office.sourcing import admin as sourcing

__all__ = ["application", "candidates", "jobs", "people", "settings", "shortlists", "sourcing"]
