"""Occupations found by name, part of a name, former name or code, with what is known of each."""

from __future__ import annotations

from collections.abc import Iterator

from evalprep.errors import Problem, UsageError
from evalprep.model.catalogs import DOUBTED, GAPS, Catalogs, CatalogueEntry, code_prefix
from evalprep.report.layout import Style, pad, wrap

MOST = 30
FULL_CODE = len("6-31-01-03")
UNSKILLED = {"1": "第一大类", "2": "第二大类", "7": "第七大类", "8": "第八大类"}
"""The major groups in which no skilled occupation lies."""
OLD_CODES = "1999 年版、2015 年版大典的编码与 2022 年版的不同，名称对不上时请按名称查。"


def occupations_text(query: str, catalogs: Catalogs, style: Style) -> str:
    """The occupations found; raises UsageError when there is none."""
    found, unplaced = catalogs.search(query), []
    code = code_prefix(query)
    if code is None:
        unplaced = catalogs.unplaced(query)
    if not found and not unplaced:
        raise UsageError(_none(query, code))
    words = "".join(query.split())
    lines = [
        line for one, name in found if catalogs.renamed.get(name) == words for line in _now(one, name, words)
    ]
    for one, name in found[:MOST]:
        notes = "，".join(_notes(one, name, catalogs))
        lines += wrap(f"{name}{f'　{notes}' if notes else ''}", style.cells, pad(one, 12), " " * 14)
    if len(found) > MOST:
        lines.append(f"共 {len(found)} 个，这里列出 {MOST} 个；写得更具体些可以少列一些")
    lines += [line for entry in unplaced for line in _unplaced(entry, style)]
    if code and len(code) == FULL_CODE:
        lines += wrap(OLD_CODES, style.cells)
    return "\n".join(lines) + "\n"


def _now(code: str, name: str, former: str) -> Iterator[str]:
    yield f"「{former}」现名「{name}」，编码 {code}"


def _notes(code: str, name: str, catalogs: Catalogs) -> Iterator[str]:
    """The catalogue's number, the name that it had there, and what casts doubt on the code."""
    entry = catalogs.in_catalogue(code, name)
    if entry is not None:
        former = f"（原名{entry.occupation}）" if entry.occupation != name else ""
        yield f"2020年目录第 {entry.number} 项{former}"
    if code in DOUBTED:
        yield f"编码可能应为 {DOUBTED[code]}，请核对"
    if code[0] in UNSKILLED:
        yield f"{UNSKILLED[code[0]]}，不是技能类职业"


def _unplaced(entry: CatalogueEntry, style: Style) -> list[str]:
    told = (
        f"2020年目录第 {entry.number} 项「{entry.occupation}」：2022 年版大典里没有同名的职业，可能已经改名、"
        "并入别的职业或成为工种；编码在现行的国家职业技能标准封面上查"
    )
    return wrap(told, style.cells, "", "  ")


def _none(query: str, code: str | None) -> Problem:
    """Why nothing was found: the table has gaps, and older editions had other codes."""
    if code is None:
        remedy = "换一个词，或只写名称里的两三个字；新职业可能不在表里，可以直接填写"
        return Problem("no_occupation", f"2022 年版大典里没有找到「{query}」", remedy)
    told = f"2022 年版大典的表里没有编码 {code}（表里还缺 {GAPS}，所以编码仍可能是对的）"
    return Problem("no_occupation", told, f"{OLD_CODES.removesuffix('。')}；新职业可以直接填写编码和名称")
