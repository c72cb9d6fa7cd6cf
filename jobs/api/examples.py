"""Examples of the contract's job operations."""

from __future__ import annotations

from typing import Any

_EMPLOYER = {"id": "01980a3c-52d4-7c1e-9a53-4f0f6d1c2b11", "name": "Acme GmbH", "slug": "acme"}
_QUESTION = {
    "id": "permit",
    "type": "boolean",
    "label": "May you work in Germany?",
    "required": True,
    "options": [],
}
_KNOCKOUT = {"operator": "equals", "value": False}

BODY: dict[str, Any] = {
    "title": "Data Engineer",
    "description_md": "You build **pipelines** that others rely on.\n\n- Python\n- PostgreSQL",
    "department": "Data",
    "location": "Berlin",
    "country": "DE",
    "remote": True,
    "languages": ["en", "de"],
    "tags": ["Python", "PostgreSQL"],
    "employment_type": "full_time",
    "salary_min": "65000.00",
    "salary_max": "80000.00",
    "salary_currency": "EUR",
    "salary_period": "year",
    "questions": [_QUESTION | {"knockout": _KNOCKOUT}],
}
CHANGE = {"title": "Senior Data Engineer", "salary_min": "75000.00"}
_HEAVY = {"description_md", "questions"}
_SHOWN: dict[str, Any] = {name: value for name, value in BODY.items() if name not in _HEAVY} | {
    "id": "01980a3f-9b1c-7d43-8a51-2f6c1f0e7a10",
    "company": "",
    "published_at": "2026-02-03T10:15:00Z",
    "closes_at": None,
    "updated_at": "2026-02-03T10:15:00Z",
}
JOB = _SHOWN | {
    "description_md": BODY["description_md"],
    "questions": BODY["questions"],
    "status": "published",
    "external_id": "",
    "source_url": "",
    "closed_at": None,
    "created_at": "2026-02-01T08:00:00Z",
    "employer_id": _EMPLOYER["id"],
    "created_by_id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c001",
    "url": "https://jobs.example/jobs/01980a3f-9b1c-7d43-8a51-2f6c1f0e7a10",
}
DRAFT = JOB | {"status": "draft", "published_at": None, "url": None}
CLOSED = JOB | {"status": "closed", "closed_at": "2026-04-01T00:00:00Z", "url": None}
LISTED = {name: value for name, value in JOB.items() if name not in _HEAVY}
_PUBLIC = _SHOWN | {
    "company": _EMPLOYER["name"],
    "employer": _EMPLOYER | {"logo_url": "https://acme.example/logo.svg", "website": "https://acme.example"},
    "url": JOB["url"],
}
PUBLIC_ITEM = _PUBLIC | {"summary": "You build pipelines that others rely on. Python PostgreSQL"}
PUBLIC_DETAIL = _PUBLIC | {
    "description_md": BODY["description_md"],
    "description_html": "<p>You build <strong>pipelines</strong> that others rely on.</p>\n<ul>\n<li>Python</li>\n"
    "<li>PostgreSQL</li>\n</ul>\n",
    "questions": [_QUESTION],
}
DEPARTMENTS = {"items": [{"value": "Data", "jobs": 12}, {"value": "Sales", "jobs": 7}]}
LANGUAGES = {"items": [{"value": "en", "jobs": 31}, {"value": "de-AT", "jobs": 4}]}
LOCATIONS = {"items": [{"value": "Berlin", "jobs": 9}, {"value": "Vienna", "jobs": 3}]}
SKILLS = {"items": [{"value": "Python", "jobs": 14}, {"value": "PostgreSQL", "jobs": 11}]}
PAGE_EVENT = {"job_id": JOB["id"], "kind": "view", "source": "newsletter", "referrer_host": "news.example"}
