"""What a board's kind can be told beyond its address: the fields of the form, by their names in `scraper_config`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs.sourcing.choices import BoardKind

PREFIX = "config_"
"""Before the fields' names in the form."""
LONGEST = 300
PAGES = (BoardKind.HTML, BoardKind.RENDERED)
SITES = (BoardKind.JOBPOSTING,)
SAID = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Setting:
    """One field. `kinds` are those that read it; what is left empty is left to the adapter."""

    name: str
    label: Promise
    help: Promise
    example: str = ""
    kinds: tuple[str, ...] = PAGES
    numbers: tuple[int, int] | None = None
    """From and up to; None for a text."""
    choices: tuple[tuple[str, Promise], ...] = ()
    """For a yes or no: the first, empty one is what holds by itself."""
    is_first: bool = False
    """Shown at once; the others wait below a heading."""

    @property
    def field(self) -> str:
        return f"{PREFIX}{self.name}"

    def form_field(self) -> forms.Field:
        """Whether it is required, and what is wrong with it, the adapter says."""
        if self.choices:
            return forms.ChoiceField(required=False, choices=self.choices)
        if self.numbers:
            return forms.IntegerField(required=False, min_value=self.numbers[0], max_value=self.numbers[1])
        return forms.CharField(required=False, max_length=LONGEST)

    def shown(self, config: Mapping[str, Any]) -> Any:
        value = config.get(self.name)
        return next((word for word, meant in SAID.items() if meant is value), "") if self.choices else value

    def read(self, value: Any) -> Any:
        return SAID.get(value) if self.choices else value


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "row", _("One job"),
        _("CSS selector of what surrounds each job in the list. The other selectors look inside it."),
        "ul.jobs > li", is_first=True,
    ),
    Setting(
        "title", _("Title"), _("Without it, the text of the first link."), "h3.title", is_first=True,
    ),
    Setting(
        "url", _("Link"), _("Without it, the first link. Behind an @ stands the attribute to read."),
        "a.more@href", is_first=True,
    ),
    Setting("location", _("Place"), _("Where the place stands."), ".location", is_first=True),
    Setting("company", _("Company"), _("Without it, the board's name."), ".company"),
    Setting("salary", _("Salary"), _("Read as it is written: ranges, k, an hour, a year."), ".salary"),
    Setting("description", _("Text"), _("What the list itself says about the job."), ".summary"),
    Setting("posted", _("Date"), _("When it was posted."), "time@datetime"),
    Setting(
        "empty", _("No jobs"),
        _("What stands there when nothing is open. Without it, a page without jobs counts as failed."), ".no-jobs",
    ),
    Setting(
        "wait_for", _("Wait for"), _("What is there once the page is complete. Without it, the first job."), ".loaded",
        (BoardKind.RENDERED,),
    ),
    Setting(
        "links", _("Links to jobs"), _("CSS selector of the links to the jobs' own pages. Without it they are found."),
        "a.job-link", SITES,
    ),
    Setting(
        "address", _("Part of their address"), _("What the address of each job's page contains."), "/jobs/", SITES,
    ),
    Setting(
        "follow", _("The jobs' own pages"), _("Most sites describe a job on its own page only."), kinds=SITES,
        choices=(("", _("are read too")), ("no", _("are not read: this page says it all"))),
    ),
    Setting(
        "sitemap", _("The site's map"), _("Lists all pages of a site, where it has one."), kinds=SITES,
        choices=(("", _("is read when the page leads to no jobs")), ("yes", _("is always read")),
                 ("no", _("is never read"))),
    ),
    Setting(
        "next", _("Link to the next page"), _("Without it, what the page itself calls its next."), "a.next",
        (*PAGES, *SITES),
    ),
    Setting(
        "page", _("Address of a page"),
        _("Instead of a link: the address with {page} where the page's number stands."), "?page={page}",
    ),
    Setting("start", _("First number"), _("What {page} is on the first page; usually 1."), numbers=(0, 10_000)),
    Setting("step", _("Step"), _("By how much {page} grows; usually 1."), numbers=(1, 1_000)),
    Setting(
        "max_pages", _("Pages at most"), _("Those beyond it are left out on purpose."), kinds=(*PAGES, *SITES),
        numbers=(1, 2_000),
    ),
)  # fmt: skip


def given(kind: str, values: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """The `scraper_config` that the form's `values` make; what no field of the form is for stays as it was."""
    read = {one.name for one in SETTINGS}
    config = {name: value for name, value in kept.items() if name not in read}
    for one in SETTINGS:
        value = one.read(values.get(one.field))
        if kind in one.kinds and value not in (None, ""):
            config[one.name] = value
    return config
