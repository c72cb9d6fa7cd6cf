"""Settings common to every environment. Values come from `hiretrack.env`; docs/configuration.md lists the variables."""

from hiretrack.settings.base.api import *
from hiretrack.settings.base.assembly import *
from hiretrack.settings.base.assistant import *
from hiretrack.settings.base.back_office import *
from hiretrack.settings.base.background import *
from hiretrack.settings.base.data import *
from hiretrack.settings.base.logs import *
from hiretrack.settings.base.people import *
from hiretrack.settings.base.protection import *
from hiretrack.settings.base.signing_in import *
from hiretrack.settings.base.site import *
from hiretrack.settings.base.sourcing import *
