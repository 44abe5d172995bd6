"""LibreOffice as a tool: what it is given, what comes out, and that nothing of it stays behind."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from openpyxl import Workbook

from evalprep.documents.printing import office
from evalprep.documents.printing.office import convert, find_office
from evalprep.errors import OutputError
from tests.documents.printing.pdf_samples import write_pdf

posix = pytest.mark.skipif(sys.platform == "win32", reason="the made-up program is a shell script")


def word_file(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = Document()
    document.add_paragraph(text)
    document.save(str(path))
    return path


def texts(*pdfs: Path) -> list[str]:
    import subprocess

    command = ["pdftotext", "-layout"]
    return [
        " ".join(
            subprocess.run([*command, str(pdf), "-"], capture_output=True, check=True).stdout.decode().split()
        )
        for pdf in pdfs
    ]


@pytest.mark.needs_libreoffice
def test_files_of_all_kinds_are_converted_in_one_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    start = office._start
    monkeypatch.setattr(office, "_start", lambda *told: calls.append(told) or start(*told))  # type: ignore[func-returns-value]
    wide = Workbook()
    for _ in range(40):
        wide.active.append([f"列{n}" for n in range(60)])  # type: ignore[union-attr]
    wide.save(tmp_path / "名单.XLSX")
    (tmp_path / "-信.rtf").write_bytes(rb"{\rtf1\ansi third}")
    files = [
        word_file(tmp_path / "甲" / "证明.docx", "第一份"),
        word_file(tmp_path / "乙" / "证明.docx", "第二份"),
        tmp_path / "-信.rtf",
        tmp_path / "名单.XLSX",
    ]
    (tmp_path / "临时 100%").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "临时 100%"))
    made = convert(files, tmp_path / "PDF")
    assert list(made) == files
    assert [pdf.name for pdf in made.values()] == ["证明.pdf", "证明-2.pdf", "-信.pdf", "名单.pdf"]
    assert texts(*list(made.values())[:3]) == ["第一份", "第二份", "third"]
    with pikepdf.open(made[files[3]]) as pdf:
        across, down = (float(edge) for edge in pdf.pages[0].mediabox[2:])  # type: ignore[union-attr]
        assert sorted((round(across), round(down))) == [595, 842]
    assert len(calls) == 1
    assert not list((tmp_path / "临时 100%").iterdir())


@pytest.mark.needs_libreoffice
def test_every_file_that_does_not_open_is_named(tmp_path: Path) -> None:
    good = word_file(tmp_path / "好.docx", "好")
    cut = tmp_path / "坏.docx"
    cut.write_bytes(good.read_bytes()[:3000])
    with pytest.raises(OutputError) as told:
        convert([good, cut], tmp_path / "PDF")
    (problem,) = told.value.problems
    assert problem.code == "not_converted"
    assert problem.problem.startswith("坏.docx 没有转成 PDF")
    assert problem.place is not None and problem.place.file == str(cut)
    assert not (tmp_path / "PDF").exists()


def program(folder: Path, script: str) -> Path:
    """A made-up LibreOffice. It knows `$out`, the folder for PDFs, and `$@`, the files."""
    path = folder / "soffice"
    head = '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nout=$2; shift 2; mkdir -p "$out"\n'
    path.write_text(head + script, encoding="utf-8")
    path.chmod(0o755)
    return path


def files(folder: Path, count: int) -> list[Path]:
    made = [folder / f"文件{n}.docx" for n in range(1, count + 1)]
    for path in made:
        path.write_bytes(b"made up")
    return made


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be noticed does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@posix
@pytest.mark.parametrize(
    ("last", "seconds"), [("wait", 1.0), ("exit 139", 60.0)], ids=["too slow", "crashed"]
)
def test_nothing_that_it_started_stays_behind(tmp_path: Path, last: str, seconds: float) -> None:
    if not Path("/proc").is_dir():
        pytest.skip("no list of processes")
    fake = program(tmp_path, f"sleep 300 & echo $! > {tmp_path}/child; {last}\n")
    began = time.monotonic()
    with pytest.raises(OutputError):
        convert(files(tmp_path, 1), tmp_path / "PDF", seconds=seconds, office=fake)
    assert time.monotonic() - began < 20
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not alive(child):
            break
        time.sleep(0.02)
    assert not alive(child)


@posix
def test_too_slow_a_call_says_what_came_out(tmp_path: Path) -> None:
    sample = write_pdf(tmp_path / "sample.pdf")
    fake = program(tmp_path, f'cp {sample} "$out/0001.pdf"; sleep 300\n')
    with pytest.raises(OutputError) as told:
        convert(files(tmp_path, 3), tmp_path / "PDF", seconds=1, office=fake)
    (problem,) = told.value.problems
    assert problem.code == "office_timeout"
    assert "转好的：文件1.docx；没有转好的：文件2.docx、文件3.docx" in problem.problem
    assert not (tmp_path / "PDF").exists()


@posix
@pytest.mark.parametrize(
    ("script", "told"),
    [
        ('cp {} "$out/0001.pdf"', ["文件2.docx 没有转成"]),
        ('cp {} "$out/0001.pdf"; : > "$out/0002.pdf"', ["文件2.docx 没有转成"]),
        ('cp {} "$out/0001.pdf"; echo x > "$out/0002.pdf"', ["文件2.docx 转成的 PDF 打不开"]),
        ("exit 139", ["LibreOffice 没有转成一份 PDF（共 2 份文件）"]),
    ],
    ids=["missing", "empty", "damaged", "crashed"],
)
def test_what_did_not_come_out_is_told(tmp_path: Path, script: str, told: list[str]) -> None:
    fake = program(tmp_path, script.format(write_pdf(tmp_path / "sample.pdf")))
    with pytest.raises(OutputError) as failed:
        convert(files(tmp_path, 2), tmp_path / "PDF", office=fake)
    assert [problem.problem.startswith(begins) for problem, begins in zip(failed.value.problems, told, strict=True)] == [True]  # fmt: skip
    assert not (tmp_path / "PDF").exists()


@posix
def test_two_files_of_one_name_do_not_meet(tmp_path: Path) -> None:
    sample = write_pdf(tmp_path / "sample.pdf")
    fake = program(tmp_path, f'for file; do cp {sample} "$out/$(basename "${{file%.*}}").pdf"; done\n')
    names = ["a/证.docx", "a/证.xlsx", "b/证-2.docx", "b/证.doc", "a/a.docx", "b/A.docx"]
    sources = [tmp_path / name for name in names]
    for source in sources:
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(b"made up")
    made = convert(sources, tmp_path / "PDF", office=fake)
    assert [pdf.name for pdf in made.values()] == ["证.pdf", "证-2.pdf", "证-2-2.pdf", "证-3.pdf", "a.pdf", "A-2.pdf"]  # fmt: skip
    assert all(pdf.is_file() for pdf in made.values())


@posix
def test_the_program_gets_a_profile_of_its_own_in_which_nothing_runs(tmp_path: Path) -> None:
    path = tmp_path / "soffice"
    path.write_text(
        f"#!/bin/sh\ncp -r profile {tmp_path}/kept\nprintf '%s\\n' \"$@\" > {tmp_path}/told\nenv > /dev/null\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    with pytest.raises(OutputError):
        convert(files(tmp_path, 1), tmp_path / "PDF", office=path)
    settings = (tmp_path / "kept" / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
    assert '<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value>' in settings
    told = (tmp_path / "told").read_text(encoding="utf-8").split("\n")
    assert told[0].startswith("-env:UserInstallation=file:///") and told[0].endswith("/profile")
    assert "--headless" in told


def test_no_file_needs_no_program(tmp_path: Path) -> None:
    assert convert([], tmp_path / "PDF", office=tmp_path / "none") == {}


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"读不了 没有\.docx"):
        convert([tmp_path / "没有.docx"], tmp_path / "PDF", office=tmp_path / "soffice")


def test_without_the_program_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(OutputError, match="另存为 PDF") as told:
        convert(files(tmp_path, 1), tmp_path / "PDF")
    assert told.value.problems[0].code == "no_libreoffice"


def test_a_program_that_does_not_start_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="启动不了 LibreOffice") as told:
        convert(files(tmp_path, 1), tmp_path / "PDF", office=tmp_path / "none")
    assert told.value.problems[0].code == "no_libreoffice"


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without LibreOffice."""
    for name in ("EVALPREP_OFFICE", "ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    folders = office._folders
    monkeypatch.setattr(office, "_folders", lambda: [each for each in folders() if tmp_path in each.parents])
    return tmp_path


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"made up")
    path.chmod(0o755)
    return path


def test_a_machine_without_the_program_has_none(bare: Path) -> None:
    assert find_office() is None


@posix
@pytest.mark.parametrize("name", ["soffice", "libreoffice"])
def test_the_program_is_found_on_the_path(bare: Path, name: str) -> None:
    there = put(bare / "bin" / name)
    assert find_office() == there


@pytest.mark.parametrize("variable", ["ProgramFiles", "ProgramFiles(x86)"])
def test_the_program_is_found_where_windows_installs_it(
    bare: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(bare / "Program Files"))
    put(bare / "Program Files" / "LibreOffice" / "program" / "soffice.exe")
    there = put(bare / "Program Files" / "LibreOffice" / "program" / "soffice.com")
    assert find_office() == there


@pytest.mark.parametrize("named", ["另一个", "另一个/program/soffice.exe"])
def test_a_program_that_is_named_comes_first(bare: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    put(bare / "bin" / "soffice")
    there = put(bare / "另一个" / "program" / "soffice.exe")
    monkeypatch.setenv("EVALPREP_OFFICE", str(bare / named))
    assert find_office() == there


def test_a_program_that_is_named_and_not_there_is_told(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(bare / "bin" / "soffice")
    monkeypatch.setenv("EVALPREP_OFFICE", str(bare / "没有"))
    with pytest.raises(OutputError, match="EVALPREP_OFFICE"):
        find_office()


def test_an_empty_name_counts_as_none(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVALPREP_OFFICE", "")
    assert find_office() is None
    assert os.environ["EVALPREP_OFFICE"] == ""
