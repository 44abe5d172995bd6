"""Many papers in one PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from evalprep.documents.printing.bundle import Bundle, Part, combine, page_count
from evalprep.documents.printing.page_numbers import _unpaired
from evalprep.errors import OutputError
from tests.documents.printing.pdf_samples import add_page, annotation, appearance, drawn, script, write_pdf


def combined(folder: Path, *parts: Part) -> Path:
    target = folder / "全部材料.pdf"
    combine(parts, target, title="示例协会申报材料")
    return target


def made(path: Path, **page: Any) -> Path:
    """A PDF of one plain page, and one with special boxes."""
    with pikepdf.new() as pdf:
        add_page(pdf)
        add_page(pdf, **page)
        pdf.save(path)
    return path


def refusal(folder: Path, file: Path) -> tuple[str, bool]:
    """The code with which a file is refused, and whether it is named; nothing is written then."""
    fine = write_pdf(folder / "封面.pdf")
    with pytest.raises(OutputError) as told:
        combined(folder, Part("封面", fine), Part("附件", file))
    assert not (folder / "全部材料.pdf").exists()
    (problem,) = told.value.problems
    return problem.code, file.name in problem.problem and problem.place is not None


def test_every_part_begins_where_the_parts_before_it_end(tmp_path: Path) -> None:
    parts = [
        Part("封面", write_pdf(tmp_path / "a.pdf")),
        Part("一、证书", None),
        Part("证书一", write_pdf(tmp_path / "b.pdf", 3), 2),
        Part("证书二", write_pdf(tmp_path / "c.pdf", 2), 2),
        Part("二、没有文件", None),
    ]
    target = tmp_path / "all.pdf"
    assert combine(parts, target, title="示例") == Bundle(6, (1, 2, 2, 5, 6))
    assert page_count(target) == 6


def test_bookmarks_nest_and_point_to_their_pages(tmp_path: Path) -> None:
    one, two = write_pdf(tmp_path / "一.pdf", 2), write_pdf(tmp_path / "二.pdf", 2)
    target = combined(
        tmp_path,
        Part("封面", one),
        Part("01 法人登记证书", None),
        Part("登记证书（副本）", two, 2),
        Part("第二份", one, 2),
        Part("第二份的附页", one, 3),
        Part("02 场地", two),
    )
    with pikepdf.open(target) as pdf, pdf.open_outline() as outline:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}

        def seen(items: Any) -> list[Any]:
            return [
                (str(i.title), pages[i.destination[0].objgen], i.is_closed, seen(i.children)) for i in items
            ]

        files = [("登记证书（副本）", 3, False, []), ("第二份", 5, True, [("第二份的附页", 7, False, [])])]
        assert seen(outline.root) == [
            ("封面", 1, False, []),
            ("01 法人登记证书", 3, False, files),
            ("02 场地", 9, False, []),
        ]


def test_the_file_says_what_it_is_and_opens_with_its_bookmarks(tmp_path: Path) -> None:
    target = combined(tmp_path, Part("封面", write_pdf(tmp_path / "a.pdf")))
    with pikepdf.open(target) as pdf:
        assert {key: str(value) for key, value in pdf.docinfo.items()} == {
            "/Title": "示例协会申报材料",
            "/Producer": "evalprep",
        }
        assert (pdf.Root.PageMode, str(pdf.Root.Lang)) == (Name.UseOutlines, "zh-CN")
        assert pdf.Root.OpenAction[0].objgen == pdf.pages[0].obj.objgen


def test_the_same_parts_give_the_same_bytes(tmp_path: Path) -> None:
    part = Part("甲", write_pdf(tmp_path / "a.pdf", 2))
    first = combined(tmp_path, part).read_bytes()
    assert combined(tmp_path, part).read_bytes() == first


def test_every_page_but_the_first_is_numbered(tmp_path: Path) -> None:
    target = combined(
        tmp_path, Part("甲", write_pdf(tmp_path / "a.pdf", 2)), Part("乙", write_pdf(tmp_path / "b.pdf"))
    )
    with pikepdf.open(target) as pdf:
        numbers = [set(re.findall(r"\((\d+ / \d+)\) Tj", drawn(page))) for page in pdf.pages]
    assert numbers == [set(), {"2 / 3"}, {"3 / 3"}]


def number_on(target: Path, page: int) -> tuple[float, float]:
    """How far the number ends from the right edge and stands above the lower, as a reader sees the page, in points."""
    pdftotext, pdftoppm = shutil.which("pdftotext"), shutil.which("pdftoppm")
    assert pdftotext and pdftoppm
    picture = target.with_suffix("")
    subprocess.run(
        [
            pdftoppm,
            "-cropbox",
            "-gray",
            "-r",
            "72",
            "-f",
            str(page),
            "-singlefile",
            str(target),
            str(picture),
        ],
        check=True,
    )
    from PIL import Image, ImageOps

    with Image.open(picture.with_suffix(".pgm")) as shown:
        left, _, right, lower = (
            ImageOps.invert(shown.convert("L")).point(lambda v: 255 if v > 90 else 0).getbbox()
        )  # type: ignore[misc]
        assert right - left > lower * 0 + 10, "the number lies, it does not stand"
        return shown.width - right, shown.height - lower


BOXES = [
    pytest.param({}, id="plain"),
    *(pytest.param({"turned": turned}, id=f"turned {turned}") for turned in (0, 90, 180, 270, -90, 450)),
    *(
        pytest.param({"media": (-100, -50, 900, 1000), "crop": (50, 100, 600, 800), "turned": turned}, id=f"cropped {turned}")
        for turned in (0, 90, 180, 270)
    ),
    pytest.param({"media": (595, 842, 0, 0)}, id="corners the other way round"),
    pytest.param({"crop": (2000, 2000, 3000, 3000)}, id="a crop box outside the page"),
    pytest.param({"crop": (-50, -50, 700, 900)}, id="a crop box larger than the page"),
    pytest.param({"content": b"q 0.5 0 0 0.5 100 100 cm 20 Tc 3 Tr q"}, id="states left open"),
    pytest.param({"content": b"0.5 0 0 0.5 100 100 cm Q Q"}, id="states closed too often"),
    pytest.param({"content": b"BT (q q) Tj ET"}, id="the letter in a text"),
    pytest.param({"content": b""}, id="nothing on it"),
]  # fmt: skip


@pytest.mark.needs_libreoffice  # and so the tools that draw a PDF
@pytest.mark.parametrize("page", BOXES)
def test_the_number_stands_at_the_bottom_right_as_the_page_is_seen(
    tmp_path: Path, page: dict[str, Any]
) -> None:
    page = {"content": b""} | page
    right, lower = number_on(combined(tmp_path, Part("甲", made(tmp_path / "a.pdf", **page))), 2)
    assert 25 <= right <= 31
    assert 13 <= lower <= 19


@pytest.mark.needs_libreoffice
def test_the_number_grows_with_a_drawing_that_is_printed_smaller(tmp_path: Path) -> None:
    a1 = made(tmp_path / "a.pdf", media=(0, 0, 1684, 2384), content=b"")
    right, lower = number_on(combined(tmp_path, Part("图纸", a1)), 2)
    assert right == pytest.approx(28 * 1684 / 595, abs=4)
    assert lower == pytest.approx(17 * 1684 / 595, abs=4)


@pytest.mark.parametrize(("across", "down"), [(60, 40), (400, 6), (12, 400)])
def test_the_number_stays_on_a_page_that_is_tiny(tmp_path: Path, across: int, down: int) -> None:
    tiny = made(tmp_path / "a.pdf", media=(0, 0, across, down), content=b"")
    with pikepdf.open(combined(tmp_path, Part("票", tiny))) as pdf:
        operators = drawn(pdf.pages[1])
    (size,) = map(float, re.findall(r"(\S+) Tf", operators))
    x, y = map(float, re.findall(r"1 0 0 1 (\S+) (\S+) Tm", operators)[0])
    assert 0 <= x <= x + 1.946 * size <= across
    assert 0 <= y <= y + size <= down


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"q Q", (0, 0)),
        (b"q 1 0 0 1 0 0 cm q", (0, 2)),
        (b"Q q Q Q q", (2, 1)),
        (b"BT (q q) Tj ET q Q", (0, 0)),
        (b"BT (a) Tj ET % Q", (0, 0)),
        (b"[1]0 d q[1]0 d", (0, 1)),
        (b"q\n/Q1 gs\nq", (0, 2)),
    ],
)
def test_states_that_a_page_does_not_pair_are_counted(content: bytes, found: tuple[int, int]) -> None:
    with pikepdf.new() as pdf:
        add_page(pdf, content=content)
        assert _unpaired(pdf.pages[0]) == found


def test_pages_keep_their_size_and_the_way_they_are_turned(tmp_path: Path) -> None:
    odd = made(tmp_path / "a.pdf", media=(-10, -20, 500, 300), crop=(0, 0, 400, 200), turned=90, unit=2)
    with pikepdf.open(combined(tmp_path, Part("甲", odd))) as pdf:
        page = pdf.pages[1].obj
        assert [list(map(float, box)) for box in (page.MediaBox, page.CropBox)] == [[-10, -20, 500, 300], [0, 0, 400, 200]]  # fmt: skip
        assert (page.Rotate, page.UserUnit) == (90, 2)


def test_what_all_pages_of_a_file_inherit_is_kept(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        for _ in range(2):
            del add_page(pdf)["/MediaBox"]
        pdf.Root.Pages.MediaBox, pdf.Root.Pages.Rotate = Array([0, 0, 300, 400]), 90
        pdf.save(tmp_path / "a.pdf")
    with pikepdf.open(combined(tmp_path, Part("甲", tmp_path / "a.pdf"))) as whole:
        assert list(map(int, whole.pages[1].mediabox)) == [0, 0, 300, 400]
        assert whole.pages[1].rotation == 90


def test_a_file_that_only_forbids_changes_is_taken(tmp_path: Path) -> None:
    none = pikepdf.Permissions(*[False] * 8)
    file = write_pdf(tmp_path / "证书.pdf", 2, owner="made-up", user="", allow=none)
    with pikepdf.open(combined(tmp_path, Part("证书", file))) as pdf:
        assert not pdf.is_encrypted
        assert "0.9 g" in drawn(pdf.pages[1])


def test_a_file_that_asks_for_a_password_is_named(tmp_path: Path) -> None:
    file = write_pdf(tmp_path / "加密.pdf", owner="made-up", user="made-up")
    assert refusal(tmp_path, file) == ("pdf_locked", True)
    with pytest.raises(OutputError):
        page_count(file)


def without_its_list_of_parts(content: bytes) -> bytes:
    return content[: content.rindex(b"startxref")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.4\nstartxref\n0\n%%EOF\n", "pdf_damaged"),
        (b"no PDF at all", "pdf_damaged"),
        (b"", "pdf_damaged"),
    ],
)
def test_a_file_that_cannot_be_mended_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "坏.pdf").write_bytes(content)
    assert refusal(tmp_path, tmp_path / "坏.pdf") == (code, True)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path, tmp_path / "没有.pdf") == ("pdf_damaged", True)


def test_a_damaged_file_that_can_be_mended_is_taken(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "a.pdf"
    damaged.write_bytes(without_its_list_of_parts(write_pdf(damaged, 3).read_bytes()))
    assert page_count(combined(tmp_path, Part("甲", damaged))) == 3
    assert capfd.readouterr() == ("", "")


def test_a_file_without_pages_is_named(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.save(tmp_path / "空.pdf")
    assert refusal(tmp_path, tmp_path / "空.pdf") == ("pdf_empty", True)


@pytest.mark.parametrize("parts", [[], [Part("一、没有文件", None)]])
def test_nothing_to_print_is_told(tmp_path: Path, parts: list[Part]) -> None:
    with pytest.raises(OutputError, match="没有可以合并的 PDF"):
        combined(tmp_path, *parts)


def test_a_file_under_two_parts_is_stored_once(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        add_page(pdf, content=bytes(range(256)) * 2000)
        pdf.save(tmp_path / "a.pdf", compress_streams=False)
    once = combined(tmp_path, Part("甲", tmp_path / "a.pdf")).stat().st_size
    target = combined(tmp_path, *[Part("甲", tmp_path / "a.pdf")] * 3)
    assert target.stat().st_size < once * 1.5
    with pikepdf.open(target) as pdf:
        assert [re.findall(r"\((\d) / 3\) Tj", drawn(page))[-1:] for page in pdf.pages] == [[], ["2"], ["3"]]


def lively(path: Path) -> Path:
    """A PDF with everything that runs or carries something."""
    with pikepdf.new() as pdf:
        page = add_page(pdf)
        page.AA = Dictionary(O=script())
        annotation(pdf, page, "Link", A=Dictionary(S=Name.Launch, F=String("made-up.exe")))
        annotation(pdf, page, "Link", A=Dictionary(S=Name.URI, URI=String("javascript:1")))
        annotation(
            pdf, page, "Link", A=Dictionary(S=Name.URI, URI=String("https://example.org/"), Next=script())
        )
        annotation(pdf, page, "Widget", FT=Name.Btn, T=String("b"), A=script(), AA=Dictionary(E=script()))
        file = pdf.make_stream(b"EMBEDDED")
        spec = Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=file))
        annotation(pdf, page, "FileAttachment", FS=spec, AP=appearance(pdf, b"0.11 g"))
        annotation(pdf, page, "Square", AA=Dictionary(E=script()), PA=script())
        pdf.attachments["b.exe"] = b"EMBEDDED"
        pdf.Root.OpenAction = script()
        pdf.Root.AA = Dictionary(WC=script())
        pdf.Root.AcroForm = Dictionary(Fields=Array([page.Annots[3]]), XFA=String("x"))
        pdf.save(path)
    return path


def every_dictionary(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of a file, also those that stand in others."""
    waiting: list[Any] = [each for each in pdf.objects if each is not None]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Dictionary | pikepdf.Stream):
            yield dict(each) if isinstance(each, Dictionary) else each
        held = list(each.values()) if isinstance(each, Dictionary | pikepdf.Stream) else []
        held = list(each) if isinstance(each, Array) else held  # type: ignore[call-overload]
        waiting += [
            inner for inner in held if isinstance(inner, Dictionary | Array) and not inner.is_indirect
        ]


def test_what_runs_or_carries_a_file_is_left_out(tmp_path: Path) -> None:
    with pikepdf.open(combined(tmp_path, Part("甲", lively(tmp_path / "a.pdf")))) as pdf:
        for each in every_dictionary(pdf):
            assert not {"/JS", "/AA", "/PA", "/EF", "/EmbeddedFiles", "/XFA", "/Next"} & set(each)
            assert str(each.get("/S", "")) not in ("/JavaScript", "/Launch")
            if isinstance(each, pikepdf.Stream):
                assert b"EMBEDDED" not in each.read_raw_bytes()
        kinds = [(str(a.Subtype), str(a.get("/A", {}).get("/URI", ""))) for a in pdf.pages[0].obj.Annots]
    assert kinds == [("/Link", ""), ("/Link", ""), ("/Link", "https://example.org/"), ("/Square", "")]


def form(path: Path, entry: Any, *, looks: bool, asks: bool) -> Path:
    """A PDF form with one field; `asks`: readers are asked to draw its entry themselves."""
    with pikepdf.new() as pdf:
        page = add_page(pdf)
        field = annotation(pdf, page, "Widget", FT=Name.Tx, T=String("单位"), V=entry)
        if looks:
            field.AP = appearance(pdf, b"0.123 g 0 0 5 5 re f")
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=asks)
        pdf.save(path)
    return path


@pytest.mark.parametrize("asks", [False, True])
def test_a_form_is_drawn_onto_its_page(tmp_path: Path, asks: bool) -> None:
    file = form(tmp_path / "表.pdf", String("" if asks else "示例协会"), looks=True, asks=asks)
    with pikepdf.open(combined(tmp_path, Part("表", file))) as pdf:
        assert "0.123 g" in drawn(pdf.pages[0])
        assert "/Annots" not in pdf.pages[0].obj


@pytest.mark.parametrize("looks", [False, True])
def test_a_form_whose_entries_are_not_drawn_is_named(tmp_path: Path, looks: bool) -> None:
    file = form(tmp_path / "表.pdf", String("示例协会"), looks=looks, asks=True)
    assert refusal(tmp_path, file) == ("pdf_form", True)


def test_a_seal_over_a_page_is_drawn_onto_it(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        seal = annotation(pdf, add_page(pdf), "Stamp", AP=appearance(pdf, b"0.77 0 0 rg 0 0 9 9 re f"))
        seal.F = 0  # Not marked for print; who looks at the paper sees it.
        pdf.save(tmp_path / "a.pdf")
    with pikepdf.open(combined(tmp_path, Part("甲", tmp_path / "a.pdf"))) as whole:
        assert "0.77 0 0 rg" in drawn(whole.pages[0])


def layered(path: Path, **shown: list[int]) -> Path:
    """A drawing of three layers, and the list of those that are on or off, by number."""
    with pikepdf.new() as pdf:
        page = add_page(pdf)
        layers = [
            pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(f"{path.stem}{n}"))) for n in range(3)
        ]
        page.Resources = Dictionary(
            Properties=Dictionary({f"/L{n}": layer for n, layer in enumerate(layers)})
        )
        listed = {f"/{key}": Array([layers[n] for n in numbers]) for key, numbers in shown.items()}
        state = Dictionary(BaseState=Name.OFF) if "ON" in shown else Dictionary()
        for key, value in listed.items():
            state[key] = value
        pdf.Root.OCProperties = Dictionary(OCGs=Array(layers), D=state)
        pdf.save(path)
    return path


def test_layers_that_are_off_stay_off(tmp_path: Path) -> None:
    target = combined(
        tmp_path,
        Part("甲", layered(tmp_path / "a.pdf", OFF=[1])),
        Part("乙", layered(tmp_path / "b.pdf", ON=[1])),
        Part("丙", write_pdf(tmp_path / "c.pdf")),
    )
    with pikepdf.open(target) as pdf:
        layers = pdf.Root.OCProperties
        assert {str(layer.Name) for layer in layers.OCGs} == {"a0", "a1", "a2", "b0", "b1", "b2"}
        assert {str(layer.Name) for layer in layers.D.OFF} == {"a1", "b0", "b2"}
        assert {key for layer in layers.OCGs for key in dict(layer)} == {"/Type", "/Name"}


def test_many_files_are_combined(tmp_path: Path) -> None:
    files = [write_pdf(tmp_path / f"{n}.pdf") for n in range(300)]
    target = combined(tmp_path, *(Part(file.stem, file) for file in files))
    assert page_count(target) == 300
