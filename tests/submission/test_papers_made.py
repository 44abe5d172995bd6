"""`build`: which papers a notice's track gets, their names, and a library that lacks or spoils one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from evalprep.build import build
from evalprep.build.places import places
from evalprep.errors import FormError
from evalprep.law import Law
from evalprep.report.made import Built
from evalprep.store.library import Library
from evalprep.store.project import load_project
from evalprep.submission.names import file_stem
from tests.conftest import ROOT

DAY = date(2020, 6, 1)
FORM = ROOT / "forms" / "national" / "basic-information"
CHECKLIST = """
notice:
  {number: 示例〔2020〕1号, title: 示例通知, issued: 2020-01-01, issuer: 示例局, area: 示例, verified_on: 2020-01-02}
tracks: {one: 第一类, two: 第二类}
rules: [{id: T-0, clause: 零, title: 说明, weight: note}]
materials:
  - {id: T-1, clause: 一, title: 表, weight: must, made: demo/form, finished: 表}
  - {id: T-2, clause: 二, title: 第一类的表, weight: must, tracks: [one], made: demo/lacking, finished: 别的表}
  - {id: T-3, clause: 三, title: 第二类的表, weight: must, tracks: [two], made: demo/form, finished: 表}
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of a made-up jurisdiction with two tracks, and one form that serves materials of both."""
    root = tmp_path / "library"
    (root / "checklists" / "demo").mkdir(parents=True)
    (root / "checklists" / "demo" / "2020-1.yaml").write_text(CHECKLIST, encoding="utf-8")
    shutil.copytree(FORM, root / "forms" / "demo" / "form")
    change_map(root, "form: national/basic-information", "form: demo/form")
    change_map(root, "serves: [NAT-F1, NAT-M1]", "serves: [T-1, T-2, T-3]")
    return root


def change_map(library: Path, old: str, new: str) -> None:
    path = library / "forms" / "demo" / "form" / "form.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def made(library: Path, example: Path, tmp_path: Path) -> Callable[[str], Built]:
    """Build the example for a track of the made-up jurisdiction."""

    def make(track: str) -> Built:
        law = Law(Library([library, ROOT]))
        target = law.targets(f"demo:{track}", DAY)[0]
        return build(load_project(example), target, DAY, law, places(example, target, tmp_path / "out"))

    return make


def blank(library: Path) -> Path:
    return library / "forms" / "demo" / "form" / "blank.docx"


def names(built: Built) -> list[str]:
    """The papers behind the cover."""
    assert built.papers[0].kind == "cover"
    return [paper.name for paper in built.papers[1:]]


def test_a_form_that_the_library_lacks_is_told(made: Callable[[str], Built]) -> None:
    built = made("one")
    (told,) = built.lacking
    assert told.startswith("T-2  第一类的表：evalprep 没有空白表")
    assert names(built) == ["01-社会培训评价组织基本情况表（草稿）.docx"]


def test_a_form_of_another_track_is_not_lacking(made: Callable[[str], Built]) -> None:
    assert made("two").lacking == ()


@pytest.mark.parametrize(("track", "serves"), [("one", ["T-1", "T-2"]), ("two", ["T-1", "T-3"])])
def test_a_paper_serves_the_materials_of_its_track_only(
    made: Callable[[str], Built], track: str, serves: list[str]
) -> None:
    built = made(track)
    manifest = json.loads((Path(built.folder) / "manifest.json").read_text(encoding="utf-8"))
    assert {tuple(entry["serves"]) for entry in manifest["files"] if entry["form"] == "demo/form"} == {
        tuple(serves)
    }


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("基本情况表", "基本情况表"),
        ("场地/设备表：甲", "场地／设备表：甲"),
        ('a<b>c:d"e\\f|g?h*i', "a＜b＞c：d＂e＼f｜g？h＊i"),
        (" 表.. ", "表"),
        ("表\u202e\t甲\x00", "表 甲"),
        ("..", "表格"),
        ("表" * 300, "表" * 60),
    ],
)
def test_a_title_becomes_a_name_that_windows_takes(title: str, stem: str) -> None:
    assert file_stem(title) == stem


def test_a_paper_whose_title_has_a_slash_lies_in_the_folder(
    made: Callable[[str], Built], library: Path
) -> None:
    change_map(library, "title: 社会培训评价组织基本情况表", "title: 单位/机构情况表")
    built = made("two")
    assert names(built) == ["01-单位／机构情况表.docx", "02-单位／机构情况表.docx"]
    assert (Path(built.folder) / "01-单位／机构情况表.docx").is_file()


def test_a_form_that_two_numbers_ask_for_lies_under_both(made: Callable[[str], Built]) -> None:
    built = made("two")
    assert names(built) == ["01-社会培训评价组织基本情况表.docx", "02-社会培训评价组织基本情况表.docx"]
    contents = {(Path(built.folder) / name).read_bytes() for name in names(built)}
    assert len(contents) == 1


def test_a_blank_that_is_no_word_file_is_named(made: Callable[[str], Built], library: Path) -> None:
    blank(library).write_bytes(b"garbage")
    with pytest.raises(FormError, match="不是 Word 文档") as refused:
        made("two")
    assert [str(problem.place) for problem in refused.value.problems] == [str(blank(library))]


def test_a_blank_that_is_missing_is_told(made: Callable[[str], Built], library: Path) -> None:
    blank(library).unlink()
    with pytest.raises(FormError, match="没有空白表"):
        made("two")


@pytest.mark.parametrize(
    ("failure", "said"),
    [(PermissionError(13, "Permission denied"), "没有读取权限"), (OSError(5, "I/O error"), "读不出来")],
)
def test_a_blank_that_cannot_be_read_is_named(
    made: Callable[[str], Built],
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    failure: OSError,
    said: str,
) -> None:
    real = Path.read_bytes

    def read(self: Path) -> bytes:
        if self == blank(library):
            raise failure
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", read)
    with pytest.raises(FormError, match=said) as refused:
        made("two")
    assert [str(problem.place) for problem in refused.value.problems] == [str(blank(library))]
