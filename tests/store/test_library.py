"""The library: the user's own folders first, the packaged ones last; nothing outside of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalprep.errors import ChecklistError, InputError, Place, Problem
from evalprep.store import library as library_module
from evalprep.store.library import FormFiles, Library, default_library, read_csv


def made(root: Path, *files: str) -> Path:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    return root


@pytest.fixture
def packaged(tmp_path: Path) -> Path:
    return made(
        tmp_path / "packaged",
        "checklists/national/2020-16.yaml",
        "checklists/national/2020-16.cases.yaml",
        "checklists/xinghai/2020-35.yaml",
        "checklists/catalogs/occupations-2022.csv",
        "checklists/catalogs/notes.yaml",
        "checklists/README.md",
        "forms/national/basic-information/form.yaml",
        "forms/national/basic-information/blank.docx",
        "forms/xinghai/list/form.yaml",
        "forms/xinghai/list/blank.xlsx",
        "forms/xinghai/outline/form.yaml",
    )


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return made(
        tmp_path / "own",
        "checklists/national/2020-16.yaml",
        "checklists/national/2024-1.yaml",
        "checklists/haidao/2021-1.yaml",
        "forms/national/basic-information/form.yaml",
    )


@pytest.fixture
def library(own: Path, packaged: Path) -> Library:
    return Library([own, packaged])


def complaint(error: pytest.ExceptionInfo[InputError]) -> Problem:
    (problem,) = error.value.problems
    return problem


def test_jurisdictions_of_all_roots_are_listed_once_and_catalogs_are_none(library: Library) -> None:
    assert library.jurisdictions() == ["haidao", "national", "xinghai"]


def test_an_entry_of_an_earlier_root_comes_first_and_cases_are_no_notice(
    library: Library, own: Path, packaged: Path
) -> None:
    assert set(library.notices("national")) == {
        own / "checklists/national/2020-16.yaml",
        own / "checklists/national/2024-1.yaml",
    }
    assert library.notices("xinghai") == [packaged / "checklists/xinghai/2020-35.yaml"]


def test_forms_of_all_roots_are_listed_once(library: Library) -> None:
    assert library.forms() == ["national/basic-information", "xinghai/list", "xinghai/outline"]


@pytest.mark.parametrize(
    ("form", "blank"), [("basic-information", None), ("list", "blank.xlsx"), ("outline", None)]
)
def test_a_form_has_its_map_and_the_blank_beside_it(form: str, blank: str | None, library: Library) -> None:
    jurisdiction = "national" if form == "basic-information" else "xinghai"
    files = library.form(f"{jurisdiction}/{form}")
    assert files == FormFiles(
        files.folder, files.folder / "form.yaml", files.folder / blank if blank else None
    )


def test_a_catalog_is_found_by_name(library: Library, packaged: Path) -> None:
    assert library.catalog("occupations-2022.csv") == packaged / "checklists/catalogs/occupations-2022.csv"


@pytest.mark.parametrize(
    "name", ["../catalogs/occupations-2022.csv", "..", "", "/etc/passwd", "occupations-2022.csv/"]
)
def test_a_catalog_name_leads_nowhere_else(name: str, library: Library) -> None:
    with pytest.raises(InputError):
        library.catalog(name)


def test_a_missing_thing_is_told_with_the_nearest_right_name(library: Library) -> None:
    with pytest.raises(InputError) as refused:
        library.notices("natoinal")
    assert "national" in complaint(refused).remedy
    with pytest.raises(InputError) as refused:
        library.catalog("occupation-2022.csv")
    assert "occupations-2022.csv" in complaint(refused).remedy
    with pytest.raises(InputError) as refused:
        library.form("national/basic-infomation")
    assert "national/basic-information" in complaint(refused).remedy


def test_where_no_name_is_near_all_are_named(library: Library) -> None:
    with pytest.raises(InputError) as refused:
        library.notices("某地")
    assert "haidao、national、xinghai" in complaint(refused).remedy


@pytest.mark.parametrize(
    "identifier",
    [
        "../packaged/forms",
        "national/../xinghai/list",
        "national/..",
        "/etc/passwd",
        "national\\list",
        "xinghai",
        "",
        "./x",
        "a/b/c",
        "national/.",
        "xinghai/list\n",
    ],
)
def test_a_form_id_leads_to_no_other_place(identifier: str, library: Library) -> None:
    with pytest.raises(InputError):
        library.form(identifier)


def test_the_order_is_own_then_beside_the_project_then_packaged(
    own: Path, packaged: Path, tmp_path: Path
) -> None:
    beside = made(tmp_path / "某机构", "forms/own/form-a/form.yaml")
    roots = default_library([own, packaged], beside).roots
    assert list(roots[:3]) == [own, packaged, beside]
    assert len(roots) == 4


def test_a_project_folder_without_a_library_is_passed_over(tmp_path: Path) -> None:
    assert tmp_path not in default_library(beside=tmp_path).roots


def test_a_named_folder_that_is_no_library_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        default_library([tmp_path])
    problem = complaint(refused)
    assert (problem.code, problem.place) == ("no_library", Place(str(tmp_path)))


def test_the_packaged_library_is_found_in_a_checkout() -> None:
    assert "national" in default_library().jurisdictions()


def test_the_packaged_library_is_found_in_a_wheel_and_nothing_beside_it(
    packaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "forms/other/thing/form.yaml")
    monkeypatch.setattr(library_module, "files", lambda _: packaged)
    assert list(default_library().roots) == [packaged]


def test_a_folder_of_that_name_in_site_packages_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "forms/other/thing/form.yaml", "evalprep/errors.py")
    monkeypatch.setattr(library_module, "files", lambda _: tmp_path / "evalprep")
    assert list(default_library().roots) == []


# --- tables ---


def table(tmp_path: Path, text: str, codec: str = "utf-8") -> Path:
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(codec))
    return path


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_by_column_in_any_encoding(codec: str, tmp_path: Path) -> None:
    path = table(tmp_path, 'code,name\r\n6-31-01-03,电工\r\n0-00,"甲, ""乙"""\r\n', codec)
    assert read_csv(path) == [{"code": "6-31-01-03", "name": "电工"}, {"code": "0-00", "name": '甲, "乙"'}]


def test_blank_lines_of_a_table_are_left_out(tmp_path: Path) -> None:
    assert read_csv(table(tmp_path, "a,b\n\n1,2\n\n")) == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", [("empty_table", 0)]),
        ("a,b\n1\n1,2\n\n1,2,3\n", [("bad_row", 2), ("bad_row", 5)]),
        ('a,b\n"1\n2",3\n4\n', [("bad_row", 4)]),
        ("a,a\n1,2\n", [("bad_header", 1)]),
        ("a,,\n1,2,3\n", [("bad_header", 1), ("bad_header", 1)]),
        ('a,b\n1,2\n3,"4\n5,6\n', [("bad_row", 3)]),
        ('a,b\n1,"2"x\n', [("bad_row", 2)]),
    ],
    ids=[
        "empty",
        "short-and-long",
        "after-a-cell-of-two-lines",
        "same-column",
        "no-name",
        "unclosed-quote",
        "after-quote",
    ],
)
def test_a_bad_table_is_told_by_line(text: str, told: list[tuple[str, int]], tmp_path: Path) -> None:
    with pytest.raises(ChecklistError) as refused:
        read_csv(table(tmp_path, text))
    assert [(problem.code, problem.place.line) for problem in refused.value.problems if problem.place] == told
