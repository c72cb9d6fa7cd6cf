"""Words for jobs and people: plain, made from a seed, and of nobody who lives."""

from __future__ import annotations

import random
from collections.abc import Sequence


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words(
    "Ada Ben Cleo Dov Ela Finn Gia Hugo Ines Jon Kaya Liv Milo Nora Oto Pia Quin Rosa Sami Tove Uma"
    " Vito Wanda Xenia Yara Zeno Alma Bruno Cora Dario Edda Felix"
)
START = _words("Al Ber Cor Dan El Fer Gra Hal Im Jar Kol Lan Mar Nor Os Per Quar Ros Sal Tor Ul Ver Wal Yor Zan")
END = _words("berg dahl feld gren hart holm ing kamp lund mann ner qvist rud stad strom ter vik wall wick zen")
TITLES = (
    "Data engineer", "Nurse", "Electrician", "Product designer", "Account manager", "Backend developer", "Welder",
    "Site manager", "Accountant", "Teacher", "Mechanical engineer", "Support specialist", "Lab technician",
)  # fmt: skip
LEVELS = ("", "Senior ", "Lead ", "Junior ", "Principal ")
SKILLS = (
    "Python", "SQL", "Django", "Excel", "SAP", "Figma", "Rust", "Kubernetes", "Welding", "Triage", "Audit", "CAD",
    "Sales", "German", "Kafka", "Statistics", "Teaching", "Soldering", "Budgeting", "Linux",
)  # fmt: skip
PLACES = (
    ("Berlin", "DE"), ("Vienna", "AT"), ("Zurich", "CH"), ("Lisbon", "PT"), ("Oslo", "NO"), ("Dublin", "IE"),
    ("Graz", "AT"), ("Hamburg", "DE"), ("Porto", "PT"), ("Malmö", "SE"), ("Utrecht", "NL"), ("Lyon", "FR"),
)  # fmt: skip
DEPARTMENTS = ("Engineering", "Care", "Operations", "Design", "Sales", "Finance", "People", "Research")
VERBS = _words("build maintain plan review improve measure document repair teach support deliver negotiate test lead")
THINGS = _words(
    "pipelines machines budgets reports lessons circuits interfaces contracts wards databases"
    " drawings samples schedules warehouses tickets bridges models trains services audits"
)
TAILS = (
    "with a small team", "for customers across Europe", "under tight deadlines", "from the first sketch on",
    "in close contact with suppliers", "and write down what was learned", "so that nothing is lost",
    "day and night in shifts", "with care for every detail", "to a standard others rely on",
)  # fmt: skip


def text(rng: random.Random, length: int) -> str:
    """Sentences of about `length` characters."""
    said: list[str] = []
    size = 0
    while size < length:
        skill = f" using {rng.choice(SKILLS)}" if rng.random() < 0.4 else ""
        sentence = f"You {rng.choice(VERBS)} {rng.choice(THINGS)}{skill} {rng.choice(TAILS)}."
        said.append(sentence)
        size += len(sentence) + 1
    return " ".join(said)


def name(rng: random.Random) -> str:
    return f"{rng.choice(FIRST)} {rng.choice(START)}{rng.choice(END)}"


def some(rng: random.Random, of: Sequence[str], most: int) -> list[str]:
    return rng.sample(of, rng.randint(1, most))
