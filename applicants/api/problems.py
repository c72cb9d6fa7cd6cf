"""The codes that an employer's applicants add to the registry."""

from __future__ import annotations

from hiretrack.api.problems import register_problem


def register() -> None:
    for code, status, title, explanation, remedy in _PROBLEMS:
        register_problem(code, status, title, explanation, remedy)


_PROBLEMS = (
    ("identity_hidden", 409, "Hidden until the interview",
     ("The person has applied only for jobs under fair review, and has not come to an interview. Until then nobody at"
      " the employer sees who it is, opens their files, or changes what only the person's name or address tells."),
     "Move an application of theirs to `interview` first."),
    ("email_taken", 409, "Address in use",
     "Another applicant of this employer has the e-mail address. `applicant_id` says which.",
     "Change that applicant instead, or merge the two."),
    ("external_id_taken", 409, "External id in use",
     "Another applicant of this employer has the external id. `applicant_id` says which.",
     "Change that applicant instead, or leave the external id out."),
    ("applicant_in_use", 409, "The applicant cannot be deleted",
     ("Only somebody who never applied, and into whose record no other was merged, can be deleted. Applications count"
      " in reports for good."),
     "Erase the person's data instead, with POST /v1/applicants/{applicantId}:erase."),
    ("already_merged", 409, "Already merged",
     "One of the two records was merged into another one already, perhaps by somebody else at the same moment.",
     "Read both ids again: a merged one answers with its survivor. Merge the survivors."),
    ("different_accounts", 409, "Two different accounts",
     "Both records belong to candidates who have an account here, and these are two accounts: two people, as they say.",
     "Do not merge them; a candidate with two accounts can close one of them first."),
    ("not_merged", 409, "Not merged",
     "No other record was merged into this one, or every merge has been undone.",
     "Nothing needs to be done."),
    ("merge_not_latest", 409, "Not the latest merge",
     "The survivor was merged again since. Merges are undone in reverse order, so that each finds what it left.",
     "Undo the latest merge first: call this operation with the survivor's id."),
    ("search_name_taken", 409, "Name in use",
     "You keep a search of this name already; letter case makes no difference.",
     "Choose another name, or change the search that has it."),
    ("too_many_searches", 409, "Too many searches",
     "You keep as many searches as one person may.",
     "Delete some that nobody needs any more."),
)  # fmt: skip
