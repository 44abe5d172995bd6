"""Pictures as PDF: each on a page of A4, lying or standing as the picture does."""

from __future__ import annotations

import shutil
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from evalprep.documents.printing.joining import join
from evalprep.errors import OutputError, Place, Problem

if TYPE_CHECKING:
    from PIL.Image import Image

MARGIN = 10 * 72 / 25.4
"""The least margin of a page around its picture, in points: 10 mm."""
A4 = (210 * 72 / 25.4, 297 * 72 / 25.4)
"""A standing page, in points."""
DOTS = 150
"""Pixels an inch: a picture is not drawn so large that it has fewer, for then it is blurred."""
MOST = 200
"""The most pages that one picture file is taken to have."""
_AS_IT_IS = {"JPEG": ("L", "RGB", "CMYK"), "MPO": ("L", "RGB"), "PNG": ("1", "L", "RGB", "P")}
"""What a PDF holds as it stands in the file, by its format: the kinds of colour that a PDF has too."""
_MIRRORED = (2, 4, 5, 7)
"""The orientations (EXIF 0x0112) that mirror a picture, which a page cannot; the others turn it, or are no orientation."""


def picture_pdf(source: Path, target: Path) -> int:
    """Write a picture as PDF, a page for every picture in it, and say how many pages; of one that moves, the first only.

    A photograph is not compressed anew. Raises OutputError (picture): what cannot be read to its end, is larger
    than Pillow takes for safe (some 180 million pixels), or has more than 200 pages.
    """
    with TemporaryDirectory(prefix="evalprep-", ignore_cleanup_errors=True) as folder:
        with _read_to_the_end(source) as picture:
            pages = [_write_page(page, Path(folder), n) for n, page in enumerate(_pages(picture, source))]
        join(pages, target) if len(pages) > 1 else shutil.copyfile(pages[0], target)
        return len(pages)


@contextmanager
def _read_to_the_end(source: Path) -> Iterator[Image]:
    """An open picture; what goes wrong with it is told of its file. A damaged one can upset a reader in many ways."""
    from PIL import Image

    # Pillow warns of what is half too large; the library that draws warns of colours that it is told to drop.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(source) as picture:
                yield picture
        except Image.DecompressionBombError:
            raise _refused(
                source, "大得不正常", "缩小或者重新扫描（一页 300 dpi 就够），另存一份再登记"
            ) from None
        except _DAMAGED:
            raise _refused(
                source, "读不完整，可能损坏了", "打开看看，另存一份，或者重新拍照、扫描，再登记"
            ) from None


_DAMAGED = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    MemoryError,
    struct.error,
    zlib.error,
)


def _refused(source: Path, what: str, remedy: str) -> OutputError:
    return OutputError(
        Problem("picture", f"图片 {source.name} {what}，不能放进 PDF", remedy, Place(str(source)))
    )


def _pages(picture: Image, source: Path) -> Iterator[bytes]:
    """Each picture as a file that a PDF can hold as it stands."""
    count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    if count > MOST:
        raise _refused(source, f"有 {count} 页，超过 {MOST} 页", "分成几份文件，再登记")
    for number in range(count):
        picture.seek(number)
        picture.load()  # To its end: what was cut off is found here.
        yield source.read_bytes() if _fits_as_it_is(picture) else _plain(picture)


def _fits_as_it_is(picture: Image) -> bool:
    kinds = _AS_IT_IS.get(picture.format or "", ())
    return (
        picture.mode in kinds
        and "transparency" not in picture.info
        and picture.getexif().get(0x0112) not in _MIRRORED
    )


def _plain(picture: Image) -> bytes:
    """A picture in black and white, grey or colours, turned upright, on white where one sees through it; as PNG."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("I", "F") or upright.mode.startswith("I;16"):
        upright = _eight_bits(upright)
    if upright.has_transparency_data:
        seen = upright.convert("RGBA")
        upright = Image.new("RGB", seen.size, "white")
        upright.paste(seen, mask=seen.getchannel("A"))
    if upright.mode not in ("1", "L", "RGB"):
        upright = upright.convert("RGB")
    file = BytesIO()
    upright.save(file, "PNG", compress_level=4)
    return file.getvalue()


def _eight_bits(picture: Image) -> Image:
    """Shades of grey from more than eight bits: 16 bits by their upper half, others stretched over what there is."""
    if picture.mode.startswith("I;16") or picture.mode == "I":
        low, high = 0.0, 65535.0
    else:
        low, high = (float(end) for end in picture.getextrema())  # type: ignore[arg-type]
    scale = 255 / (high - low) if high > low else 0.0
    return picture.convert("F").point(lambda value: value * scale - low * scale).convert("L")


def _write_page(picture: bytes, folder: Path, number: int) -> Path:
    """Write one page, and say where: only one picture of a long scan is in memory."""
    import img2pdf
    from PIL import Image

    # What Pillow has read, the other library may still refuse, such as a kind of JPEG.
    try:
        page = _drawn(picture)
    except (img2pdf.ImageOpenError, img2pdf.JpegColorspaceError, img2pdf.UnsupportedColorspaceError):
        with Image.open(BytesIO(picture)) as opened:
            page = _drawn(_plain(opened))
    written = folder / f"{number}.pdf"
    written.write_bytes(page)
    return written


def _drawn(picture: bytes) -> bytes:
    import img2pdf

    drawn: bytes = img2pdf.convert(
        picture,
        layout_fun=_layout,
        rotation=img2pdf.Rotation.ifvalid,
        first_frame_only=True,
        nodate=True,
        producer="evalprep",
    )
    return drawn


def _layout(wide: int, high: int, _dots: object) -> tuple[float, float, float, float]:
    """The size of the page and of the picture on it, in points, for a picture of so many pixels."""
    page = A4 if wide <= high else A4[::-1]
    scale = min((page[0] - 2 * MARGIN) / wide, (page[1] - 2 * MARGIN) / high, 72 / DOTS)
    return *page, wide * scale, high * scale
