"""Small PDFs, made up, for the tests of what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, Object, String

A4 = (0, 0, 595, 842)


def add_page(
    pdf: pikepdf.Pdf,
    media: Sequence[float] = A4,
    *,
    crop: Sequence[float] | None = None,
    turned: int | None = None,
    unit: float | None = None,
    content: bytes = b"0.9 g 0 0 10 10 re f",
) -> Object:
    """A page with boxes, a way it is turned, and what it draws."""
    page = pdf.add_blank_page().obj
    page.MediaBox = Array(media)
    if crop:
        page.CropBox = Array(crop)
    if turned is not None:
        page.Rotate = turned
    if unit:
        page.UserUnit = unit
    page.Contents = pdf.make_stream(content)
    return page


def write_pdf(path: Path, pages: int = 1, **encryption: Any) -> Path:
    """A PDF of plain pages; with owner=, user= (and allow=) encrypted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with pikepdf.new() as pdf:
        for _ in range(pages):
            add_page(pdf)
        pdf.save(path, encryption=Encryption(**encryption) if encryption else None)
    return path


def appearance(pdf: pikepdf.Pdf, drawn: bytes) -> Dictionary:
    """How an annotation looks: a square of ten points that draws something."""
    look = pdf.make_stream(drawn)
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 10, 10])
    return Dictionary(N=look)


def annotation(pdf: pikepdf.Pdf, page: Object, kind: str, **keys: Any) -> Object:
    """An annotation of a kind on a page, with more keys."""
    made = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([10, 10, 20, 20]), F=4, **keys)
    )
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(made)
    return made


def script(text: str = "app.alert(1)") -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(text))


def drawn(page: pikepdf.Page) -> str:
    """All operators of a page, and of what it draws from elsewhere."""
    contents = page.obj.Contents
    parts = (
        [part.read_bytes() for part in contents] if isinstance(contents, Array) else [contents.read_bytes()]
    )
    forms = page.obj.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    parts += [form.read_bytes() for _, form in forms.items() if form.get("/Subtype") == Name.Form]
    return b"\n".join(parts).decode("latin-1")
