"""The report of a comparison: what is gathered, how it looks, how it is printed."""

from shortlists.report.gathering import gathered
from shortlists.report.pages import rendered
from shortlists.report.printing import printed

__all__ = ["gathered", "printed", "rendered"]
