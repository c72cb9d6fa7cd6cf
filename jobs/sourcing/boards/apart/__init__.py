"""Boards read by another process, which has little memory, little time, no network and no secrets.

What strangers wrote can keep a parser busy for hours, or find its faults; a thread cannot be stopped, a process can.
`program.py` runs the adapters. It asks us for each page (`reader.py`), so that everything goes out through the one
safe client, and hands back postings (`messages.py`), which are believed no more than the page itself.
"""

from jobs.sourcing.boards.apart.reader import Reader, apart, shown

__all__ = ["Reader", "apart", "shown"]
