"""What browser and system somebody has, in a word each: enough to recognise it, too little to tell devices apart."""

from __future__ import annotations

from employers.choices import Browser, System

LONGEST = 512
# In this order: most browsers also name those that they descend from.
BROWSERS = (
    ("Edg", Browser.EDGE),
    ("OPR/", Browser.OPERA),
    ("SamsungBrowser/", Browser.SAMSUNG),
    ("FxiOS/", Browser.FIREFOX),
    ("Firefox/", Browser.FIREFOX),
    ("CriOS/", Browser.CHROME),
    ("Chrome/", Browser.CHROME),
    ("Chromium/", Browser.CHROME),
    ("Safari/", Browser.SAFARI),
)
SYSTEMS = (
    ("iPhone", System.IPHONE),
    ("iPad", System.IPAD),
    ("Android", System.ANDROID),
    ("CrOS", System.CHROME_OS),
    ("Windows", System.WINDOWS),
    ("Macintosh", System.MAC),
    ("Linux", System.LINUX),
)


def told_by(user_agent: str) -> tuple[str, str]:
    """Browser and system by a User-Agent header; empty where it tells neither."""
    text = user_agent[:LONGEST]
    browser = next((kind for mark, kind in BROWSERS if mark in text), "")
    return str(browser), str(next((kind for mark, kind in SYSTEMS if mark in text), ""))
