"""Which of several forms a Word file is: the one whose labels it has, all of them; else the nearest, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evalprep.documents.forms.formmap import FormMap, Section
from evalprep.documents.forms.places import locate
from evalprep.documents.forms.sections import Outline
from evalprep.documents.labels import normalise
from evalprep.documents.package import Package
from evalprep.documents.wordxml import paragraph_text
from evalprep.errors import FormError, Problem


@dataclass(frozen=True)
class Fit:
    """How far a file is a form."""

    form: FormMap
    lacking: tuple[str, ...]
    """The labels of the form that stand nowhere in the file, as the form prints them."""
    asked: int
    """How many labels the form has."""
    problems: tuple[Problem, ...]
    """Why the form cannot be read off the file; empty where it can."""

    @property
    def share(self) -> float:
        """How many of the form's labels are there, 0 to 1."""
        return 1 - len(self.lacking) / self.asked if self.asked else 0.0


def best_fit(package: Package, forms: Sequence[FormMap], name: str = "") -> Fit | None:
    """The form that the file is, of several that it could be the one with most labels; else the nearest.

    None without forms.
    """
    fits = [_fit(package, form, name) for form in forms]
    return max(
        fits, key=lambda fit: (not fit.problems, fit.asked if not fit.problems else fit.share), default=None
    )


def _fit(package: Package, form: FormMap, name: str) -> Fit:
    labels = tuple(dict.fromkeys(label for section in form.sections for label in _labels(section)))
    printed = _printed(package, form)
    whole = "\n".join(printed)
    lacking = tuple(label for label in labels if not _is_there(normalise(label), printed, whole))
    problems: tuple[Problem, ...] = ()
    try:
        locate(package.body, form, name)
    except FormError as error:
        problems = error.problems
    return Fit(form, lacking, len(labels), problems)


def _labels(section: Section) -> Iterator[str]:
    """Every label that the section is found by, those that nobody fills included."""
    yield from filter(None, (section.at.paragraph, section.at.heading, *(section.at.table_with or ())))
    yield from (slot.label for slot in section.slots)
    for group in section.groups:
        yield group.anchor
        yield from (slot.label for slot in group.slots)
    yield from (table.region.row_label for table in section.tables)
    yield from (label for rows in section.every_list() for label in rows.columns)


def _printed(package: Package, form: FormMap) -> frozenset[str]:
    """The texts of the file's cells and paragraphs, as labels are compared."""
    blocks = Outline(package.body, form).blocks
    lines = {normalise(paragraph_text(one)) for block in blocks for one in block.paragraphs}
    return frozenset(lines | {block.cell.label for block in blocks if block.cell})


def _is_there(label: str, printed: frozenset[str], whole: str) -> bool:
    """Whether a label is a whole text, or begins one; a heading named by its number alone begins one too."""
    return label in printed or f"\n{label}" in f"\n{whole}"
