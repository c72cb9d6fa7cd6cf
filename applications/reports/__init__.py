"""Reports over the stage log, as of any moment: `cohort` says what is counted, each module what is made of it."""

from applications.choices import PIPELINE
from applications.reports.cohort import Asked
from applications.reports.funnel import funnel
from applications.reports.reply_rate import reply_rate
from applications.reports.sources import sources
from applications.reports.time_in_stage import time_in_stage

__all__ = ["PIPELINE", "Asked", "funnel", "reply_rate", "sources", "time_in_stage"]
