"""The interview as a whole: saved after each answer, gone back in, resumed, brought to its end."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from evalprep.errors import OutputError, Problem, ProjectError
from evalprep.intake.interview import desk as desk_module
from evalprep.intake.interview.asking import Move, Voice
from evalprep.intake.interview.questions import ValueQuestion
from evalprep.intake.interview.session import put_question, shortened
from evalprep.model.verdicts import Overall
from evalprep.store.project import StoredProject, load_project
from tests.intake.interview.national_answers import ANSWERS
from tests.intake.interview.scripted import (
    Applicant,
    ScriptedAsker,
    interview,
    judge,
    new_project,
    papers,
    uscc,
)


def run(stored: StoredProject, *entries: tuple[str, object]) -> ScriptedAsker:
    """An interview with prepared answers."""
    asker = ScriptedAsker(entries)  # type: ignore[arg-type]
    interview(stored, asker).run()
    return asker


def begun(folder: Path) -> StoredProject:
    """A project whose first questions are single values: code, registration authority, experts …"""
    lists = (
        "occupations: [{code: 6-31-01-03, name: 电工, history: [], contributions: []}]\nrule_documents: []\n"
    )
    people = "experts: []\nassessors: []\nrelated_history: []\nfinance: {audit: 无}\n"
    form = "organization: {legal_form: 社会团体}\n"
    return new_project(folder, form + lists + people)


def test_an_applicant_who_has_everything_at_hand_ends_ready(tmp_path: Path) -> None:
    papers(tmp_path, "附件/件.pdf")
    asker = Applicant(ANSWERS)
    (result,) = interview(new_project(tmp_path), asker).run()
    assert result.overall is Overall.READY
    assert asker.told[-2][0].startswith("已存盘。") and asker.told[-1][0] == "要问的都问完了。"


def test_what_only_other_notices_read_is_not_asked(tmp_path: Path) -> None:
    papers(tmp_path, "附件/件.pdf")
    asker = Applicant(ANSWERS)
    interview(new_project(tmp_path), asker).run()
    assert not any(word in label for label in asker.asked for word in ("学历", "隶属", "职称", "面积"))


def test_every_answer_is_on_disk_before_the_next_question(tmp_path: Path) -> None:
    stored = begun(tmp_path)
    seen: list[str | None] = []

    class Watching(ScriptedAsker):
        def reply(self, label: str, default: str | None) -> str | Move:
            organization = load_project(tmp_path).project.organization
            seen.append(organization.uscc if organization else None)  # type: ignore[arg-type]
            return super().reply(label, default)

    interview(stored, Watching([("统一社会信用代码", uscc()), ("注册登记机构", Move.QUIT)])).run()
    assert seen == [None, uscc()]


def test_a_wrong_answer_is_refused_at_once_with_the_reason(tmp_path: Path) -> None:
    wrong = uscc()[:-1] + "0"
    asker = run(begun(tmp_path), ("信用代码", wrong), ("信用代码", uscc()))
    assert "校验码不对" in asker.wrong()[0]
    assert "应为统一社会信用代码" in asker.wrong()[0]
    assert uscc() in (tmp_path / "evalprep.yaml").read_text(encoding="utf-8")


def test_a_skipped_question_stays_unknown_and_is_not_asked_again_in_this_run(tmp_path: Path) -> None:
    asker = run(begun(tmp_path), ("信用代码", ""), ("注册登记机构", Move.SKIP), ("", Move.QUIT))
    assert "uscc" not in (tmp_path / "evalprep.yaml").read_text(encoding="utf-8")
    assert asker.asked.count("统一社会信用代码") == 1
    again = run(load_project(tmp_path))
    assert again.asked[0] == "统一社会信用代码"


def test_a_second_run_goes_on_where_the_first_stopped(tmp_path: Path) -> None:
    run(begun(tmp_path), ("信用代码", uscc()), ("注册登记机构", "示例省民政厅"))
    assert run(load_project(tmp_path)).asked[0] not in ("统一社会信用代码", "注册登记机构")


def test_going_back_twice_and_correcting_changes_the_file(tmp_path: Path) -> None:
    asker = run(
        begun(tmp_path),
        ("信用代码", uscc()),
        ("注册登记机构", "示例省民政听"),
        ("", Move.BACK),
        ("注册登记机构", Move.BACK),
        ("信用代码", uscc("51530000MJX000456")),
        ("", Move.BACK),
        ("注册登记机构", "示例省民政厅"),
    )
    organization = load_project(tmp_path).project.organization
    assert organization is not None
    assert (organization.uscc, organization.registration_authority) == (
        uscc("51530000MJX000456"),
        "示例省民政厅",
    )
    assert asker.defaults[3:5] == ["示例省民政听", uscc()]


def test_going_back_from_the_first_question_is_told(tmp_path: Path) -> None:
    asker = run(begun(tmp_path), ("信用代码", Move.BACK), ("信用代码", Move.QUIT))
    assert asker.wrong() == ["这已经是本次的第一题。"]


def test_a_list_that_was_left_half_way_can_be_gone_back_to(tmp_path: Path) -> None:
    text = "occupations: [{code: 6-31-01-03, name: 电工, history: [], contributions: []}]\nfinance: {audit: 无}\n"
    stored = new_project(tmp_path, text + "organization: {uscc: 无, legal_form: 社会团体}\n")
    asker = run(
        stored,
        ("专家", "add"), ("第 1 行·姓名", "乙样本"), ("还要再加", "done"),
        ("规章制度", "add"), ("第 1 行·制度名称", "财务管理办法"), ("制度种类", "1"), ("还要再加", Move.BACK),
        ("专家", "done"),
        ("", Move.BACK),
        ("规章制度", "add"), ("第 2 行·制度名称", "综合管理办法"), ("制度种类", "2"), ("还要再加", "done"),
    )  # fmt: skip
    assert asker.entries == []
    assert len(load_project(tmp_path).project.rule_documents or ()) == 2


@pytest.mark.parametrize(
    ("typed", "stands", "told"), [("", uscc(), "没有改动。"), ("-", None, "已清除，以后再填。")]
)
def test_enter_keeps_what_stands_and_a_key_of_its_own_clears_it(
    tmp_path: Path, typed: str, stands: str | None, told: str
) -> None:
    asker = run(begun(tmp_path), ("信用代码", uscc()), ("注册登记机构", Move.BACK), ("信用代码", typed))
    organization = load_project(tmp_path).project.organization
    assert (organization.uscc if organization else None) == stands
    assert [text for text, voice in asker.told if voice is Voice.SAVED][-1].startswith(told)


def test_a_list_left_half_way_is_asked_for_first_the_next_time_until_it_is_finished(tmp_path: Path) -> None:
    stored = new_project(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        run(stored, ("申报职业", "add"), ("职业名称或编码", "电工"), ("工种", KeyboardInterrupt))
    note = tmp_path / ".evalprep-unfinished.json"
    assert note.exists()
    again = run(load_project(tmp_path), ("申报职业", "done"))
    assert any(text.startswith("上次没有登记完") for text, _ in again.told)
    assert not note.exists()
    assert run(load_project(tmp_path)).asked[0] != "申报职业"


@pytest.mark.parametrize("content", ["{", "[[1, 2]]", '[["nothing"]]', "{}", "[[[]]]", "null"])
def test_a_broken_note_of_what_is_unfinished_is_ignored(tmp_path: Path, content: str) -> None:
    stored = begun(tmp_path)
    (tmp_path / ".evalprep-unfinished.json").write_text(content, encoding="utf-8")
    assert run(stored).asked == ["统一社会信用代码"]


def test_a_long_text_left_half_way_is_saved_where_that_is_wanted_and_asked_for_again(tmp_path: Path) -> None:
    work = interview(
        new_project(tmp_path), ScriptedAsker([("业务范围", "职业技能培训\nq"), ("先存下来吗", "yes")])
    )
    assert put_question(work.desk, ValueQuestion(("organization", "business_scope"))) is Move.QUIT
    again = run(load_project(tmp_path), ("业务范围", ""))
    assert again.asked[0] == "业务范围"
    assert not (tmp_path / ".evalprep-unfinished.json").exists()


def test_at_the_end_a_single_answer_can_be_changed(tmp_path: Path) -> None:
    papers(tmp_path, "附件/件.pdf")
    interview(new_project(tmp_path), Applicant(ANSWERS)).run()
    run(
        load_project(tmp_path),
        ("接下来", "补充或修改：【申报单位】"),
        ("改哪一项", "联系人·职务：主任"),
        ("职务", "副主任"),
        ("接下来", "done"),
    )
    assert "position: 副主任\n" in (tmp_path / "evalprep.yaml").read_text(encoding="utf-8")


def test_help_on_a_field_of_a_form_says_how_it_is_written_and_where_it_is_printed(tmp_path: Path) -> None:
    work = interview(new_project(tmp_path), ScriptedAsker([("注册资金", "？"), ("注册资金", "")]))
    question = next(one for one in work.upcoming if one.path[-1] == "registered_capital")
    put_question(work.desk, question)
    told = [text for text, _ in work.desk.asker.told]  # type: ignore[attr-defined]
    assert any(text.startswith("怎样填：") for text in told)
    assert any(text.startswith("印在：《") for text in told)


def test_nil_is_an_answer_where_a_thing_may_not_exist(tmp_path: Path) -> None:
    asker = run(begun(tmp_path), ("信用代码", "无"))
    assert "uscc: 无" in (tmp_path / "evalprep.yaml").read_text(encoding="utf-8")
    assert any(text.startswith("NAT-E1 不符合") for text in asker.wrong())


def test_help_tells_what_passes_and_the_question_is_asked_again(tmp_path: Path) -> None:
    asker = run(begun(tmp_path), ("信用代码", "？"), ("信用代码", Move.QUIT))
    told = [text for text, _ in asker.told]
    assert any(text.startswith("怎样算符合：") for text in told)
    assert any(text.startswith("怎么办：") for text in told)


def test_a_question_says_why_it_is_asked(tmp_path: Path) -> None:
    asker = run(begun(tmp_path), ("信用代码", Move.QUIT))
    why = [text for text, voice in asker.told if voice is Voice.WHY]
    assert why[0] == "为什么问：NAT-E1 在中国境内依法登记（一(一)）；另有 1 条也在等这一项"
    assert why[1].startswith("理解：")


def test_what_is_said_of_a_requirement_is_said_once(tmp_path: Path) -> None:
    asker = run(begun(tmp_path), ("信用代码", uscc()), ("注册登记机构", "示例省民政厅"))
    told = [text for text, _ in asker.told if text.startswith("理解：")]
    assert told and len(told) == len(set(told))


def test_the_state_is_told_at_the_start_and_after_each_answer(tmp_path: Path) -> None:
    asker = run(begun(tmp_path), ("信用代码", uscc()), ("注册登记机构", ""))
    told = [text.split("。")[0] for text, voice in asker.told if voice is Voice.SAVED]
    assert told[0].startswith("共 ")
    assert told[1:] == ["已存盘", "以后再填"]


def test_ctrl_c_leaves_everything_answered_on_disk(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(begun(tmp_path), ("信用代码", uscc()), ("注册登记机构", KeyboardInterrupt))
    assert uscc() in (tmp_path / "evalprep.yaml").read_text(encoding="utf-8")


def test_evidence_is_asked_right_after_the_statement_that_needs_it(tmp_path: Path) -> None:
    papers(tmp_path, "附件/件.pdf")
    asker = Applicant(ANSWERS)
    interview(new_project(tmp_path), asker).run()
    titles = asker.titles()
    assert titles[titles.index("【自行说明的事项】佐证文件") - 1] == "【自行说明的事项】请本单位说明"
    assert titles[titles.index("【自行说明的事项】佐证文件") + 1] == "【自行说明的事项】请本单位说明"


def test_a_statement_can_carry_a_note_and_be_denied(tmp_path: Path) -> None:
    stored = new_project(tmp_path)
    path = ("attestations", "NAT-E5", "holds")
    work = interview(
        stored, ScriptedAsker([("是否属实", "note"), ("说明", "会员二百家"), ("是否属实", "false")])
    )
    question = next(one for one in work.upcoming if one.path == path)
    assert put_question(work.desk, question) is None
    assert "note: 会员二百家" in (tmp_path / "evalprep.yaml").read_text(encoding="utf-8")
    assert put_question(work.desk, question) is None
    attestation = (work.desk.project.attestations or {})["NAT-E5"]
    assert attestation.holds is False


@pytest.mark.parametrize("after", ["again", "drop"])
def test_an_answer_that_cannot_be_saved_is_kept_for_another_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    stored = begun(tmp_path)
    save, failing = desk_module.save_edits, [True]

    def save_later(*arguments: object) -> StoredProject:
        if failing.pop() if failing else False:
            raise OutputError(Problem("read_only_file", "文件是只读的", "去掉「只读」"))
        return save(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(desk_module, "save_edits", save_later)
    asker = run(stored, ("信用代码", uscc()), ("还没有存盘", after))
    assert asker.wrong() == ["没有存进去：文件是只读的。怎么办：去掉「只读」"]
    assert (uscc() in (tmp_path / "evalprep.yaml").read_text(encoding="utf-8")) == (after == "again")


def test_what_was_changed_elsewhere_in_the_meantime_stays(tmp_path: Path) -> None:
    stored = begun(tmp_path)
    file = tmp_path / "evalprep.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "plan: {goals: 别处写的}\n", encoding="utf-8")
    asker = run(stored, ("信用代码", uscc()), ("还没有存盘", "again"))
    assert "改动过" in asker.wrong()[0]
    text = file.read_text(encoding="utf-8")
    assert "别处写的" in text and uscc() in text


def test_a_file_spoilt_elsewhere_is_told_and_not_written_over(tmp_path: Path) -> None:
    stored = begun(tmp_path)
    file = tmp_path / "evalprep.yaml"
    file.write_text("format: [", encoding="utf-8")
    asker = run(stored, ("信用代码", uscc()), ("还没有存盘", "again"), ("还没有存盘", "drop"))
    assert len(asker.wrong()) == 3
    assert file.read_text(encoding="utf-8") == "format: ["
    with pytest.raises(ProjectError):
        load_project(file)


def test_comments_in_the_file_stay(tmp_path: Path) -> None:
    stored = begun(tmp_path)
    file = tmp_path / "evalprep.yaml"
    file.write_text("# 手写的话\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    run(load_project(file), ("信用代码", uscc()))
    assert file.read_text(encoding="utf-8").startswith("# 手写的话\n")
    assert stored.path == file


def test_at_the_end_a_list_can_be_looked_over_again(tmp_path: Path) -> None:
    papers(tmp_path, "附件/件.pdf")
    answers = copy.deepcopy(ANSWERS)
    answers["要问的都问完了。"]["接下来"] = ["补充或修改：【设备】", "结束"]
    answers["【设备】"] = {
        "设备": ["登记第 1 行", "再加一行"],
        "第 1 行·设备名称": ["考核台"],
        "第 1 行·设备用途": ["考核"],
        "第 2 行·设备名称": ["示波器"],
        "第 2 行·设备用途": ["检测"],
        "还要再加一行吗": ["完成，一共 1 行", "完成，一共 2 行"],
    }
    (result,) = interview(new_project(tmp_path), Applicant(answers)).run()
    assert result.overall is Overall.READY
    assert [one.name for one in load_project(tmp_path).project.equipment or ()] == ["考核台", "示波器"]


def test_at_the_end_one_can_go_back(tmp_path: Path) -> None:
    papers(tmp_path, "附件/件.pdf")
    interview(new_project(tmp_path), Applicant(ANSWERS)).run()
    file = tmp_path / "evalprep.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("    position: 主任\n", ""), encoding="utf-8")
    stored = load_project(tmp_path)
    run(stored, ("职务", "甲"), ("接下来", Move.BACK), ("职务", "乙"), ("接下来", "done"))
    assert "position: 乙\n" in file.read_text(encoding="utf-8")


def test_back_from_a_list_looked_over_at_the_end_leads_to_the_choice_again(tmp_path: Path) -> None:
    papers(tmp_path, "附件/件.pdf")
    interview(new_project(tmp_path), Applicant(ANSWERS)).run()
    asker = run(
        load_project(tmp_path),
        ("接下来", "补充或修改：【设备】"), ("设备", "add"), ("设备名称", "示波器"), ("设备用途", Move.SKIP), ("还要再加", Move.BACK),
        ("接下来", "done"),
    )  # fmt: skip
    assert asker.entries == []
    assert len(load_project(tmp_path).project.equipment or ()) == 2


def test_what_was_skipped_is_announced_at_the_end(tmp_path: Path) -> None:
    papers(tmp_path, "附件/件.pdf")
    answers = copy.deepcopy(ANSWERS)
    answers["【申报单位】地址"] = {"地址": [""]}
    answers["要问的都问完了，跳过的 1 题下次再问。"] = {"接下来": ["结束"]}
    asker = Applicant(answers)
    (result,) = interview(new_project(tmp_path), asker).run()
    assert result.overall is Overall.UNDETERMINED
    assert ("跳过的：【申报单位】地址", Voice.HINT) in asker.told


def test_an_empty_project_with_nothing_to_ask_ends_at_once(tmp_path: Path) -> None:
    asker = ScriptedAsker()
    work = interview(new_project(tmp_path), asker)
    work.upcoming = ()
    work.run()
    assert asker.asked == []
    assert judge(load_project(tmp_path))[0].overall is Overall.UNDETERMINED


def test_a_long_message_is_told_up_to_the_end_of_a_clause() -> None:
    whole = "工作人员里管档案的一个人也没有，要求不少于 3 人，差 3 人；" + "示例" * 30
    assert shortened(whole) == "工作人员里管档案的一个人也没有，要求不少于 3 人，差 3 人……"
    assert shortened("差 2 人") == "差 2 人"
