"""The demo: three employers with jobs, candidates in every stage, their CVs, and sign-ins for each role."""

from hiretrack.portal.demo.accounts import SignIn, sign_ins
from hiretrack.portal.demo.seeding import DemoRefused, plant

__all__ = ["DemoRefused", "SignIn", "plant", "sign_ins"]
