"""Pictures on pages of A4."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw

from evalprep.documents.printing.pictures import MOST, picture_pdf
from evalprep.errors import OutputError

MM = 72 / 25.4


def sample(size: tuple[int, int] = (400, 300), mode: str = "RGB") -> Image.Image:
    """Blue, with a red corner at the upper left."""
    made = Image.new("RGB", size, (0, 0, 255))
    ImageDraw.Draw(made).rectangle((0, 0, size[0] // 2, size[1] // 2), fill=(255, 0, 0))
    # In black and white the corner is white and the rest black, not a mixture of dots.
    return (
        made.convert("L").point(lambda value: 255 if value > 50 else 0).convert("1")
        if mode == "1"
        else made.convert(mode)
    )


def shades(mode: str) -> Image.Image:
    """Sixteen bits of grey, black at the left."""
    made = Image.new("I", (400, 300))
    for x in range(400):
        made.paste(x * 160, (x, 0, x + 1, 300))
    return made.convert(mode)


def saved(path: Path, picture: Image.Image, **how: Any) -> Path:
    picture.save(path, **how)
    return path


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def only_picture(page: pikepdf.Page) -> pikepdf.Object:
    (held,) = page.obj.Resources.XObject.values()
    return held


def placed(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Where the picture stands on its page: left, lower, width, height, in millimetres."""
    numbers = [
        float(value)
        for step in pikepdf.parse_content_stream(page)
        if str(step.operator) == "cm"
        for value in step.operands
    ]
    return tuple(round(number / MM, 1) for number in (numbers[4], numbers[5], numbers[0], numbers[3]))  # type: ignore[return-value]


def seen(pdf: Path, folder: Path, page: int = 1) -> Image.Image:
    """How a page looks, as a program draws it."""
    import subprocess

    command = ["pdftoppm", "-r", "36", "-f", str(page), "-singlefile", "-png", str(pdf), str(folder / "seen")]
    subprocess.run(command, check=True)
    with Image.open(folder / "seen.png") as shown:
        return shown.convert("RGB")


KINDS = [
    ("a.jpg", sample(), {}),
    ("grey.jpg", sample(mode="L"), {}),
    ("cmyk.jpg", sample(mode="CMYK"), {}),
    ("a.png", sample(), {}),
    ("palette.png", sample(mode="P"), {}),
    ("one.png", sample(mode="1"), {}),
    ("grey.png", sample(mode="L"), {}),
    ("alpha.png", sample(mode="RGBA"), {}),
    ("grey-alpha.png", sample(mode="LA"), {}),
    ("a.bmp", sample(), {}),
    ("one.bmp", sample(mode="1"), {}),
    ("a.gif", sample(mode="P"), {}),
    ("a.webp", sample(), {"lossless": True}),
    ("a.tif", sample(), {"compression": "tiff_lzw"}),
    ("fax.tif", sample(mode="1"), {"compression": "group4"}),
    ("cmyk.tif", sample(mode="CMYK"), {}),
    ("phone.jpg", sample(), {"format": "MPO", "save_all": True, "append_images": [sample((200, 100))]}),
]


@pytest.mark.needs_libreoffice  # and so the tools that draw a PDF
@pytest.mark.parametrize(("name", "picture", "how"), KINDS, ids=[kind[0] for kind in KINDS])
def test_a_picture_of_any_kind_looks_as_it_did(
    tmp_path: Path, name: str, picture: Image.Image, how: dict[str, Any]
) -> None:
    source = saved(tmp_path / name, picture, **how)
    assert picture_pdf(source, tmp_path / "a.pdf") == 1
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert len(pdf.pages) == 1
    page = seen(tmp_path / "a.pdf", tmp_path)
    assert page.size == (421, 297) or page.size == (421, 298)
    # It is 67.7 mm wide in the middle of the page: a point in its red corner, one in its blue part, one beside it.
    for at, there in ((0.45, 0.45), (100, 75)), ((0.55, 0.55), (300, 225)), ((0.2, 0.2), None):
        found = page.getpixel((int(page.width * at[0]), int(page.height * at[1])))
        wanted = picture.convert("RGB").getpixel(there) if there else (255, 255, 255)
        far = 120 if name == "cmyk.jpg" else 12  # Each program has its own idea of ink.
        assert all(abs(a - b) <= far for a, b in zip(found, wanted, strict=True)), (at, found, wanted)  # type: ignore[arg-type]


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_as_the_camera_was_held(tmp_path: Path, orientation: int) -> None:
    from PIL import ImageOps

    source = saved(tmp_path / "a.jpg", sample(), exif=turned(orientation))
    with Image.open(source) as opened:
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    picture_pdf(source, tmp_path / "a.pdf")
    page = seen(tmp_path / "a.pdf", tmp_path)
    assert (page.width > page.height) is (upright.width > upright.height)
    for across, down in (0.47, 0.47), (0.53, 0.47), (0.47, 0.53), (0.53, 0.53):
        found: Any = page.getpixel((int(page.width * across), int(page.height * down)))
        side = (0.25 if across < 0.5 else 0.75, 0.25 if down < 0.5 else 0.75)
        wanted: Any = upright.getpixel((int(upright.width * side[0]), int(upright.height * side[1])))
        assert (found[0] > 128) is (wanted[0] > 128), (across, down)


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize(
    ("name", "mode"), [("a.png", "I;16"), ("a.tif", "I;16"), ("b.tif", "I"), ("c.tif", "F")]
)
def test_more_than_eight_bits_of_grey_are_grey(tmp_path: Path, name: str, mode: str) -> None:
    picture_pdf(saved(tmp_path / name, shades(mode)), tmp_path / "a.pdf")
    page = seen(tmp_path / "a.pdf", tmp_path)
    left, middle, right = (page.getpixel((int(page.width * at), page.height // 2)) for at in (0.4, 0.5, 0.6))
    assert left[0] < 60 < 100 < middle[0] < 150 < 200 < right[0]  # type: ignore[index]


@pytest.mark.parametrize(
    ("orientation", "how"),
    [(6, {}), (6, {"format": "MPO", "save_all": True, "append_images": [sample()]}), (0, {}), (9, {})],
)
def test_a_photograph_is_not_compressed_anew(tmp_path: Path, orientation: int, how: dict[str, Any]) -> None:
    source = saved(tmp_path / "a.jpg", sample(), exif=turned(orientation), **how)
    picture_pdf(source, tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        held = only_picture(pdf.pages[0]).read_raw_bytes()
    assert len(held) > 1000
    assert source.read_bytes().startswith(held)


@pytest.mark.parametrize(
    ("mode", "how"),
    [
        ("RGBA", {}),
        ("LA", {}),
        ("RGB", {"transparency": (0, 0, 0)}),
        ("L", {"transparency": 0}),
        ("P", {"transparency": 0}),
    ],
)
def test_what_one_sees_through_is_white(tmp_path: Path, mode: str, how: dict[str, Any]) -> None:
    picture_pdf(saved(tmp_path / "a.png", Image.new(mode, (40, 30)), **how), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        held = only_picture(pdf.pages[0])
        assert "/SMask" not in held
        assert pikepdf.PdfImage(held).as_pil_image().convert("RGB").getextrema() == ((255, 255),) * 3  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("size", "page", "place"),
    [
        ((3000, 4000), (210, 297), (10, 21.8, 190, 253.3)),
        ((4000, 3000), (297, 210), (21.8, 10, 253.3, 190)),
        ((2000, 8000), (210, 297), (70.4, 10, 69.2, 277)),
        ((300, 300), (210, 297), (79.6, 123.1, 50.8, 50.8)),
    ],
)
def test_a_picture_fits_into_the_margins_and_is_not_blown_up(
    tmp_path: Path, size: tuple[int, int], page: tuple[int, int], place: tuple[float, ...]
) -> None:
    picture_pdf(saved(tmp_path / "a.png", Image.new("1", size)), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        (only,) = pdf.pages
        assert tuple(round(float(edge) / MM) for edge in only.mediabox[2:]) == page  # type: ignore[index]
        assert placed(only) == pytest.approx(place, abs=0.15)


def test_every_page_of_a_scan_is_a_page(tmp_path: Path) -> None:
    pages = [sample((300, 400)), sample((300, 400), "1")]
    source = saved(tmp_path / "a.tif", sample(), save_all=True, append_images=pages)
    assert picture_pdf(source, tmp_path / "a.pdf") == 3
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert [page.mediabox[2] > page.mediabox[3] for page in pdf.pages] == [True, False, False]  # type: ignore[operator]


def test_of_a_picture_that_moves_the_first_is_taken(tmp_path: Path) -> None:
    first, second = Image.new("P", (40, 30)), Image.new("L", (40, 30), 255).convert("P")
    source = saved(tmp_path / "a.gif", first, save_all=True, append_images=[second])
    assert picture_pdf(source, tmp_path / "a.pdf") == 1
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert pikepdf.PdfImage(only_picture(pdf.pages[0])).as_pil_image().convert("L").getextrema() == (0, 0)  # type: ignore[arg-type]


def test_a_page_does_not_name_the_day(tmp_path: Path) -> None:
    picture_pdf(saved(tmp_path / "a.png", sample()), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo)


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    source = saved(tmp_path / "a.tif", sample(), save_all=True, append_images=[sample()])
    for name in ("a.pdf", "b.pdf"):
        picture_pdf(source, tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 900 million pixels."""
    size = struct.pack(">IIBBBBB", 30000, 30000, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


def cut(suffix: str, **how: Any) -> bytes:
    from io import BytesIO

    file = BytesIO()
    sample().save(file, suffix, **how)
    return file.getvalue()[: len(file.getvalue()) // 2]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(cut("JPEG"), "读不完整", id="half a JPEG"),
        pytest.param(cut("PNG"), "读不完整", id="half a PNG"),
        pytest.param(cut("TIFF", save_all=True, append_images=[sample()]), "读不完整", id="half a TIFF"),
        pytest.param(cut("GIF"), "读不完整", id="half a GIF"),
        pytest.param(b"\xff\xd8\xff" + b"x" * 500, "读不完整", id="no JPEG"),
        pytest.param(bomb(), "大得不正常", id="too large"),
    ],
)
def test_a_picture_that_cannot_be_drawn_whole_is_named(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "照片.jpg").write_bytes(content)
    with pytest.raises(OutputError, match=f"图片 照片.jpg {told}"):
        picture_pdf(tmp_path / "照片.jpg", tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_a_scan_of_too_many_pages_is_named(tmp_path: Path) -> None:
    page = Image.new("1", (2, 2))
    source = saved(tmp_path / "a.tif", page, save_all=True, append_images=[page] * MOST)
    with pytest.raises(OutputError, match="分成几份"):
        picture_pdf(source, tmp_path / "a.pdf")


def test_a_large_picture_is_taken_without_a_word(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    source = saved(tmp_path / "a.png", Image.new("1", (10000, 9500)))
    assert picture_pdf(source, tmp_path / "a.pdf") == 1
    assert not list(recwarn)
