"""Lists as files: what a list holds right now, in the columns that somebody chooses, as CSV or XLSX.

`export_response(request, queryset, kind, format)` is the way in for every list and selection.
"""

from hiretrack.office.transfer.exporting.kinds import APPLICATIONS, CANDIDATES, JOBS, KINDS, Kind
from hiretrack.office.transfer.exporting.responses import export_response

__all__ = ["APPLICATIONS", "CANDIDATES", "JOBS", "KINDS", "Kind", "export_response"]
