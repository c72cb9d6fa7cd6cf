"""RFC 9457 answers: the registry of codes, and how exceptions become problems."""

from hiretrack.api.problems.answers import Problem, answer, exception_handler, problem_response
from hiretrack.api.problems.errors import BadRequest, Refusal, invalid_parameter, refusal, unauthenticated
from hiretrack.api.problems.registry import PROBLEMS, ProblemKind, register_problem
from hiretrack.api.problems.translation import problem_of

__all__ = [
    "PROBLEMS",
    "BadRequest",
    "Problem",
    "ProblemKind",
    "Refusal",
    "answer",
    "exception_handler",
    "invalid_parameter",
    "problem_of",
    "problem_response",
    "refusal",
    "register_problem",
    "unauthenticated",
]
