"""Sections that a form repeats, a sheet for each entry of a list: the printed sheet is copied until there are enough."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from evalprep.documents.forms.copies import drop_identities
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.forms.runs import begin_page
from evalprep.documents.forms.sections import Block, Outline, Part
from evalprep.documents.wordxml import TBL, P
from evalprep.errors import FormError


def add_sheets(body: etree._Element, form: FormMap, counts: Sequence[int], name: str = "") -> None:
    """Copy the sheet of each repeated section until there are as many as its entries; `counts` goes by section.

    Each copy stands on a page of its own. Sheets too many stay. Raises FormError where a sheet cannot be copied.
    """
    if not any(section.repeat for section in form.sections):
        return
    outline = Outline(body, form, name)
    parts = outline.parts()
    outline.problems.clear()  # what is missing is told once, with everything else, by `locate`
    for section, count in zip(form.sections, counts, strict=True):
        printed = [part for part in parts if part.section is section]
        if section.repeat and printed:
            _copy(printed[-1], count - len(printed), outline)
    if outline.problems:
        raise FormError(outline.problems)


def _copy(part: Part, missing: int, outline: Outline) -> None:
    elements = list(dict.fromkeys(block.element for block in part.blocks))
    if missing <= 0:
        return
    if not _stands_alone(part, elements, outline):
        remedy = "把这一部分拆成单独的表格，再试一次"
        told = f"「{part.name}」部分和别的部分在同一张表格里，不能一份一份地另填"
        outline.complain("not_apart", told, remedy, outline.form.place_of(part.name))
        return
    last = elements[-1]
    for _ in range(missing):
        for element in _sheet(elements, part.blocks[0]):
            last.addnext(element)
            last = element


def _sheet(elements: Sequence[etree._Element], heading: Block) -> list[etree._Element]:
    """A copy of a sheet whose heading begins a page; two tables in a row would be one to Word."""
    copies = [copy.deepcopy(element) for element in elements]
    for element in copies:
        element.tail = None
        drop_identities(element)
    at = list(heading.element.iter(P)).index(heading.first_paragraph)
    begin_page(list(copies[0].iter(P))[at])
    between = [etree.Element(P)] if elements[0].tag == elements[-1].tag == TBL else []
    return between + copies


def _stands_alone(part: Part, elements: Sequence[etree._Element], outline: Outline) -> bool:
    """Whether the sheet's tables are its own, and all of it is in one place."""
    own = set(part.blocks)
    others = {block.element for block in outline.blocks if block not in own}
    return not others & set(elements) and len({element.getparent() for element in elements}) == 1
