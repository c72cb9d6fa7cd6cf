from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Period:
    """As JSON Resume has dates: `2019` or `2019-06`. An end is empty while it goes on, or when it was one moment."""

    start: str = ""
    end: str = ""
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A position held, or a course of study."""

    title: str
    organisation: str
    period: Period
    highlights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    name: str = ""
    headline: str = ""
    email: str = ""
    phone: str = ""
    location: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resume:
    """What a CV's text says, for its owner to look over: read by rules, so that any of it may be missing or wrong."""

    contact: Contact
    experience: list[Entry] = field(default_factory=list)
    education: list[Entry] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    """Tags (RFC 5646)."""
