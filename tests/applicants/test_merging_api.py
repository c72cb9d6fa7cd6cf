from __future__ import annotations

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.fixtures import ApiClient


def pair(employer: Employer) -> tuple[str, str]:
    with employer_scope(employer.pk):
        return str(ApplicantFactory(phone="").pk), str(ApplicantFactory(phone="+4930901820").pk)


def test_merge_and_unmerge(api: ApiClient, employer: Employer) -> None:
    client, (ada, twin) = api.as_role("recruiter", employer), pair(employer)

    merged = client.post(f"/v1/applicants/{ada}:merge", {"applicant_id": twin})

    assert merged.status_code == 200
    assert merged.json()["changed"] == ["phone"]
    assert client.get(f"/v1/applicants/{twin}").json()["id"] == ada
    parted = client.post(f"/v1/applicants/{twin}:unmerge").json()
    assert (parted["merged_id"], bool(parted["undone_at"])) == (twin, True)
    assert client.get(f"/v1/applicants/{twin}").json()["id"] == twin


def test_merge_refuses_what_it_does_not_know(api: ApiClient, employer: Employer) -> None:
    client, (ada, twin) = api.as_role("recruiter", employer), pair(employer)

    for fields in ({"fone": "survivor"}, {"phone": "mine"}):
        answer = client.post(f"/v1/applicants/{ada}:merge", {"applicant_id": twin, "fields": fields})
        assert answer.status_code in {400, 422}, answer.content


def test_others_applicant_is_no_duplicate(api: ApiClient, employer: Employer, other_employer: Employer) -> None:
    (ada, _), (foreign, _) = pair(employer), pair(other_employer)

    for role in ("recruiter", "platform"):
        client = api.as_role(role, employer)
        answer = client.post(f"/v1/applicants/{ada}:merge", {"applicant_id": foreign})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/applicant_id")


def test_platform_admin_merges_within_one_employer(api: ApiClient, employer: Employer) -> None:
    client, (ada, twin) = api.as_role("platform"), pair(employer)

    assert client.post(f"/v1/applicants/{ada}:merge", {"applicant_id": twin}).status_code == 200
    assert client.post(f"/v1/applicants/{ada}:unmerge").status_code == 200


def test_erase(api: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        application = ApplicationFactory()
    client, address = api.as_role("employer_admin", employer), f"/v1/applicants/{application.applicant_id}"

    erased = client.post(f"{address}:erase", {"reason": "consent_withdrawn"})

    assert (erased.status_code, erased.json()["applications"]) == (200, 1)
    assert client.get(address).status_code == 404
    assert client.post(f"{address}:erase").status_code == 404


def test_erase_takes_no_reason_of_the_machine(api: ApiClient, employer: Employer) -> None:
    ada, _ = pair(employer)

    answer = api.as_role("employer_admin", employer).post(f"/v1/applicants/{ada}:erase", {"reason": "retention"})

    assert answer.status_code == 422


def test_recruiters_may_not_erase(api: ApiClient, employer: Employer) -> None:
    ada, _ = pair(employer)

    assert api.as_role("recruiter", employer).post(f"/v1/applicants/{ada}:erase").status_code == 403
