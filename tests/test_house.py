"""The rules of the house that a reviewer would otherwise have to remember."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.db import connection

from hiretrack.tenancy.people import PersonManager, PersonModel
from hiretrack.tenancy.rows import TenantManager, TenantModel

ROOT = Path(settings.BASE_DIR)
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["root_packages"]
LONGEST = 300


@cache
def sources() -> tuple[Path, ...]:
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return tuple(path for path in found if "migrations" not in path.parts)


def tenant_models() -> list[type[TenantModel]]:
    return [model for model in apps.get_models() if issubclass(model, TenantModel)]


def person_models() -> list[type[PersonModel]]:
    return [model for model in apps.get_models() if issubclass(model, PersonModel)]


def test_imports_go_down_only() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


def test_no_file_is_too_long() -> None:
    tests = list((ROOT / "tests").rglob("*.py"))
    long = {
        str(p.relative_to(ROOT)): n for p in (*sources(), *tests) if (n := len(p.read_text().splitlines())) > LONGEST
    }

    assert not long


def test_no_junk_drawer() -> None:
    names = {"utils", "helpers", "common", "misc"}

    assert not [path for path in sources() if path.stem in names or path.parent.name in names]


def test_no_unfinished_marks() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")

    assert not [str(path) for path in sources() if marks.search(path.read_text())]


def test_every_tenant_model_has_the_fail_closed_manager() -> None:
    unguarded = [m._meta.label for m in tenant_models() if not isinstance(m._default_manager, TenantManager)]
    unguarded += [m._meta.label for m in person_models() if not isinstance(m._default_manager, PersonManager)]

    assert not unguarded


def test_every_model_with_an_employer_is_a_tenant_model() -> None:
    platform = {"employers.User"}  # signing in reads it before any scope can open
    loose = {
        model._meta.label
        for model in apps.get_models()
        if any(field.name == "employer" for field in model._meta.get_fields()) and not issubclass(model, TenantModel)
    }

    assert loose <= platform


def tables_without(condition: str, *, among: list[type[Any]] | None = None) -> set[str]:
    tables = [model._meta.db_table for model in among or tenant_models()]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT relname FROM pg_class c WHERE relkind IN ('r', 'p') AND relname = ANY(%s) AND NOT ({condition})",
            [tables],
        )
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_every_tenant_table_has_row_level_security() -> None:
    assert not tables_without("relrowsecurity")
    for policy in ("tenant_employer", "tenant_all"):
        assert not tables_without(
            f"EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = '{policy}')"
        )


@pytest.mark.django_db
def test_every_person_s_table_has_row_level_security() -> None:
    people = person_models()
    policies = "ARRAY(SELECT polname::text FROM pg_policy p WHERE p.polrelid = c.oid ORDER BY 1)"

    assert len(people) >= 7
    assert not tables_without("relrowsecurity", among=people)
    assert not tables_without(f"{policies} = ARRAY['owner_all', 'owner_person']", among=people)


@pytest.mark.django_db
def test_a_table_without_policy_would_be_found() -> None:
    model = tenant_models()[0]._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT polname FROM pg_policy WHERE polrelid = %s::regclass", [model])
        assert cursor.fetchall()

    assert model in tables_without(
        "EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'no such policy')"
    )


@pytest.mark.django_db
def test_every_unique_rule_of_a_tenant_table_includes_the_employer() -> None:
    tables = [model._meta.db_table for model in tenant_models()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename = ANY(%s) AND indexdef LIKE 'CREATE UNIQUE%%'"
            " AND indexname NOT LIKE '%%_pkey' AND indexdef NOT LIKE '%%employer_id%%'",
            [tables],
        )
        assert not cursor.fetchall()


def tenant_links() -> set[tuple[str, str]]:
    return {
        (model._meta.db_table, field.column)
        for model in tenant_models()
        for field in model._meta.concrete_fields
        if field.many_to_one and issubclass(field.related_model, TenantModel)
    }


@pytest.mark.django_db
def test_every_link_between_tenant_tables_compares_the_employer() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, a.attname FROM pg_constraint c JOIN pg_attribute a"
            " ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)"
            " WHERE contype = 'f' AND cardinality(conkey) = 2 AND a.attname <> 'employer_id'"
        )
        guarded = set(cursor.fetchall())

    assert not tenant_links() - guarded


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0, stdout=StringIO())


def test_system_checks_are_clean() -> None:
    call_command("check", fail_level="WARNING", stdout=StringIO())


def test_committed_contract_is_what_the_server_does(tmp_path: Path) -> None:
    fresh = tmp_path / "openapi.yaml"

    call_command("spectacular", file=str(fresh), validate=True, fail_on_warn=True)

    assert fresh.read_text() == (ROOT / "openapi.yaml").read_text(), "run `make openapi`"


def test_every_model_is_in_the_back_office_or_has_a_reason_not_to() -> None:
    without = {
        "api.IdempotencyKey": "answers of the API, sealed",
        "applications.ApplicationNote": "shown with its application",
        "applicants.DistinctApplicants": "two ids; shown by what is not suggested any more",
        "applicants.DuplicateSuggestion": "shown on the page of possible duplicates",
        "applicants.SavedSearch": "chips above the list of candidates",
        "applications.ApplicationStage": "shown with its application",
        "applications.BulkMove": "has pages of its own; its steps stand in each application's log",
        "applications.BulkMoveItem": "the lines of a bulk move",
        "background.TaskRun": "its owner asks the API",
        "employers.BrowserSession": "secret; its owner's account page lists it and ends it",
        "employers.RefreshToken": "secret",
        "employers.SigningKey": "secret; rotated by a command",
        "employers.TwoFactor": "secret; its user's page shows whether there is one, and resets it",
        "jobs.KeptPosting": "made from the job, for jobs.xml",
        "jobs.PageEvent": "counts, which the reports add up",
        "jobs.PublishedJob": "a view of jobs.Job",
        "jobs.ValidPosting": "a view of jobs.KeptPosting",
        "shortlists.ComparedApplicant": "shown with its comparison",
        "shortlists.ComparisonReport": "personal data; the API serves it",
        "shortlists.Match": "shown with the application it explains",
        "shortlists.MatchingFacts": "what scores are computed from; shown as their evidence",
        "shortlists.OpeningFacts": "what candidates' feeds are computed from; shown to them as evidence",
        "shortlists.ShortlistEntry": "shown with its shortlist",
        "notifications.Mailing": "has pages of its own",
        "notifications.Message": "personal data; the metrics count those that wait",
        "notifications.ProviderEvent": "ids alone, so that nothing is heard twice",
        **{f"notifications.{one}": "personal" for one in ("MailingRefusal", "Notification", "NotificationPreference")},
        **dict.fromkeys(("sourcing.FoundListing", "sourcing.OpenListing"), "a view of sourcing.Listing"),
        "sourcing.Sighting": "shown with its listing",
        "webhooks.DeliveryAttempt": "shown with its delivery",
        "webhooks.SubscriptionSecret": "secret",
    }
    without |= {model._meta.label: "a person's own, and no employer's business" for model in person_models()}
    ours = {model._meta.label for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES}
    shown = {model._meta.label for model in admin.site._registry}

    assert ours - shown == set(without)
    assert shown <= ours


def test_every_template_is_used() -> None:
    folder = ROOT / "templates"
    # Django looks these up by name itself.
    known = {
        "404.html",
        "403.html",
        "400.html",
        "500.html",
        "403_csrf.html",
        "admin/login.html",
        "admin/index.html",
        "unfold/helpers/empty_results.html",
        "unfold/helpers/pagination_infinite.html",
        "unfold/helpers/search.html",
        "unfold/helpers/welcomemsg.html",
    }
    templates = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - known
    texts = [path.read_text() for path in (*sources(), *folder.rglob("*.*"))]

    assert not {name for name in templates if not any(name in text or named_by_parts(name, text) for text in texts)}


def named_by_parts(name: str, text: str) -> bool:
    """`mail/{kind}.html` in a source names every template of that folder and ending."""
    folder, _, file = name.rpartition("/")
    ending = file[file.index(".") :]
    return bool(re.search(rf"{re.escape(folder)}/\{{[\w.]+\}}(?:{re.escape(ending)}|\.\{{\w+\}})", text))


TAGS = re.compile(r"\{#.*?#\}|\{% blocktranslate\b.*?\{% endblocktranslate %\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
NAMES = {"HireTrack", "openapi.yaml", "RSS", "Atom", "LinkedIn", "WhatsApp"}
SPOKEN = re.compile(r"""(?<![-\w])(?:alt|aria-label|placeholder|title)="([^"]*)\"""")
ICON = r"""<span class="material-symbols-outlined[^"]*"[^>]*>[^<]*</span>"""
MARKUP = re.compile(ICON + r"""|<(script|style|svg)\b.*?</\1>|<(?:"[^"]*"|[^>"])*>|&\w+;""", re.DOTALL)


def untranslated(template: str) -> set[str]:
    """The words of a template that no translation can reach."""
    plain = TAGS.sub("", template)
    words = [*SPOKEN.findall(plain), MARKUP.sub(" ", plain)]
    return set(re.findall(r"[^\W\d_][\w.]+", " ".join(words))) - NAMES


def test_every_string_in_a_template_is_translated() -> None:
    texts = {str(path): path.read_text() for path in (ROOT / "templates").rglob("*.*")}

    assert not {name: words for name, text in texts.items() if (words := untranslated(text))}


@pytest.mark.parametrize("template", ["<p>Apply</p>", '<img alt="Photo" src="a.png">', "{{ name }} applied"])
def test_an_untranslated_string_would_be_found(template: str) -> None:
    assert untranslated(template)
