"""What is told of a submission's files and of the place before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalprep.errors import Place, Problem
from evalprep.model.enclosures import Enclosure, EnclosureKind, Item, Lacking, Submission
from evalprep.model.evidence import FileState
from evalprep.submission import preflight as module
from evalprep.submission.archive import alone
from evalprep.submission.preflight import Preflight, preflight

STEM = "示例学校-申报材料"


def submission(*sources: str, lacking: tuple[Lacking, ...] = (), folder: str = "01-示例材料") -> Submission:
    """One item with a copy of each file."""
    copies = tuple(
        Enclosure(f"{folder}/{number:02d}-证书.pdf", "证书", EnclosureKind.COPY, source=source)
        for number, source in enumerate(sources, 1)
    )
    return Submission((Item(1, "示例材料", "一", (), copies, lacking),), ready=True)


def flown(
    project: Path,
    planned: Submission,
    *,
    states: dict[str, FileState] | None = None,
    max_mb: float | None = None,
    target: Path = Path("申报材料/demo"),
    places: dict[str, Place] | None = None,
) -> Preflight:
    return preflight(planned, project, target, states or {}, max_mb=max_mb, stem=STEM, places=places)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [one.code for one in problems]


def put(project: Path, *names: str, size: int = 1000) -> None:
    """Files of a size that take no room on the disk."""
    for name in names:
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.truncate(size)


def test_a_submission_in_order_is_told_with_its_size_alone(tmp_path: Path) -> None:
    put(tmp_path, "附件/a.pdf", "附件/b.pdf")
    assert flown(tmp_path, submission("附件/a.pdf", "附件/b.pdf")) == Preflight((), (), 2000)


@pytest.mark.parametrize("state", [state for state in FileState if state is not FileState.GOOD])
def test_a_file_that_is_left_out_is_told_with_its_reason_where_the_project_names_it(
    tmp_path: Path, state: FileState
) -> None:
    left = Lacking("法人登记证书", state.reason, "附件/a.pdf")
    place = Place("evalprep.yaml", 7, 3)
    found = flown(
        tmp_path, submission(lacking=(left,)), states={"附件/a.pdf": state}, places={"附件/a.pdf": place}
    )
    (told,) = found.remarks
    assert (told.code, told.place) == (f"file_{state.value}", place)
    assert "法人登记证书" in told.problem
    assert "附件/a.pdf" in told.problem
    assert state.reason in told.problem


def test_a_file_that_is_left_out_of_several_is_told_once(tmp_path: Path) -> None:
    left = tuple(Lacking(title, "打不开", "a.pdf") for title in ("甲", "乙"))
    (told,) = flown(tmp_path, submission(lacking=left)).remarks
    assert told.problem == "甲、乙：a.pdf 打不开"
    assert told.place == Place("a.pdf")


def test_a_paper_without_a_file_is_not_told_here(tmp_path: Path) -> None:
    assert not flown(tmp_path, submission(lacking=(Lacking("甲", "还没有附上"),))).remarks


def test_a_file_that_vanished_since_it_was_looked_at_is_told(tmp_path: Path) -> None:
    found = flown(tmp_path, submission("附件/a.pdf"))
    assert codes(found.remarks) == ["file_vanished"]
    assert found.size == 0


@pytest.mark.parametrize("name", ["附件/1:2.pdf", "附件/aux.pdf", "附件 /a.pdf", "附件/a?.pdf"])
def test_a_name_that_windows_cannot_hold_is_told_with_the_new_one(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    (told,) = flown(tmp_path, submission(name)).remarks
    assert told.code == "name_not_for_windows"
    assert "01-示例材料/01-证书.pdf" in told.problem


def test_a_file_without_a_suffix_is_told(tmp_path: Path) -> None:
    put(tmp_path, "附件/证书")
    assert codes(flown(tmp_path, submission("附件/证书")).remarks) == ["no_suffix"]


def test_names_that_differ_in_case_alone_are_told_with_those_that_they_get(tmp_path: Path) -> None:
    put(tmp_path, "附件/a.pdf", "附件/A.pdf")
    (told,) = flown(tmp_path, submission("附件/a.pdf", "附件/A.pdf")).remarks
    assert told.code == "names_differ_in_case"
    for name in ("附件/a.pdf", "附件/A.pdf", "01-示例材料/01-证书.pdf", "01-示例材料/02-证书.pdf"):
        assert name in told.problem


def test_one_name_in_several_folders_is_told_with_the_names_that_they_get(tmp_path: Path) -> None:
    sources = ("张示例/证书.pdf", "李示例/证书.PDF", "王示例/证书.pdf", "赵示例/证书.pdf")
    put(tmp_path, *sources)
    (told,) = flown(tmp_path, submission(*sources)).remarks
    assert told.code == "same_name"
    assert "王示例/证书.pdf 等 4 个" in told.problem
    assert "01-示例材料/03-证书.pdf 等 4 个" in told.problem


def test_one_file_that_goes_into_two_places_is_no_other_of_its_name(tmp_path: Path) -> None:
    put(tmp_path, "附件/a.pdf")
    found = flown(tmp_path, submission("附件/a.pdf", "./附件/a.pdf", "附件\\a.pdf"))
    assert found == Preflight((), (), 3000)


@pytest.mark.parametrize(("size", "told"), [(50_000_000, []), (50_000_001, ["large_file"])])
def test_a_file_over_50_megabytes_is_told(tmp_path: Path, size: int, told: list[str]) -> None:
    put(tmp_path, "a.pdf", size=size)
    found = flown(tmp_path, submission("a.pdf", "a.pdf"))
    assert codes(found.remarks) == told
    assert all("50 MB" in one.problem and "300 dpi" in one.remedy for one in found.remarks)


@pytest.mark.parametrize(("more", "refused"), [(0, []), (-1, ["too_large_for_part"])])
def test_a_file_that_fits_into_no_part_is_refused(tmp_path: Path, more: int, refused: list[str]) -> None:
    put(tmp_path, "a.pdf", size=5_000_000)
    planned = submission("a.pdf")
    limit = alone(planned.enclosures[0].name, tmp_path / "a.pdf", STEM) + more
    found = flown(tmp_path, planned, max_mb=limit / 1_000_000, places={"a.pdf": Place("evalprep.yaml", 3)})
    assert codes(found.refusals) == refused
    assert all(one.place == Place("evalprep.yaml", 3) for one in found.refusals)


def test_every_file_that_fits_into_no_part_is_refused_at_once(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf", "b.pdf", size=2_000_000)
    found = flown(tmp_path, submission("a.pdf", "b.pdf", "a.pdf"), max_mb=1)
    assert codes(found.refusals) == ["too_large_for_part"] * 2


def test_a_picture_that_gets_small_when_packed_is_not_refused(tmp_path: Path) -> None:
    put(tmp_path, "a.bmp", size=2_000_000)
    copy = Enclosure("01-示例材料/01-照片.bmp", "照片", EnclosureKind.COPY, source="a.bmp")
    planned = Submission((Item(1, "示例材料", "一", (), (copy,)),), ready=True)
    assert not flown(tmp_path, planned, max_mb=1).refusals


@pytest.mark.parametrize(("length", "told"), [(185, []), (186, ["path_too_long"])])
def test_a_long_folder_is_told_where_windows_would_not_open_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int, told: list[str]
) -> None:
    monkeypatch.setattr(module, "ON_WINDOWS", False)
    put(tmp_path, "a.pdf")
    # /01-示/01-证书.pdf has 15 characters, of 200.
    found = flown(tmp_path, submission("a.pdf", folder="01-示"), target=tmp_path / ("示" * length))
    assert codes(found.remarks) == told
    assert not found.refusals


@pytest.mark.parametrize(("more", "refused"), [(0, []), (1, ["path_too_long"])])
def test_a_path_that_is_too_long_is_refused_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: int, refused: list[str]
) -> None:
    monkeypatch.setattr(module, "ON_WINDOWS", True)
    put(tmp_path, "a.pdf")
    planned = submission("a.pdf", folder="01-示")
    room = 259 - len(str(tmp_path)) - 1 - 1 - len(planned.enclosures[0].name)
    found = flown(tmp_path, planned, target=tmp_path / ("示" * (room + more)))
    assert codes(found.refusals) == refused
    assert not found.remarks


def test_cover_and_made_papers_are_no_files_to_look_at(tmp_path: Path) -> None:
    form = Enclosure("01-表.docx", "表", EnclosureKind.FORM, form="demo/application")
    cover = Enclosure("00-封面.docx", "封面", EnclosureKind.COVER)
    planned = Submission((Item(1, "表", "一", (), (form,)),), ready=True, front=(cover,))
    assert flown(tmp_path, planned, max_mb=1) == Preflight((), (), 0)
