"""Markdown as the text part of a mail: paragraphs, lists and addresses, without the signs."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token


def as_text(tokens: Sequence[Token]) -> str:
    """The text of parsed Markdown, its blocks set apart by empty lines, the items of a list by none."""
    made = _Text()
    for token in tokens:
        made.take(token)
    return made.text.strip()


class _Text:
    def __init__(self) -> None:
        self.text = ""
        self.lists: list[int | None] = []
        self.sign = ""
        self.in_item = False

    def take(self, token: Token) -> None:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            self.lists.append(int(token.attrGet("start") or 1) if token.tag == "ol" else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.lists.pop()
        elif token.type == "list_item_open":
            self.sign = self._next_sign()
        elif token.type == "hr":
            self._add("* * *")
        elif token.type == "inline":
            self._add(_inline(token.children or []))
        elif token.type in {"code_block", "fence"}:
            self._add(token.content.rstrip("\n"))

    def _next_sign(self) -> str:
        number = self.lists[-1]
        if number is None:
            return "- "
        self.lists[-1] = number + 1
        return f"{number}. "

    def _add(self, block: str) -> None:
        depth = "  " * max(0, len(self.lists) - 1)
        gap = "\n" if self.sign and self.in_item else "\n\n"
        self.text += f"{gap if self.text else ''}{depth}{self.sign}{block}"
        self.in_item, self.sign = bool(self.sign), ""


def _inline(tokens: Sequence[Token]) -> str:
    text, opened = "", [("", 0)]
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            text += "\n"
        elif token.type == "link_open":
            opened.append((str(token.attrGet("href") or ""), len(text)))
        elif token.type == "link_close":
            address, start = opened.pop()
            text += "" if text[start:] == address.removeprefix("mailto:") else f" ({address})"
        else:
            text += token.content
    return text
