"""`manage.py seed_scale`: an installation as large as the speed goals speak of, to measure on."""

from hiretrack.office.scale.seeding import PASSWORD, Refused, seed
from hiretrack.office.scale.sizes import Sizes

__all__ = ["PASSWORD", "Refused", "Sizes", "seed"]
