"""What is taken of a filled form, what is told and stays out, and what the project settles."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from evalprep.documents.forms.grid import Grid
from evalprep.documents.wordxml import TBL, P, T, paragraph_text
from evalprep.intake.given import Extract, GivenRow, RemarkKind
from evalprep.model.project import Project
from tests.extracts import as_project
from tests.intake.forms.filled import SCHOOL, edited, example, filled, filled_from, taken

NUMBER = "339901197204128113"


def school(**tree: Any) -> Extract:
    """What is read into an empty project off the school's form, filled from a project of these lists."""
    return taken(filled_from(SCHOOL, Project.model_validate(tree)))


def rows(extract: Extract, listed: str) -> list[dict[str, Any]]:
    return [{one.path[0]: one.tree for one in row.values} for row in extract.rows if row.rows == listed]  # type: ignore[misc]


def told(extract: Extract, kind: RemarkKind) -> list[str]:
    return [one.text for one in extract.remarks if one.kind is kind]


def written(docx: bytes, old: str, new: str) -> bytes:
    """The file with another text in the paragraph that says no more than `old`."""

    def change(body: etree._Element) -> None:
        for paragraph in body.iter(P):
            if paragraph_text(paragraph) == old:
                first, *rest = paragraph.iter(T)
                first.text = new
                for one in rest:
                    one.text = ""

    return edited(docx, change)


def test_a_value_says_in_which_section_and_row_it_stands() -> None:
    extract = school(staff=[{"name": "示例甲"}, {"name": "示例乙", "education": "本科"}])
    education = next(one for row in extract.rows for one in row.values if one.path == ("education",))
    assert education.origin.text == "表.docx·工作人员情况·第 2 行·学历"


@pytest.mark.parametrize(("number", "expected"), [(None, "女"), (NUMBER, None)])
def test_the_sex_is_taken_only_where_no_identity_number_says_it(
    number: str | None, expected: str | None
) -> None:
    person = {"name": "示例甲", "sex": "女"} | ({"id_number": number} if number else {})
    (row,) = rows(school(staff=[person]), "staff")
    assert row.get("sex") == expected


def test_a_sex_against_the_identity_number_is_told_and_the_number_masked() -> None:
    docx = filled_from(SCHOOL, Project.model_validate({"staff": [{"name": "示例甲", "id_number": NUMBER}]}))
    extract = taken(written(docx, "男", "女"))
    assert told(extract, RemarkKind.HELD_BACK) == ["性别写的是「女」，身份证号码是「男」的，性别没有读入"]
    assert rows(extract, "staff") == [{"name": "示例甲", "id_number": NUMBER}]


def test_one_bad_cell_holds_back_only_itself_and_masks_a_number() -> None:
    docx = filled_from(
        SCHOOL,
        Project.model_validate({"staff": [{"name": "示例甲", "id_number": NUMBER, "education": "本科"}]}),
    )
    extract = taken(written(docx, NUMBER, "339901197204128114"))
    (remark,) = [one for one in extract.remarks if one.kind is RemarkKind.HELD_BACK]
    assert remark.origin.at == "第 1 行·身份证号码"
    assert "339901197204128114" not in remark.text
    assert rows(extract, "staff") == [{"name": "示例甲", "education": "本科", "sex": "男"}]


def test_a_list_that_says_none_is_an_empty_list() -> None:
    docx = filled_from(SCHOOL, Project.model_validate({"rule_documents": [{"name": "示例办法"}]}))
    extract = taken(written(docx, "1. 示例办法", "无"))
    assert [one.tree for one in extract.values if one.path == ("rule_documents",)] == [[]]


def test_what_follows_from_other_fields_is_told_once_for_a_column() -> None:
    extract = taken(filled(SCHOOL))
    ages = [one for one in extract.remarks if one.origin.at == "年龄"]
    assert [(one.kind, one.text) for one in ages] == [
        (RemarkKind.DERIVED, "「年龄」（11 处）由身份证号码、出生日期得出，不导入")
    ]


ONE = {"code": "6-31-01-03", "name": "示例电工"}
OTHER = {"code": "6-18-01-01", "name": "示例车工"}


def item(**more: Any) -> dict[str, Any]:
    return {"name": "示例车床", "model": "CK6140", "quantity": "2", "use": "考核", **more}


def test_equipment_that_two_sheets_share_is_one_row_and_told() -> None:
    shared = item(occupations=["示例电工", "示例车工"])
    extract = school(occupations=[ONE | {"trades": []}, OTHER | {"trades": []}], equipment=[shared])
    assert rows(extract, "equipment") == [shared]
    (remark,) = told(extract, RemarkKind.READ_AS)
    assert remark == "「示例车床」在示例电工、示例车工各份里都有，按共用的同一批设备读入"


def test_equipment_of_two_occupations_that_differs_stays_two_rows() -> None:
    both = [item(occupations=["示例电工"]), item(occupations=["示例车工"], quantity="3")]
    extract = school(occupations=[ONE | {"trades": []}, OTHER | {"trades": []}], equipment=both)
    assert rows(extract, "equipment") == both
    assert told(extract, RemarkKind.READ_AS) == []


def test_two_alike_on_one_sheet_stay_two_rows() -> None:
    twice = [item(occupations=["示例电工"]), item(occupations=["示例电工"])]
    assert rows(school(occupations=[ONE | {"trades": []}], equipment=twice), "equipment") == twice


def test_equipment_for_all_stays_so_where_the_project_says_it() -> None:
    tree = {
        "occupations": [ONE | {"trades": []}, OTHER | {"trades": []}],
        "equipment": [item(occupations=["全部"])],
    }
    known = Project.model_validate(tree)
    extract = taken(filled_from(SCHOOL, known), known)
    assert rows(extract, "equipment") == [item(occupations=["全部"])]
    assert told(extract, RemarkKind.READ_AS) == []


def test_equipment_whose_name_cannot_be_told_from_its_model_is_held_back_whole() -> None:
    extract = school(
        occupations=[ONE | {"trades": []}], equipment=[item(model="甲型", occupations=["示例电工"])]
    )
    assert rows(extract, "equipment") == []
    (remark,) = told(extract, RemarkKind.HELD_BACK)
    assert remark == "「示例车床 甲型　2」里分不清哪里是设备名称、哪里是型号，这一行没有读入"


def test_two_sheets_about_one_occupation_are_that_occupation_s() -> None:
    both = [item(occupations=["示例电工"]), item(name="示例铣床", occupations=["示例车工"])]
    known = Project.model_validate(
        {"occupations": [ONE | {"trades": []}, OTHER | {"trades": []}], "equipment": both}
    )
    heading = "示例车工　职业（工种）场地设备情况"
    extract = taken(written(filled_from(SCHOOL, known), heading, heading.replace("示例车工", "示例电工")))
    assert [row["occupations"] for row in rows(extract, "equipment")] == [["示例电工"], ["示例电工"]]


def test_a_sheet_about_an_occupation_that_the_list_lacks_gives_it() -> None:
    known = Project.model_validate({"occupations": [ONE | {"trades": []}], "equipment": []})
    heading = "示例电工　职业（工种）场地设备情况"
    extract = taken(written(filled_from(SCHOOL, known), heading, heading.replace("示例电工", "示例焊工")))
    assert [row["name"] for row in rows(extract, "occupations")] == ["示例电工", "示例焊工"]


def test_rows_by_trade_are_one_occupation_with_its_trades() -> None:
    trades = [{"name": "示例甲工", "levels": "五级-三级"}, {"name": "示例乙工", "levels": "四级"}]
    extract = school(occupations=[ONE | {"trades": trades}])
    assert rows(extract, "occupations") == [ONE]
    assert rows(extract, "occupations[].trades") == trades
    inner = [row for row in extract.rows if row.rows == "occupations[].trades"]
    assert [[one.tree for one in row.within] for row in inner] == [["6-31-01-03", "示例电工"]] * 2


def test_the_levels_beside_an_only_trade_are_the_occupation_s_unless_the_project_says_otherwise() -> None:
    known = Project.model_validate(
        {
            "occupations": [
                ONE | {"levels": "五级-一级", "trades": [{"name": "示例甲工", "levels": "五级-三级"}]}
            ]
        }
    )
    docx = filled_from(SCHOOL, known)
    assert rows(taken(docx), "occupations") == [ONE | {"levels": "五级-三级"}]
    assert rows(taken(docx, known), "occupations[].trades") == [{"name": "示例甲工", "levels": "五级-三级"}]


def test_a_trade_without_its_occupation_is_told_and_stays_out() -> None:
    docx = filled_from(
        SCHOOL, Project.model_validate({"occupations": [ONE | {"trades": [{"name": "示例甲工"}]}]})
    )

    def change(body: etree._Element) -> None:
        for table in body.iter(TBL):
            if any(cell.label == "工种名称" for cell in Grid(table).cells()):
                for text in [one for one in table.iter(T) if one.text in ("6-31-01-03", "示例电工")]:
                    text.text = ""

    extract = taken(edited(docx, change))
    assert rows(extract, "occupations[].trades") == []
    assert told(extract, RemarkKind.HELD_BACK) == ["「示例甲工」没有写明是哪个职业的工种，没有读入"]


@pytest.mark.parametrize(
    ("organization", "taken_as"),
    [
        ({"kind": "企业", "legal_form": "企业"}, {"legal_form": "企业"}),
        ({"kind": "社会培训机构", "legal_form": "企业"}, {"legal_form": "企业"}),
        ({"kind": "社会培训机构", "legal_form": "民办非企业单位"}, {"legal_form": "民办非企业单位"}),
        ({"kind": "行业协会"}, {}),
        ({"kind": "学会", "legal_form": "社会团体"}, {}),
    ],
)
def test_a_tick_gives_only_what_no_other_answer_would_have_ticked(
    organization: dict[str, str], taken_as: dict[str, str]
) -> None:
    extract = school(organization=organization)
    assert {str(one.path[1]): one.tree for one in extract.values} == taken_as
    assert [one.origin.at for one in extract.remarks] == ["机构类型"]


def test_a_tick_that_the_project_would_make_too_is_nothing_to_tell() -> None:
    known = Project.model_validate({"organization": {"kind": "学会", "legal_form": "社会团体"}})
    extract = taken(filled_from(SCHOOL, known), known)
    assert (extract.values, extract.remarks) == ((), ())


def test_own_points_of_the_self_assessment_are_taken_and_computed_ones_are_not() -> None:
    extract = taken(filled("zhejiang/self-assessment"))
    assert [(one.path, one.tree) for one in extract.values if one.path[0] == "self_scores"] == [
        (("self_scores", "ZJ-R3b"), "8")
    ]
    assert len(told(extract, RemarkKind.DERIVED)) == 2


def test_an_expert_s_field_that_the_project_has_as_major_is_not_said_again() -> None:
    known = Project.model_validate({"experts": [{"name": "示例甲", "major": "机电"}]})
    assert rows(taken(filled_from(SCHOOL, known), known), "experts") == [{"name": "示例甲"}]
    assert rows(taken(filled_from(SCHOOL, known)), "experts") == [{"name": "示例甲", "specialty": "机电"}]


def test_the_example_school_reads_back_as_a_project() -> None:
    known, back = example(SCHOOL), as_project(taken(filled(SCHOOL)))
    assert [one.name for one in back.staff or ()] == [one.name for one in known.staff or ()]
    assert [one.id_number for one in back.experts or ()] == [one.id_number for one in known.experts or ()]
    assert [one.name for one in back.rule_documents or ()] == [one.name for one in known.rule_documents or ()]


def test_a_row_gives_what_it_says_under_the_keys_of_the_project_file() -> None:
    (row,) = [one for one in school(staff=[{"name": "示例甲"}]).rows if one.rows == "staff"]
    assert isinstance(row, GivenRow)
    assert [one.path for one in row.values] == [("name",)]
