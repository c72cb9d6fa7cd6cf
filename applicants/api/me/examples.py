"""Examples of a candidate's own operations."""

from __future__ import annotations

from typing import Any

UPLOAD_ID = "01980a3c-52d9-7f52-8f0c-0a9d4be0c0a1"
TIMES = {"created_at": "2026-01-15T09:30:00Z", "updated_at": "2026-01-15T09:30:00Z"}
PROFILE_CHANGE: dict[str, Any] = {
    "phone": "+49301234567",
    "location": "Berlin",
    "country": "DE",
    "headline": "Data engineer",
    "links": [{"label": "Code", "url": "https://code.example/ada"}],
    "skills": ["Python", "PostgreSQL"],
    "languages": ["de", "en"],
    "desired_title": "Staff engineer",
    "desired_locations": ["Berlin", "Vienna"],
    "remote_preference": "hybrid",
    "minimum_salary": "90000.00",
    "salary_currency": "EUR",
    "equal_opportunity": {"gender": "woman"},
}
RESUME: dict[str, Any] = {
    "id": UPLOAD_ID,
    "filename": "Ada Lovelace.pdf",
    "content_type": "application/pdf",
    "size": 48213,
    "scan_status": "clean",
    "scan_detail": "",
    "download_url": "https://files.example.com/hiretrack/Ada-Lovelace.pdf?X-Amz-Signature=6b1f0c0d",
    "created_at": "2026-01-15T09:30:00Z",
}
PROFILE: dict[str, Any] = {
    "id": "01980a3c-52da-7b10-9c44-7d1f6e0a2c01",
    "name": "Ada Lovelace",
    "email": "ada@example.com",
    "summary": "I make engines compute.",
    **PROFILE_CHANGE,
    "equal_opportunity": {"gender": "woman", "ethnicity": "", "disability": "", "veteran_status": ""},
    "resume": RESUME,
    **TIMES,
}
EDUCATION_BODY: dict[str, Any] = {
    "institution": "University of London",
    "area": "Mathematics",
    "study_type": "Bachelor",
    "start_date": "2010-09",
    "end_date": "2013",
    "courses": ["MA101 Analysis"],
}
EDUCATION: dict[str, Any] = {
    "id": "01980a3c-52db-7a20-8d55-1e2f3a4b5c01", "url": "", "score": "", **EDUCATION_BODY, **TIMES,
}  # fmt: skip
EXPERIENCE_BODY: dict[str, Any] = {
    "company": "Analytical Engines Ltd",
    "position": "Programmer",
    "location": "London",
    "start_date": "2014-02",
    "highlights": ["Wrote the first program"],
}
EXPERIENCE: dict[str, Any] = {
    "id": "01980a3c-52dc-7a20-8d55-1e2f3a4b5c02",
    "company_description": "",
    "url": "",
    "summary": "",
    "end_date": "",
    **EXPERIENCE_BODY,
    **TIMES,
}
