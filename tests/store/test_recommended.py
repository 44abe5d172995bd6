"""The project files of recommended organisations: found from the applicant's folder, read one level deep."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalprep.store.project import StoredProject, load_project
from evalprep.store.recommended import Recommended, load_recommended


@pytest.fixture
def department(tmp_path: Path) -> StoredProject:
    """A department's project, beside it the one of an organisation, one that is broken and a folder without one."""
    texts = {
        "示例部门": "recommends: [{project: ../示例机构}]\n",
        "示例机构": "organization: {name: 示例机构}\nrecommends: [{project: ../示例部门}]\n",
        "示例错": "organization:\n  nam: 示例\nstaf: []\n",
    }
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "evalprep.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "空").mkdir()
    (tmp_path / "示例机构" / "密码.txt").write_text("秘密内容", encoding="utf-8")
    (tmp_path / "圈.yaml").symlink_to(tmp_path / "圈.yaml")
    return load_project(tmp_path / "示例部门")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../示例机构/evalprep.yaml", "../示例机构/evalprep.yaml"),
        ("../示例机构", "../示例机构/evalprep.yaml"),
        ("../示例机构/", "../示例机构/evalprep.yaml"),
        ("..\\示例机构", "../示例机构/evalprep.yaml"),
    ],
)
def test_a_recommended_project_is_found_from_the_folder_and_told_as_written(
    department: StoredProject, name: str, file: str
) -> None:
    found = load_recommended(department, [name])[name]
    assert isinstance(found, Recommended)
    assert found.stored.project.organization is not None
    assert found.stored.project.organization.name == "示例机构"
    assert str(found.place(("organization", "name"))) == f"{file}:1"
    assert str(found.place(("staff",))) == file


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("../没有", "找不到"),
        ("../空", "没有项目文件"),
        ("../示例错", "第 2 行，"),
        ("../示例错/evalprep.yaml", "等 2 处错误"),
        (".", "本单位自己"),
        ("evalprep.yaml", "本单位自己"),
        ("../示例部门", "本单位自己"),
        ("/etc/passwd", "从本项目文件夹算起"),
        ("C:\\机构\\evalprep.yaml", "从本项目文件夹算起"),
        ("\\\\服务器\\机构", "从本项目文件夹算起"),
        ("\\机构\\evalprep.yaml", "从本项目文件夹算起"),
        ("../示例机构/密码.txt", "要写项目文件"),
        ("../圈.yaml", "打不开"),
        ("../示例机构/\0", "找不到"),
        ("../" + "长" * 3000, "找不到"),
        ("", "本单位自己"),
    ],
)
def test_a_recommended_project_that_cannot_be_taken_is_told_with_why(
    department: StoredProject, name: str, told: str
) -> None:
    why = load_recommended(department, [name])[name]
    assert isinstance(why, str)
    assert told in why
    assert "秘密" not in why


def test_what_another_file_holds_of_persons_is_masked(department: StoredProject) -> None:
    path = department.folder.parent / "示例错" / "evalprep.yaml"
    path.write_text("staff: [{name: 示例甲, id_number: 53990119750412991}]\n", encoding="utf-8")
    assert "19750412" not in str(load_recommended(department, ["../示例错"]))


@pytest.mark.parametrize("second", ["../示例机构", "../示例机构/", "..\\示例机构"])
def test_one_organisation_under_two_names_is_not_taken_for_two(
    department: StoredProject, second: str
) -> None:
    first = "../示例机构/evalprep.yaml"
    taken = load_recommended(department, [first, second])
    assert f"和「{second}」是同一家机构" in str(taken[first])
    assert f"和「{first}」是同一家机构" in str(taken[second])


def _with_code(folder: Path, name: str, code: str) -> None:
    (folder / name).mkdir(exist_ok=True)
    text = f"organization: {{name: {name}, uscc: {code}}}\n"
    (folder / name / "evalprep.yaml").write_text(text, encoding="utf-8")


def test_a_copy_of_an_organisations_folder_is_the_same_organisation(department: StoredProject) -> None:
    folder = department.folder.parent
    for name in ("甲", "甲的副本"):
        _with_code(folder, name, "51530000MJX000123X")
    _with_code(folder, "乙", "52530000MJX000120H")
    taken = load_recommended(department, ["../甲", "../甲的副本", "../乙"])
    assert "和「../甲」是同一家机构" in str(taken["../甲的副本"])
    assert isinstance(taken["../乙"], Recommended)


def test_an_applicant_does_not_recommend_a_copy_of_itself(department: StoredProject) -> None:
    folder = department.folder.parent
    for name in ("示例部门", "副本"):
        _with_code(folder, name, "51530000MJX000123X")
    assert "和本单位的相同" in str(
        load_recommended(load_project(folder / "示例部门"), ["../副本"])["../副本"]
    )
