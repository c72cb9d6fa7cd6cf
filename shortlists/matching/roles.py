"""Words of job titles: ranks, roles, synonyms, and which words speak of one field."""

from __future__ import annotations

import re


def _each(text: str) -> dict[str, str]:
    """`plain: other, other` lines as {other: plain}."""
    pairs = (line.partition(": ") for line in text.strip().splitlines())
    return {other: plain for plain, _, others in pairs for other in others.split(", ")}


def _groups(text: str) -> dict[str, frozenset[str]]:
    """The groups (by their first words) that each word is in."""
    found: dict[str, set[str]] = {}
    for line in text.strip().splitlines():
        name, _, words = line.partition(": ")
        for word in words.split():
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


PHRASES = _each("""
software engineer: swe, sde, software dev, softwareentwickler, softwareentwicklerin, software-entwickler, programmer
site reliability engineer: sre
devops: dev ops, dev-ops
frontend: front end, front-end
backend: back end, back-end
fullstack: full stack, full-stack
machine learning: ml, mlops
artificial intelligence: ai, ki, genai, llm
quality assurance: qa, quality engineering, sdet
user experience: ux
user interface: ui
human resources: hr, people operations, people ops
account executive: ae
account manager: key account manager
sales development representative: sdr, bdr, business development representative
customer success manager: csm
technical support engineer: tse
product manager: pm, product owner
project manager: projektleiter, projektmanager, chef de projet
business intelligence: bi
vice president: vp, svp, evp, avp
chief technology officer: cto
chief executive officer: ceo
chief operating officer: coo
chief financial officer: cfo
general manager: gm, restaurant manager
recruiter: talent acquisition partner, talent acquisition specialist, sourcer
working student: werkstudent, werkstudentin, student assistant
data warehouse: dwh
developer relations: devrel, developer advocate, developer evangelist, developer advocacy
security: cybersecurity, cyber security, infosec
scientist: scientific employee, scienti c employee, scientic employee, researcher, wissenschaftlicher mitarbeiter
go to market: gtm, go-to-market
""")
"""What is written in the middle of a title, for what it means."""

WORDS = _each("""
engineer: developer, dev, entwickler, entwicklerin, ingenieur, ingenieurin, eng, développeur, developpeur, développeuse, ingénieur, coder
engineering: development, entwicklung
manager: mgr, leiter, leiterin, responsable
representative: rep, reps
specialist: spezialist, spezialistin, spécialiste
consultant: berater, beraterin, advisor, adviser
analyst: analytiker
assistant: assistent, assistentin
administrator: admin
executive: exec
technician: techniker, technikerin
data: daten
physicist: physicien, physiker
graduate: grad
operations: ops
infrastructure: infra
javascript: js
application: applications, app, apps
system: systems
solution: solutions
platform: platforms, plateforme
product: products
partner: partners
account: accounts
sale: sales, vertrieb
""")

LEVELS = {
    "intern": 0, "internship": 0, "trainee": 0, "apprentice": 0, "praktikant": 0, "student": 0, "stagiaire": 0,
    "junior": 1, "jr": 1, "jnr": 1, "graduate": 1, "entry": 1, "associate": 1, "early": 1, "i": 1,
    "mid": 2, "intermediate": 2, "ii": 2,
    "senior": 3, "sr": 3, "snr": 3, "iii": 3, "experienced": 3, "iv": 3,
    "staff": 4, "lead": 4, "v": 4,
    "principal": 5, "distinguished": 6, "fellow": 6,
}  # fmt: skip
ROLE_LEVELS = {"manager": 4, "head": 6, "director": 6, "president": 7, "chief": 8, "officer": 3, "founder": 7}
"""The rank that a role has by itself."""
UNSAID = 2
NAMES = ("intern", "junior", "mid", "senior", "staff", "principal", "director", "vice president", "chief")
"""Of the ranks from 0."""

ROLES = frozenset(
    "engineer manager designer analyst scientist consultant executive representative recruiter architect specialist"
    " director head partner assistant officer administrator technician coordinator strategist researcher writer editor"
    " accountant controller auditor lawyer counsel nurse teacher tutor lecturer professor physicist chemist biologist"
    " mathematician statistician economist president founder owner planner producer marketer evangelist advocate agent"
    " associate clerk cashier cook waiter server bartender host driver operator mechanic electrician carpenter buyer"
    " trader banker advisor trainer coach secretary receptionist supervisor inspector investigator translator"
    " photographer artist animator copywriter journalist librarian pharmacist physician doctor dentist therapist"
    " psychologist paramedic caregiver salesperson merchandiser instructor intern student graduate chief lead"
    " responder hacker tester master bookkeeper generalist".split()
)  # fmt: skip
LEADING = frozenset({"manager", "director", "head", "president", "chief", "lead", "vice", "supervisor"})
KIN = {
    frozenset(pair.split("/")): value
    for pair, value in {
        "scientist/researcher": 0.9, "scientist/analyst": 0.6, "analyst/consultant": 0.4, "analyst/specialist": 0.5,
        "engineer/architect": 0.7, "engineer/consultant": 0.4, "engineer/administrator": 0.5, "engineer/scientist": 0.4,
        "engineer/technician": 0.5, "consultant/architect": 0.5, "consultant/specialist": 0.5, "engineer/intern": 0.4,
        "manager/director": 0.6, "manager/head": 0.6, "director/head": 0.9, "manager/lead": 0.7, "director/president":
        0.6, "executive/representative": 0.7, "executive/manager": 0.5, "manager/partner": 0.4, "lead/head": 0.6,
        "specialist/coordinator": 0.7, "assistant/coordinator": 0.6, "recruiter/partner": 0.5, "manager/supervisor":
        0.8, "engineer/lead": 0.5, "engineer/graduate": 0.5, "intern/graduate": 0.7, "intern/student": 0.8,
        "manager/coordinator": 0.5, "strategist/analyst": 0.5, "advocate/engineer": 0.5, "physicist/scientist": 0.6,
        "student/assistant": 0.4, "graduate/student": 0.6, "analyst/strategist": 0.5, "manager/consultant": 0.3,
    }.items()
}  # fmt: skip
"""How near roles are that are not the same, from 0 to 1."""

FIELDS = _groups("""
software: software web frontend backend fullstack javascript python java golang ruby php node react mobile android ios application applications engineering cloud platform devops infrastructure systems system reliability site distributed api microservices embedded firmware automation meteor computer science programming deployed fast core services
operations of systems: devops infrastructure platform reliability site cloud systems network kubernetes database linux storage observability automation cloud
data: data analytics warehouse intelligence business machine learning artificial statistics bi insights etl pipeline reporting experimentation
machine learning: machine learning artificial intelligence deep nlp vision research applied
security: security privacy identity trust detection threat fraud
sales: sale account territory business partner partnerships revenue enterprise commercial market smb retail deal channel
customers: customer success support service experience technical client community enablement onboarding
marketing: marketing brand content growth demand communications social media campaign seo events
design: design product user experience interface interaction visual graphic brand creative
product: product program project delivery scrum technical
money: finance financial accounting accounts payable tax treasury audit payroll revenue billing credit risk
people: human resources people talent recruiting workplace learning culture
law: legal counsel compliance contracts policy regulatory risk
hospitality: restaurant food kitchen hotel hospitality beverage store shift
hardware: electronic electronics electrical hardware mechanical physics electro
research: research scientific academic lab laboratory physics science university
solutions: solution consultant presales implementation professional services integration it technology
""")
"""Which fields a title's words speak of: words of one field are half of one another."""

EMPTY_WORDS = frozenset(
    "of and the for a an in at to on with by or our new team remote hybrid onsite full time part contract freelance"
    " permanent f m d w x h all genders former current level de la le les der die das für von im und et du des".split()
)
_CLEAN = re.compile(r"\((?:[mfwdxhi*/|\s,-]|all genders|gn|div)+\)|\b[mfwdx](?:\s?/\s?[mfwdx*]){1,2}\b", re.IGNORECASE)


def without_genders(title: str) -> str:
    """Without (m/w/d) and its like."""
    return _CLEAN.sub(" ", title)
