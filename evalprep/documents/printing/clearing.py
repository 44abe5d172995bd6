"""What of a PDF goes on paper, and what does not: a form and its seals are drawn onto the page, what would run is dropped.

The combined PDF is for printing, and goes from hand to hand: it runs no script, opens no program, carries no file.
A signature is valid in the file that was signed only; its seal is seen here, and the file itself is handed in too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalprep.errors import OutputError, Place, Problem

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

ACTIVE = {"/Widget", "/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/Popup"}
"""The annotations that a page loses once they are drawn: fields of a form, and what carries or plays a file."""
HARMLESS = ("http://", "https://", "mailto:")
"""How the links begin that are kept."""
HIDDEN = "/EvalprepHidden"
"""What a layer that is off carries until the pages are joined."""
DEEP = 32
"""How many fields of a form stand in one another at most."""


def clear(pdf: Pdf, file: Path) -> None:
    """Draw what stands over the pages onto them, and take away what would run. Changes the open PDF, not its file.

    Raises OutputError (pdf_form) for a form whose entries were stored without how they look: readers would each draw
    them in their own way, and a printed copy would lack them.
    """
    form: Any = pdf.Root.get("/AcroForm")
    if _is_dictionary(form) and form.get("/NeedAppearances", False) is True:
        if any(_has_entry(annotation) for page in pdf.pages for annotation in _annotations(page)):
            told = f"{file.name} 是填写过的 PDF 表单，填的内容没有存成版面，合并后会看不见"
            remedy = "用 PDF 阅读器打开，打印成 PDF（或另存为 PDF），换掉原来的文件"
            raise OutputError(Problem("pdf_form", told, remedy, Place(str(file))))
        form.NeedAppearances = False
    pdf.flatten_annotations("all")
    for page in pdf.pages:
        _clear_page(page)
    _mark_layers(pdf)
    for key in ("/AcroForm", "/AA", "/OpenAction", "/Names"):
        if key in pdf.Root:
            del pdf.Root[key]


def _clear_page(page: Page) -> None:
    from pikepdf import Array

    for key in ("/AA", "/AF", "/PieceInfo"):
        if key in page.obj:
            del page.obj[key]
    if "/Annots" not in page.obj:
        return
    kept = [each for each in _annotations(page) if str(each.get("/Subtype", "")) not in ACTIVE]
    for annotation in kept:
        _clear_actions(annotation)
    if kept:
        page.obj.Annots = Array(kept)
    else:
        del page.obj["/Annots"]


def _clear_actions(annotation: Object) -> None:
    for key in ("/AA", "/PA", "/AF", "/Popup"):
        if key in annotation:
            del annotation[key]
    action: Any = annotation.get("/A")
    if action is None:
        return
    address = str(action.get("/URI", "")) if _is_dictionary(action) else ""
    if address.lower().startswith(HARMLESS) and str(action.get("/S", "")) == "/URI":
        if "/Next" in action:
            del action["/Next"]
    else:
        del annotation["/A"]


def _annotations(page: Page) -> Iterator[Any]:
    from pikepdf import Array

    listed = page.obj.get("/Annots")
    if isinstance(listed, Array):
        yield from (each for each in listed if _is_dictionary(each))


def _has_entry(annotation: Any) -> bool:
    """Whether a field of a form holds a text or a choice; what it lacks, the field above it has (ISO 32000-1, 12.7.3)."""
    from pikepdf import Array, String

    field, value, kind = annotation, None, None
    for _ in range(DEEP):
        value = field.get("/V") if value is None else value
        kind = field.get("/FT") if kind is None else kind
        field = field.get("/Parent")
        if not _is_dictionary(field):
            break
    entered = (
        isinstance(value, String | Array) and len(bytes(value) if isinstance(value, String) else value) > 0
    )
    return str(kind) in ("/Tx", "/Ch") and entered


def _mark_layers(pdf: Pdf) -> None:
    """Write on every layer whether it is off: joined pages keep their layers, but not the list that says so."""
    layers: Any = pdf.Root.get("/OCProperties")
    if not _is_dictionary(layers):
        return
    for layer in _off(layers):
        if _is_dictionary(layer):
            layer[HIDDEN] = True


def name_layers(whole: Pdf) -> None:
    """Say of the layers of joined pages which are off: without that, what a drawing hides would be printed."""
    from pikepdf import Array, Dictionary

    layers = [each for each in whole.objects if _is_dictionary(each) and str(each.get("/Type", "")) == "/OCG"]
    off = [layer for layer in layers if HIDDEN in layer]
    for layer in off:
        del layer[HIDDEN]
    if layers:
        whole.Root.OCProperties = Dictionary(OCGs=Array(layers), D=Dictionary(OFF=Array(off)))


def _off(layers: Any) -> list[Any]:
    """The layers that are not shown when the file is opened (ISO 32000-1, 8.11.4.3)."""
    shown = layers.get("/D")
    listed = {key: list(shown.get(key, [])) if _is_dictionary(shown) else [] for key in ("/ON", "/OFF")}
    if _is_dictionary(shown) and str(shown.get("/BaseState", "/ON")) == "/OFF":
        on = {layer.objgen for layer in listed["/ON"]}
        return [layer for layer in layers.OCGs if layer.objgen not in on]
    return listed["/OFF"]


def _is_dictionary(value: Any) -> bool:
    from pikepdf import Dictionary

    return isinstance(value, Dictionary)
