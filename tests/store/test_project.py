"""The project file on disk: found, read, changed, and never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalprep.errors import OutputError, ProjectError
from evalprep.store.project import create_project, find_project, load_project, save_edits
from evalprep.store.rewrite import DELETE, Edit

TEXT = "format: 1\n# 单位\norganization:\n  name: '示例协会'   # 照证书\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "evalprep.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_folder_stands_for_the_project_file_in_it(path: Path) -> None:
    assert find_project(path.parent) == find_project(path) == path


def test_an_edit_keeps_comments_quoting_and_the_last_version(path: Path) -> None:
    changed = save_edits(
        load_project(path), [Edit(("organization", "name"), "样本协会"), Edit(("staff",), [])]
    )
    assert path.read_text(encoding="utf-8") == TEXT.replace("示例协会", "样本协会") + "staff: []\n"
    assert (path.parent / "evalprep.yaml.bak").read_text(encoding="utf-8") == TEXT
    assert changed.project.organization is not None
    assert changed.project.organization.name == "样本协会"


def test_edits_can_follow_one_another(path: Path) -> None:
    stored = load_project(path)
    for name in ("甲协会", "乙协会"):
        stored = save_edits(stored, [Edit(("organization", "name"), name)])
    stored = save_edits(stored, [Edit(("organization", "name"), DELETE)])
    assert load_project(path).project.organization is not None
    assert stored.project == load_project(path).project


def test_an_edit_that_makes_the_project_invalid_is_not_written(path: Path) -> None:
    with pytest.raises(ProjectError, match="统一社会信用代码"):
        save_edits(load_project(path), [Edit(("organization", "uscc"), "123")])
    assert path.read_text(encoding="utf-8") == TEXT


def test_a_file_changed_elsewhere_is_not_overwritten(path: Path) -> None:
    stored = load_project(path)
    path.write_text(TEXT + "experts: []\n", encoding="utf-8")
    with pytest.raises(OutputError):
        save_edits(stored, [Edit(("staff",), [])])
    assert path.read_text(encoding="utf-8") == TEXT + "experts: []\n"


def test_a_file_in_gbk_is_saved_as_utf_8(path: Path) -> None:
    path.write_bytes(TEXT.encode("gbk"))
    save_edits(load_project(path), [Edit(("staff",), [])])
    assert path.read_text(encoding="utf-8") == TEXT + "staff: []\n"


def test_a_new_project_says_nothing_yet(tmp_path: Path) -> None:
    stored = create_project(tmp_path / "evalprep.yaml")
    assert stored.project.organization is None
    assert load_project(tmp_path).project == stored.project


def test_creating_does_not_overwrite(path: Path) -> None:
    with pytest.raises(OutputError):
        create_project(path)
    assert path.read_text(encoding="utf-8") == TEXT


def test_a_field_is_placed_at_its_line_or_at_the_part_that_it_belongs_to(path: Path) -> None:
    stored = load_project(path)
    assert str(stored.place(("organization", "name"))) == "evalprep.yaml:4"
    assert str(stored.place(("organization", "uscc"))) == "evalprep.yaml:3"
    assert str(stored.place(("record", "violations"))) == "evalprep.yaml"
