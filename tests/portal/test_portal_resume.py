"""A résumé fills the profile, after its owner has looked over what was found."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.models import Education, Profile, WorkExperience
from employers.models import User
from hiretrack.portal.accounts.review import ReviewForm
from hiretrack.tenancy import person_scope
from hiretrack.uploads.choices import ScanStatus
from hiretrack.uploads.models import Upload
from shortlists.resumes import Contact, Resume, parse
from tests.factories.employers import CandidateFactory
from tests.portal.filling import text_of
from tests.portal.signed_in import CV, signed_in

pytestmark = pytest.mark.django_db
PAGE, PUT, REVIEW = "/account/profile/", "/account/profile/resume/", "/account/profile/resume/review/"
FOUND = {"take_headline": "on", "headline": "Engine programmer", "skills": ["Python"]}
POSITIONS = [f"Developer at Firm{n} 2001 - 2002\n• Wrote it" for n in range(300)]
STUDIES = [f"M.Sc. Media - University of Town{n} 2010 - 2013\n• Thesis" for n in range(300)]
CRAFTED = "\n".join(["Ada", "Experience", *POSITIONS, "Education", *STUDIES])


def put(client: Client, content: bytes = CV.encode(), name: str = "Ada.txt") -> Any:
    return client.post(PUT, {"cv": SimpleUploadedFile(name, content)})


def scanned(user: User, text: str = CV, status: str = ScanStatus.CLEAN) -> None:
    with person_scope(user.pk):
        Upload.objects.update(scan_status=status, text=text)


def own(user: User, model: Any) -> list[Any]:
    with person_scope(user.pk):
        return list(model.objects.all())


def ticked(client: Client) -> dict[str, Any]:
    """The form as the page shows it, unchanged."""
    shown = client.get(REVIEW)
    sent = {field.name: field.value() for field in shown.context["form"]} | upload_of(shown)
    return {name: "\n".join(v) if isinstance(v, list) and name != "skills" else v for name, v in sent.items()}


def upload_of(shown: Any) -> dict[str, str]:
    """What the page says of the file that it is about."""
    return dict(re.findall(r'<input type="hidden" name="(upload)" value="([^"]+)">', shown.content.decode()))


def test_file_waits_for_its_scan(me: Client, ada: User) -> None:
    assert put(me)["Location"] == REVIEW
    waiting = me.get(REVIEW)

    assert "is being checked and read" in text_of(waiting)
    assert own(ada, Profile)[0].resume_id == own(ada, Upload)[0].pk
    assert me.get("/account/profile/resume/file/").status_code == 404


def test_findings_are_shown_ticked_beside_what_is_held(me: Client, ada: User) -> None:
    with person_scope(ada.pk):
        Profile.objects.create(headline="Gardener", skills=["python"])
    put(me)
    scanned(ada)
    shown = me.get(REVIEW)

    text = text_of(shown)
    assert "Your profile says: Gardener" in text
    assert "Babbage GmbH" in shown.content.decode()
    assert shown.context["form"].new_skills[-1] == "Kubernetes"
    assert own(ada, WorkExperience) == []


def test_all_that_is_confirmed_is_kept(me: Client, ada: User) -> None:
    put(me)
    scanned(ada)
    assert me.post(REVIEW, ticked(me))["Location"] == PAGE

    profile, job, study = (own(ada, model)[0] for model in (Profile, WorkExperience, Education))
    assert profile.phone == "+442079460000"
    assert {"Python", "Kubernetes"} <= set(profile.skills)
    assert (job.company, job.start_date) == ("Babbage GmbH", "2014-02")
    assert study.institution == "University of London"


def test_languages_are_shown_by_name_and_join_those_that_are_held(me: Client, ada: User) -> None:
    with person_scope(ada.pk):
        Profile.objects.create(languages=["fr", "en"])
    put(me)
    scanned(ada, f"{CV}\nLanguages\nEnglish (native)\nGerman (B2)")
    shown = me.get(REVIEW)

    assert 'value="German"' in shown.content.decode()
    assert "Your profile says: French, English" in text_of(shown)
    me.post(REVIEW, ticked(me) | {"languages": "German, Italian"})
    assert own(ada, Profile)[0].languages == ["fr", "en", "de", "it"]


def test_only_what_is_ticked_is_kept_as_corrected(me: Client, ada: User) -> None:
    put(me)
    scanned(ada)
    me.post(REVIEW, FOUND | upload_of(me.get(REVIEW)))

    profile = own(ada, Profile)[0]
    assert (profile.headline, profile.phone, profile.skills) == ("Engine programmer", "", ["Python"])
    assert own(ada, WorkExperience) == own(ada, Education) == []


def test_entry_that_is_held_is_changed_not_doubled(me: Client, ada: User) -> None:
    put(me)
    scanned(ada)
    me.post(REVIEW, ticked(me))
    me.post(REVIEW, ticked(me) | {"experience_0_end": "2020"})

    assert [row.end_date for row in own(ada, WorkExperience)] == ["2020"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"experience_0_end": "2001"}, "The end is before the start."),
        ({"experience_0_organisation": ""}, "or leave this entry out"),
        ({"phone": "12"}, "not a phone number"),
        ({"skills": ["Cobol"]}, "Select a valid choice"),
    ],
    ids=["period", "nameless", "phone", "not found"],
)
def test_mistakes_keep_everything_out(me: Client, ada: User, wrong: dict[str, Any], said: str) -> None:
    put(me)
    scanned(ada)
    answer = me.post(REVIEW, ticked(me) | wrong)

    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert own(ada, WorkExperience) == own(ada, Education) == []
    assert own(ada, Profile)[0].skills == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("Ada.exe", b"MZ", "ends in"), ("Ada.pdf", b"no pdf", "PDF"), ("Ada.txt", b"", "This file is empty.")],
    ids=["kind", "content", "empty"],
)
def test_unusable_files_are_refused(me: Client, ada: User, name: str, content: bytes, said: str) -> None:
    answer = put(me, content, name)

    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert own(ada, Upload) == []


@pytest.mark.parametrize(
    ("status", "text", "said"),
    [(ScanStatus.INFECTED, "", "not accepted"), (ScanStatus.CLEAN, " ", "No text could be read")],
    ids=["infected", "picture"],
)
def test_what_cannot_be_read_is_told(me: Client, ada: User, status: str, text: str, said: str) -> None:
    put(me)
    scanned(ada, text, status)

    assert said in text_of(me.get(REVIEW))


def test_nobody_reads_another_person_s_file(me: Client, ada: User) -> None:
    put(me)
    scanned(ada)
    bob = signed_in(CandidateFactory())

    assert bob.get(REVIEW).status_code == 404
    assert bob.get("/account/profile/resume/file/").status_code == 404
    assert "Ada.txt" not in bob.get(PAGE).content.decode()


def test_clean_file_is_downloaded_from_the_store(me: Client, ada: User) -> None:
    put(me)
    scanned(ada)

    assert me.get("/account/profile/resume/file/").status_code == 302


def test_review_of_another_file_is_shown_anew(me: Client, ada: User) -> None:
    put(me)
    scanned(ada)
    before = ticked(me)
    put(me, name="Newer.txt")
    scanned(ada, CV.replace("Babbage GmbH", "Lovelace GmbH"))

    for sent in (before, FOUND):
        answer = me.post(REVIEW, sent)
        assert answer.status_code == 409
        assert "Your CV has been replaced." in text_of(answer)
        assert "Lovelace GmbH" in answer.content.decode()
    assert own(ada, WorkExperience) == []
    assert me.post(REVIEW, ticked(me))["Location"] == PAGE


def test_profile_is_held_before_its_entries_are_read(me: Client, ada: User) -> None:
    put(me)
    scanned(ada)
    sent = ticked(me)
    with CaptureQueriesContext(connection) as ran:
        me.post(REVIEW, sent)

    statements = [query["sql"] for query in ran]
    held = next(at for at, sql in enumerate(statements) if "FOR UPDATE" in sql)
    assert not [sql for sql in statements[:held] if 'FROM "applicants_workexperience"' in sql]
    assert not [sql for sql in statements[:held] if 'FROM "uploads_upload"' in sql]


def test_crafted_resume_offers_no_more_than_forty_entries_each(me: Client, ada: User) -> None:
    put(me)
    scanned(ada, CRAFTED)
    form = me.get(REVIEW).context["form"]

    assert (len(form.experience), len(form.education)) == (40, 40)
    assert [field.name for field in form.experience[1].fields] == [
        f"experience_1_{name}" for name in ("title", "organisation", "start", "end", "highlights")
    ]
    assert me.post(REVIEW, ticked(me))["Location"] == PAGE
    assert (len(own(ada, WorkExperience)), len(own(ada, Education))) == (40, 40)


def test_fullest_review_is_less_than_what_is_read_of_a_form(settings: LazySettings) -> None:
    read, skills = parse(CRAFTED), [f"skill {n}" for n in range(3000)]
    told = Contact("Ada", "Programmer", "ada@example.com", "+442079460000", "London", ("https://code.example",))
    form = ReviewForm(Resume(told, read.experience, read.education, skills), Profile(), [], [])

    assert len(form.new_skills) == 100
    assert len(form.fields) + len(form.new_skills) + 2 < (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 0)


def test_findings_are_put_together_once() -> None:
    form = ReviewForm(parse(CV), Profile(), [], [])

    assert all(getattr(form, part) is getattr(form, part) for part in ("contact", "experience", "education"))


def test_reading_a_resume_counts_as_expensive_and_waiting_does_not(
    me: Client, ada: User, settings: LazySettings
) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"expensive": "1/hour"}
    put(me)
    assert [me.get(REVIEW).status_code for _ in range(2)] == [200, 200]
    scanned(ada)

    assert [me.get(REVIEW).status_code, me.get(REVIEW).status_code, me.post(REVIEW).status_code] == [200, 429, 429]
