"""Where what is typed leads the pointer of a menu: digits, the keys of the moves, and part of an option's title. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

LONGEST = 12
"""How much of what was typed is shown."""


class Menu:
    """The options of a menu, the first `numbered` of which have a number, and the pointer that typing moves.

    Nothing but Enter chooses; whoever moves the pointer otherwise tells by `at`.
    """

    def __init__(self, titles: Sequence[str], numbered: int, keys: Mapping[str, int]) -> None:
        self._titles, self._numbered, self._keys = titles, numbered, keys
        self._number = self._letters = ""
        self._moved_to: int | None = None
        self.hint = ""
        """What is said below the options of what was typed."""

    @property
    def is_lost(self) -> bool:
        """Whether no option holds what was typed: Enter would choose what nobody meant."""
        return bool(self._letters) and not self._holding(self._letters)

    def typed(self, text: str, at: int) -> int:
        """Where the pointer goes from `at` when a text is typed or pasted."""
        for character in unicodedata.normalize("NFKC", text):
            at = self._type(character, at)
        return at

    def rubbed_out(self, at: int) -> int:
        """Where the pointer goes when the last character is taken back."""
        return self._search(self._letters[:-1], at)

    def forget(self) -> None:
        """After Enter on a text that no option holds: say so, and begin anew."""
        self._letters = ""
        self.hint = f"{self.hint.split('；')[0]}，没有选。用上下键或数字选"

    def _type(self, character: str, at: int) -> int:
        if at != self._moved_to:
            self._number = self._letters = self.hint = ""
        longer = self._letters + character
        if not self._letters.strip() or (self.is_lost and not self._holding(longer)):
            if character.isdecimal() and character.isascii():
                return self._digit(character, at)
            if character.lower() in self._keys:
                return self._to(self._keys[character.lower()])
        return self._search(longer, at) if longer.strip() and character.isprintable() else at

    def _digit(self, figure: str, at: int) -> int:
        self._letters = self.hint = ""
        begun = self._number and at == int(self._number) - 1
        for text in (self._number + figure, figure) if begun else (figure,):
            if 1 <= int(text) <= self._numbered:
                self._number = text
                return self._to(int(text) - 1)
        self.hint = f"没有第 {figure} 项"
        self._moved_to = at
        return at

    def _search(self, letters: str, at: int) -> int:
        self._letters, self._number = letters, ""
        found = self._holding(letters) if letters else []
        shown = letters if len(letters) <= LONGEST else f"{letters[:LONGEST]}……"
        if not letters:
            self.hint = ""
        elif not found:
            self.hint = f"没有带「{shown}」的一项；按退格键重新输入，或用上下键、数字选"
        elif len(found) == 1:
            self.hint = f"带「{shown}」的是这一项，回车确认"
        else:
            self.hint = f"带「{shown}」的有 {len(found)} 项；接着输入，或用上下键选"
        self._moved_to = found[0] if found else at
        return self._moved_to

    def _holding(self, letters: str) -> list[int]:
        """The numbered options whose titles hold a text, the nearest first."""
        wanted = _plain(letters)
        titles = [_plain(title) for title in self._titles[: self._numbered]]
        found = [number for number, title in enumerate(titles) if wanted in title]
        return sorted(found, key=lambda n: (titles[n] != wanted, not titles[n].startswith(wanted)))

    def _to(self, place: int) -> int:
        self._letters = self.hint = ""
        self._moved_to = place
        return place


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
