"""How well an applicant fits a job: 40 % keywords, 35 % title, 25 % location, each with its evidence.

Pure functions, without database. Facts are read once of each side (`facts.of_job`, `facts.of_applicant`), and then
scored against each other (`scoring.score`), which is quick enough for every applicant there is.
"""

from shortlists.matching.facts import ApplicantFacts, JobFacts, of_applicant, of_job, put_together
from shortlists.matching.scoring import VERSION, Only, Result, Scorer, score

__all__ = [
    "VERSION",
    "ApplicantFacts",
    "JobFacts",
    "Only",
    "Result",
    "Scorer",
    "of_applicant",
    "of_job",
    "put_together",
    "score",
]
