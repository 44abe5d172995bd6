"""Numbers of headings, articles and items, given in order: 一、（一）1. in plans and letters, 第一章 第一条 （一） in rules."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """A number from 1 to 999 as Chinese writes it: 十二, 二十, 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if number < 20 else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


class Numbering:
    """Counts through one paper: each call gives the next number."""

    def __init__(self, layout: str) -> None:
        self._rules = layout == "rules"
        self._headings = [0, 0, 0]
        self._articles = 0

    def heading(self, level: int, text: str) -> str:
        """A heading of level 1 to 3 with its number; those below it begin again."""
        self._headings[level - 1] += 1
        self._headings[level:] = [0] * (3 - level)
        number = self._headings[level - 1]
        if self._rules:
            return f"第{chinese_number(number)}{'章节'[level - 1]}　{text}"
        return {1: f"{chinese_number(number)}、", 2: f"（{chinese_number(number)}）", 3: f"{number}. "}[
            level
        ] + text

    def article(self) -> str:
        """第一条: articles are numbered through all chapters."""
        self._articles += 1
        return f"第{chinese_number(self._articles)}条"

    def item(self, number: int, numbered: bool) -> str:
        """What an item begins with: （一） in rules, else the number that the outline writes (1.) or （1）."""
        if self._rules:
            return f"（{chinese_number(number)}）"
        return f"{number}. " if numbered else f"（{number}）"
