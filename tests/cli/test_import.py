"""`evalprep import`: what it shows, what it writes, and what it refuses."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from evalprep.cli import import_diff, importing
from evalprep.cli.importing import files_and_project
from evalprep.documents.pages.page import Column, Grid, Page
from evalprep.documents.pages.wordfile import write_page
from evalprep.errors import InputError, Place, Problem, UsageError
from evalprep.intake.given import Extract, Given, GivenRow, Origin, Remark, RemarkKind
from evalprep.intake.merge.changes import Merge
from evalprep.intake.merge.conversation import Settled
from evalprep.intake.merge.merging import merge
from evalprep.model.fields import concrete
from evalprep.model.project import Project
from evalprep.model.validation import Tree
from evalprep.report.contents import contents_page
from evalprep.report.cover import cover_page
from evalprep.report.layout import Style, width
from evalprep.store.project import load_project
from tests.cli.conftest import Run
from tests.report import submissions as sample
from tests.report.results import NOTICE

START = """\
# 本单位
format: 1
organization:
  name: 示例会   # 照登记证书
staff:
  - name: 张示例
    id_number: "339901197204128113"
    education: 大专
"""


def value(path: str, tree: Tree, at: str = "B2") -> Given:
    return Given(concrete(path), tree, Origin("资料表.xlsx", "单位情况", at))


def person(number: int, **columns: Tree) -> GivenRow:
    origin = Origin("资料表.xlsx", "工作人员", f"第 {number} 行")
    values = tuple(
        Given((key,), tree, Origin("资料表.xlsx", "工作人员", f"{chr(66 + place)}{number}"))
        for place, (key, tree) in enumerate(columns.items())
    )
    return GivenRow("staff", values, origin)


def held_back(at: str = "E9") -> Remark:
    told = "身份证号码最后三位已经丢失"
    return Remark(
        RemarkKind.HELD_BACK, Origin("资料表.xlsx", "工作人员", at), told, "把这一列设成文本，重新填写"
    )


@pytest.fixture
def gives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Extract]:
    """What each file gives, by its name; a file that gives nothing is damaged."""
    (tmp_path / "evalprep.yaml").write_text(START, encoding="utf-8")
    found: dict[str, Extract] = {}

    def opened(path: Path, name: str, *_: object) -> Callable[[object], Extract]:
        if path.name not in found:
            raise InputError(Problem("damaged", "文件坏了", "重新导出", Place(name)))
        return lambda project: found[path.name]

    monkeypatch.setattr(importing, "opened", opened)
    return found


def text(folder: Path) -> str:
    return (folder / "evalprep.yaml").read_text(encoding="utf-8")


def test_without_a_terminal_nothing_is_written_and_yes_is_told(
    run: Run, gives: dict[str, Extract], tmp_path: Path
) -> None:
    gives["资料表.xlsx"] = Extract((value("organization.name", "示例协会"),))
    ran = run("import", "资料表.xlsx")
    assert (ran.code, text(tmp_path)) == (4, START)
    assert "示例会 → 示例协会" in ran.out
    assert "示例协会（B2）" in ran.out
    assert "import 资料表.xlsx --yes" in ran.err


def test_yes_takes_everything_and_keeps_comments_and_order(
    run: Run, gives: dict[str, Extract], tmp_path: Path
) -> None:
    gives["资料表.xlsx"] = Extract(
        (value("organization.name", "示例协会"),), (person(7, name="李示例", sex="男"),)
    )
    ran = run("import", "资料表.xlsx", "--yes")
    assert ran.code == 0
    assert text(tmp_path) == START.replace("示例会   #", "示例协会   #") + "  - name: 李示例\n    sex: 男\n"
    assert (tmp_path / "evalprep.yaml.bak").read_text(encoding="utf-8") == START
    assert "新增 1 行、改 1 处、没有变化 0 处、没有读进来 0 处。" in ran.out


def test_a_second_import_says_that_nothing_changes(
    run: Run, gives: dict[str, Extract], tmp_path: Path
) -> None:
    gives["资料表.xlsx"] = Extract((), (person(7, name="李示例", sex="男"),))
    run("import", "资料表.xlsx", "--yes")
    before = text(tmp_path)
    ran = run("import", "资料表.xlsx")
    assert (ran.code, text(tmp_path)) == (0, before)
    assert "没有变化 2 处" in ran.out


def test_yes_leaves_conflicts_out_and_tells_them(run: Run, gives: dict[str, Extract], tmp_path: Path) -> None:
    gives["资料表.xlsx"] = Extract(
        (value("organization.name", "示例协会"), value("organization.city", "示例市"))
    )
    gives["基本情况表.docx"] = Extract((value("organization.name", "示例学会", "单位名称"),))
    ran = run("import", "资料表.xlsx", "基本情况表.docx", "--yes")
    assert ran.code == 4
    assert "name: 示例会 " in text(tmp_path)
    assert "city: 示例市" in text(tmp_path)
    for said in ("现在：示例会", "甲：示例协会", "乙：示例学会", "要您来定的 1 处"):
        assert said in ran.out


def test_a_file_that_is_broken_does_not_keep_the_others(
    run: Run, gives: dict[str, Extract], tmp_path: Path
) -> None:
    gives["资料表.xlsx"] = Extract((value("organization.city", "示例市"),))
    ran = run("import", "坏的.xlsx", "资料表.xlsx", "--yes")
    assert ran.code == 3
    assert "坏的.xlsx：文件坏了" in ran.err
    assert "city: 示例市" in text(tmp_path)


def test_a_cell_that_could_not_be_read_is_told_with_its_place(run: Run, gives: dict[str, Extract]) -> None:
    gives["资料表.xlsx"] = Extract((), (person(9, name="李示例"),), (held_back(),))
    ran = run("import", "资料表.xlsx", "--yes")
    assert ran.code == 4
    assert "来自 资料表.xlsx" in ran.out
    assert "工作人员·E9：身份证号码最后三位已经丢失" in ran.out
    assert "怎么办：把这一列设成文本，重新填写" in ran.out
    assert "没有读进来 1 处" in ran.out


def test_numbers_of_people_are_nowhere_shown(run: Run, gives: dict[str, Extract]) -> None:
    number, phone = "339901197908038140", "13800001111"
    rows = (person(7, name="李示例", id_number=number, phone=phone), person(8, name="张示例", phone=phone))
    remark = Remark(RemarkKind.HELD_BACK, Origin("a.xlsx"), f"「{number}」读不出来")
    gives["资料表.xlsx"] = Extract((), rows, (remark,))
    ran = run("import", "资料表.xlsx")
    assert number not in ran.out + ran.err
    assert phone not in ran.out + ran.err
    assert "339*************40" in ran.out


def test_without_a_project_init_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("import", "资料表.xlsx")
    assert ran.code == 3
    assert "evalprep init" in ran.err


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "evalprep.yaml").write_text(START, encoding="utf-8")
    ran = run("import", "没有.xlsx", "--yes")
    assert (ran.code, text(tmp_path)) == (3, START)
    assert "没有.xlsx：找不到这个文件" in ran.err


def test_a_project_that_is_read_only_is_left_as_it_is(
    run: Run, gives: dict[str, Extract], tmp_path: Path
) -> None:
    gives["资料表.xlsx"] = Extract((value("organization.city", "示例市"),))
    (tmp_path / "evalprep.yaml").chmod(stat.S_IRUSR)
    ran = run("import", "资料表.xlsx", "--yes")
    assert (ran.code, text(tmp_path)) == (3, START)
    assert "只读" in ran.err


def test_a_disk_that_is_full_leaves_the_project_as_it_is(
    run: Run, gives: dict[str, Extract], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "full")

    gives["资料表.xlsx"] = Extract((value("organization.city", "示例市"),))
    monkeypatch.setattr(os, "fsync", full)
    ran = run("import", "资料表.xlsx", "--yes")
    assert (ran.code, text(tmp_path)) == (3, START)
    assert "磁盘满了" in ran.err


def test_the_same_file_twice_is_read_once(run: Run, gives: dict[str, Extract], tmp_path: Path) -> None:
    (tmp_path / "资料表.xlsx").write_bytes(b"")
    gives["资料表.xlsx"] = Extract((), (person(7, name="李示例"),))
    ran = run("import", "资料表.xlsx", "./资料表.xlsx", tmp_path / "资料表.xlsx", "--yes")
    assert ran.code == 0
    assert ran.err.count("只读一次") == 2


@pytest.mark.parametrize(
    "order", [("资料表.xlsx", "单位"), ("单位", "资料表.xlsx"), ("资料表.xlsx", "单位/evalprep.yaml")]
)
def test_the_project_may_stand_before_or_behind_the_files(
    run: Run, gives: dict[str, Extract], tmp_path: Path, order: tuple[str, ...]
) -> None:
    (tmp_path / "单位").mkdir()
    (tmp_path / "单位" / "evalprep.yaml").write_text(START, encoding="utf-8")
    gives["资料表.xlsx"] = Extract((value("organization.city", "示例市"),))
    assert run("import", *order, "--yes").code == 0
    assert "示例市" in text(tmp_path / "单位")
    assert "示例市" not in text(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("evalprep.yaml",), "没有写要导入的文件（evalprep.yaml 是项目"),
        (("资料",), "没有写要导入的文件（资料 是项目"),
        (("资料", "."), "写了两个项目：资料、."),
        (("evalprep.yaml", "资料表.xlsx", "回答.yaml"), "写了两个项目：evalprep.yaml、回答.yaml"),
    ],
)
def test_arguments_that_name_no_file_or_two_projects_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "资料").mkdir()
    with pytest.raises(UsageError) as refused:
        files_and_project([Path(one) for one in arguments])
    assert told in refused.value.problems[0].problem


def test_a_list_that_is_none_is_refused_with_those_that_are(run: Run, gives: dict[str, Extract]) -> None:
    gives["名单.csv"] = Extract()
    ran = run("import", "名单.csv", "--as", "员工家属")
    assert ran.code == 2
    assert "工作人员" in ran.err


@pytest.mark.parametrize(
    ("name", "rows"), [("工作人员", "staff"), ("督导人员", "supervisors"), ("experts", "experts")]
)
def test_a_list_is_named_as_its_sheet_its_field_or_its_key(name: str, rows: str) -> None:
    assert importing.list_named(name) == rows


def test_on_a_terminal_the_person_is_asked(
    run: Run, gives: dict[str, Extract], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gives["资料表.xlsx"] = Extract(
        (value("organization.city", "示例市"), value("organization.name", "示例协会"))
    )
    monkeypatch.setattr("evalprep.cli.console.at_terminal", lambda: True)
    monkeypatch.setattr(
        "evalprep.intake.merge.conversation.settle",
        lambda asker, merged: Settled(merged.changes[1:], merged.changes[:1]),
    )
    assert run("import", "资料表.xlsx").code == 4
    assert "city: 示例市" in text(tmp_path)
    assert "name: 示例会 " in text(tmp_path)


def test_with_no_input_nobody_is_asked(
    run: Run, gives: dict[str, Extract], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gives["资料表.xlsx"] = Extract((value("organization.city", "示例市"),))
    monkeypatch.setattr("evalprep.cli.console.at_terminal", lambda: True)
    assert run("import", "资料表.xlsx", "--no-input").code == 4
    assert text(tmp_path) == START


def diff(*extracts: Extract, cells: int = 80) -> str:
    """What is shown of an import into an empty project."""
    return import_diff.diff_text(merge(Project.model_validate({}), {}, extracts), Style(cells))


def test_each_of_sixty_new_rows_is_one_line_within_the_window() -> None:
    columns = {
        "sex": "男",
        "education": "本科",
        "position": "教务处副处长兼技能评价中心办公室主任",
        "employer": "示例学校",
    }
    rows = tuple(person(n, name=f"示例{n}{'某' * (n % 3)}", **columns) for n in range(5, 65))
    shown = diff(Extract((), rows))
    new = [line for line in shown.splitlines() if line.startswith("  + ")]
    assert len(new) == 60
    assert all(width(line) <= 80 for line in shown.splitlines())
    assert new[2].startswith("  + 第 3 行 示例7某")
    assert {width(line[: line.index("性别")]) for line in new} == {width(new[0][: new[0].index("性别")])}


def test_columns_that_do_not_fit_are_counted() -> None:
    shown = diff(
        Extract((), (person(5, name="李示例", sex="男", education="本科", position="甲" * 60),)), cells=60
    )
    assert "性别 男，学历 本科等 3 项" in shown


def test_where_new_rows_come_from_is_said_once() -> None:
    shown = diff(Extract((), tuple(person(n, name=f"示例{n}") for n in range(5, 25))))
    assert "新增 20 行（工作人员）" in shown
    assert shown.count("资料表.xlsx") == 1


def test_a_list_that_counts_as_complete_now_is_told() -> None:
    assert "工作人员原来没有登记；登记了就按齐了判断" in diff(Extract((), (person(5, name="李示例"),)))


def test_remarks_of_the_same_words_are_told_once_with_their_places() -> None:
    remarks = tuple(
        Remark(RemarkKind.READ_AS, Origin("a.xlsx", "人员", f"C{n}"), "这里是公式，按上次算出的值读")
        for n in range(5, 20)
    )
    shown = diff(Extract((), (), remarks))
    assert "照这样读的，请核对（15 处）" in shown
    assert shown.count("这里是公式") == 1
    assert "人员·C5、C6" in shown
    assert shown.count("a.xlsx") == 1
    assert "等 15 处" in shown


def places(file: str, part: str, *ats: str) -> tuple[Origin, ...]:
    return tuple(Origin(file, part, at) for at in ats)


def test_of_many_places_the_first_two_are_told_and_the_files_once() -> None:
    form, other = "01-示例省职业技能等级认定社会培训评价组织申报表.docx", "人员.xlsx"
    parts = ("专家情况", "考评人员情况", "工作人员情况", "场地设备情况")
    rows = [
        GivenRow(
            "staff", (Given(("name",), f"示例{n}", Origin(form, part, f"第 {n} 行")),), Origin(form, part)
        )
        for n, part in enumerate(parts)
    ]
    rows.append(
        GivenRow("staff", (Given(("name",), "示例九", Origin(other, "人员", "B2")),), Origin(other, "人员"))
    )
    shown = diff(Extract((), tuple(rows)))
    assert "来自 2 个文件" in shown
    assert shown.count(form) == 1
    assert (
        "新增 5 行（01-示例省…价组织申报表.docx·专家情况、考评人员情况等 4 处；人员.xlsx·人员）"
        in shown.replace("\n    ", "")
    )


def test_a_value_that_many_files_give_names_two_of_them() -> None:
    extracts = [
        Extract((Given(("organization", "name"), "示例会", Origin(f"{n}.xlsx", "单位情况", "B5")),))
        for n in range(4)
    ]
    assert "示例会（0.xlsx·单位情况·B5、1.xlsx·单位情况·B5等 4 处）" in diff(*extracts)


def test_a_label_that_stands_there_already_is_no_place() -> None:
    shown = diff(Extract((Given(("organization", "name"), "示例会", Origin("表.docx", "一", "单位名称")),)))
    assert shown.count("单位名称") == 1


def test_what_a_form_only_prints_is_one_paragraph() -> None:
    remarks = [
        Remark(RemarkKind.DERIVED, Origin("表.docx", "人员", at), f"「{at}」由出生日期得出，不导入")
        for at in ("年龄", "专业工龄", "合计")
    ]
    choice = Remark(RemarkKind.DERIVED, Origin("表.docx", "一", "机构性质"), "机构类别没有读入", "请自己选")
    shown = diff(Extract((), (), (*remarks, choice)))
    assert "  年龄、专业工龄、合计；这些由别的资料得出，不导入。\n" in shown
    assert "怎么办：请自己选" in shown
    assert shown.count("表.docx") == 1


def test_the_diff_follows_the_project_file() -> None:
    rows = (person(5, name="李示例"),)
    shown = diff(Extract((value("finance.budget", "60 万元"), value("organization.name", "示例会")), rows))
    assert shown.index("申报单位") < shown.index("工作人员") < shown.index("财务")


def test_a_model_that_the_name_of_a_row_shows_is_not_told_again() -> None:
    columns = {"name": "电脑", "model": "示例一型", "quantity": "5"}
    values = tuple(Given((key,), text, Origin("a.xlsx", "设备", "B5")) for key, text in columns.items())
    shown = diff(Extract((), (GivenRow("equipment", values, Origin("a.xlsx", "设备")),)))
    assert "  + 第 1 行 电脑 示例一型  数量 5\n" in shown


def test_the_next_step_names_the_library_and_the_list(
    run: Run, gives: dict[str, Extract], tmp_path: Path
) -> None:
    (tmp_path / "库" / "checklists").mkdir(parents=True)
    gives["名单.csv"] = Extract((value("organization.city", "示例市"),))
    ran = run("import", "名单.csv", "--as", "专家", "--library", "库")
    assert "evalprep import 名单.csv --as 专家 --library 库 --yes" in ran.err


def answers(monkeypatch: pytest.MonkeyPatch, settled: Callable[[Merge], Settled]) -> None:
    """Somebody at a terminal decides."""
    monkeypatch.setattr("evalprep.cli.console.at_terminal", lambda: True)
    monkeypatch.setattr("evalprep.intake.merge.conversation.settle", lambda asker, merged: settled(merged))


def test_a_conflict_that_was_settled_is_no_next_step(
    run: Run, gives: dict[str, Extract], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gives["资料表.xlsx"] = Extract(
        (value("organization.name", "示例一会"), value("organization.name", "示例二会", "B9"))
    )
    answers(monkeypatch, lambda merged: Settled(merged.conflicts[0].choices[1].changes))
    ran = run("import", "资料表.xlsx")
    assert (ran.code, "name: 示例二会 " in text(tmp_path)) == (0, True)
    assert "要您来定" not in ran.err
    assert "evalprep check" in ran.err


def test_who_refuses_is_not_told_to_take_it(
    run: Run, gives: dict[str, Extract], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gives["资料表.xlsx"] = Extract((value("organization.name", "示例一会"),))
    answers(monkeypatch, lambda merged: Settled((), merged.changes))
    ran = run("import", "资料表.xlsx")
    assert (ran.code, text(tmp_path)) == (4, START)
    assert "项目文件没有改动" in ran.err
    assert "--yes" not in ran.err


def test_a_project_that_was_edited_meanwhile_is_not_written_over(
    run: Run, gives: dict[str, Extract], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gives["资料表.xlsx"] = Extract((value("organization.name", "示例一会"),))

    def meanwhile(merged: Merge) -> Settled:
        (tmp_path / "evalprep.yaml").write_text(START + "# 别处加的\n", encoding="utf-8")
        return Settled(merged.changes)

    answers(monkeypatch, meanwhile)
    ran = run("import", "资料表.xlsx")
    assert (ran.code, text(tmp_path)) == (3, START + "# 别处加的\n")
    assert "在别处改动过" in ran.err


def test_ctrl_c_writes_nothing(
    run: Run, gives: dict[str, Extract], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(merged: Merge) -> Settled:
        raise KeyboardInterrupt

    gives["资料表.xlsx"] = Extract((value("organization.name", "示例一会"),))
    answers(monkeypatch, interrupted)
    ran = run("import", "资料表.xlsx")
    assert (ran.code, text(tmp_path)) == (130, START)
    assert "什么也没有写入" in ran.err


def test_the_shown_project_is_what_is_on_disk(run: Run, gives: dict[str, Extract], tmp_path: Path) -> None:
    gives["资料表.xlsx"] = Extract((), (person(5, name="张示例", education="本科"),))
    ran = run("import", "资料表.xlsx", "--yes")
    assert "~ 第 1 行 张示例 学历  大专 → 本科（C5）" in ran.out
    people = load_project(tmp_path).project.staff
    assert people is not None
    assert str(people[0].education) == "本科"


def test_the_workbook_of_one_project_fills_an_empty_one(run: Run, example: Path, tmp_path: Path) -> None:
    run("workbook", example, "-o", tmp_path / "资料表.xlsx")
    empty = tmp_path / "空的"
    empty.mkdir()
    (empty / "evalprep.yaml").write_text("format: 1\n", encoding="utf-8")
    ran = run("import", tmp_path / "资料表.xlsx", empty, "--yes")
    assert ran.code == 0, ran.out
    there, here = load_project(example).project, load_project(empty).project
    assert here.model_copy(update={"targets": there.targets}) == there
    assert "改 0 处、" in run("import", tmp_path / "资料表.xlsx", example).out


def test_a_form_that_build_has_filled_changes_nothing(run: Run, example: Path, tmp_path: Path) -> None:
    run("build", example, "--on", "2020-06-01", "-o", tmp_path / "材料", "-q")
    forms = sorted((tmp_path / "材料").glob("01-*.docx"))
    before = (example / "evalprep.yaml").read_bytes()
    ran = run("import", *forms, example, "--yes")
    assert forms
    assert (ran.code, (example / "evalprep.yaml").read_bytes()) == (0, before)
    assert "新增 0 行、改 0 处" in ran.out


def test_a_list_of_ones_own_finds_its_rows(run: Run, example: Path, tmp_path: Path) -> None:
    people = load_project(example).project.staff
    assert people is not None
    lines = ["姓名,学历,联系电话", f"{people[0].name},,0871-60000001", "新示例,本科,"]
    (tmp_path / "名单.csv").write_bytes("\r\n".join(lines).encode("gb18030"))
    assert run("import", "名单.csv", example, "--yes").code == 2
    ran = run("import", "名单.csv", example, "--as", "工作人员", "--yes")
    assert ran.code == 0, ran.out
    found = load_project(example).project.staff
    assert found is not None
    assert (len(found), str(found[0].phone), found[-1].name) == (len(people) + 1, "0871-60000001", "新示例")


def test_answers_that_would_take_away_are_refused_with_a_way_out(
    run: Run, gives: dict[str, Extract], tmp_path: Path
) -> None:
    (tmp_path / "evalprep.yaml").write_text(
        START.replace("示例会 ", "示例会\n  postcode: '310000' "), "utf-8"
    )
    before = text(tmp_path)
    (tmp_path / "回答.yaml").write_text("organization: {postcode: 无}\n", encoding="utf-8")
    ran = run("init", "--answers", "回答.yaml", "--no-input")
    assert (ran.code, text(tmp_path)) == (3, before)
    assert "先在项目文件里删去这一项" in ran.err
    assert "只留一种说法" not in ran.err


COVER = cover_page("示例学校", None, (), "张示例", None, NOTICE)
CONTENTS = contents_page(sample.submission(sample.certificate()), "示例学校", NOTICE)


@pytest.mark.parametrize("ready", [True, False])
@pytest.mark.parametrize(
    ("page", "called"),
    [
        (COVER, "封面"),
        (CONTENTS, "目录"),
        (contents_page(sample.submission(sample.certificate()), None, NOTICE, {}), "目录"),
    ],
)
def test_cover_and_list_of_contents_of_a_submission_are_passed_over(
    run: Run, tmp_path: Path, page: Page, called: str, ready: bool
) -> None:
    (tmp_path / "evalprep.yaml").write_text(START, encoding="utf-8")
    (tmp_path / "别的名称.docx").write_bytes(
        write_page(replace(page, face="" if ready else "草稿。还不能交。"))
    )
    ran = run("import", "别的名称.docx", "--yes")
    assert (ran.code, text(tmp_path)) == (0, START)
    assert f"这是 evalprep 做的申报材料{called}" in ran.out
    assert "跳过的（1 处）" in ran.out


@pytest.mark.parametrize(
    "page",
    [
        replace(COVER, title="示例清单"),
        replace(COVER, blocks=(*COVER.blocks, *COVER.blocks)),
        replace(CONTENTS, title="示例目录"),
        replace(CONTENTS, blocks=CONTENTS.blocks[:1]),
        replace(CONTENTS, blocks=(Grid((Column("材料名称"), Column("文件")), (("证书", "1 份"),)),)),
    ],
)
def test_a_paper_that_is_only_like_them_is_refused_as_before(run: Run, tmp_path: Path, page: Page) -> None:
    (tmp_path / "evalprep.yaml").write_text(START, encoding="utf-8")
    (tmp_path / "00-封面.docx").write_bytes(write_page(page))
    assert run("import", "00-封面.docx", "--yes").code == 3
