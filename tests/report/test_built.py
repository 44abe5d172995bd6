"""What a build made, as text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from evalprep.documents.values import SlotState, State
from evalprep.errors import Place
from evalprep.model.enclosures import Lacking, Submission
from evalprep.model.evidence import FileState
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.built import MOST_FILES, built_text, missing_line
from evalprep.report.layout import Style, width
from evalprep.report.made import Built, MadePaper, Written
from evalprep.report.open_slots import MOST_OPEN, OpenSlot
from tests.report import submissions as sample
from tests.report.results import NOTICE, finding, result

PAPER = "01-示例表.docx"
PLACE = Place("evalprep.yaml", 7)
SIGNED = SlotState("signature", "法定代表人（签字）：", "四", State.LEFT)
PROMPT = OpenSlot("写明谁在什么时候做什么")
MISSING = "草稿：5 项不符合；还不能交"


def slot(label: str, waits: str = "") -> OpenSlot:
    """A slot that waits for a field."""
    return OpenSlot(label, waits or label, PLACE)


def draft(
    name: str, *open_slots: OpenSlot, kind: str = "实施方案", where: str = "附件", whose: str = ""
) -> MadePaper:
    """A first draft."""
    return MadePaper(name, name, "draft", open_slots, under=((where, kind),), whose=whose)


def text(
    *open_slots: OpenSlot,
    more: tuple[MadePaper, ...] = (),
    left: tuple[SlotState, ...] = (SIGNED,),
    lacking: tuple[str, ...] = (),
    spared: tuple[str, ...] = (),
    kept: tuple[str, ...] = (),
    done_with: tuple[str, ...] = (),
    cells: int = 100,
) -> str:
    """The report of one form and of more papers."""
    papers = (MadePaper(PAPER, "示例表", open=open_slots, left=left), *more)
    folders = ("甲/申报材料/sample", "甲/初稿/sample")
    front = sample.submission()
    built = Built("尚不能申报", *folders, papers, lacking, spared, kept, done_with, submission=front)
    return built_text(NOTICE, built, Style(cells))


def alone(paper: MadePaper, folder: str, desk: str = "", **more: Any) -> list[str]:
    """The report of one paper that was made anew, from the folder on."""
    built = Built("尚不能申报", folder, "甲/初稿/sample", (paper,), missing=MISSING, desk=desk, **more)
    return built_text(NOTICE, built, Style()).splitlines()[4:]


def test_the_notice_comes_first_then_the_folder() -> None:
    lines = text().splitlines()
    assert lines[0] == "示例〔2020〕1号《关于示例的通知》"
    assert "请先确认是否有新通知" in lines[1]
    assert lines[2] == "自查结论：尚不能申报"
    assert lines[4] == "申报材料在：甲/申报材料/sample"


def test_of_one_paper_that_was_made_anew_its_folder_and_what_keeps_it_a_draft_are_told() -> None:
    lines = alone(MadePaper(PAPER, "示例表"), "甲/申报材料/sample")
    assert lines == ["只重新做了一份，在：甲/申报材料/sample", MISSING, f"  {PAPER}"]


def test_of_one_first_draft_the_folder_is_told_once_and_as_one_of_first_drafts() -> None:
    lines = alone(draft("02-方案.docx", PROMPT), "甲/初稿/sample")
    assert lines[0] == "只写初稿 1 份，在：甲/初稿/sample"
    assert [line for line in lines[1:] if "甲/" in line or "草稿" in line] == []
    assert lines[-1] == "  02-方案.docx  待写 1 处  → 附件「实施方案」"


def test_one_paper_for_the_desk_is_not_told_as_one_that_is_handed_in() -> None:
    lines = alone(MadePaper("自评表.docx", "自评表"), "甲/自查/sample", "甲/自查/sample")
    assert lines == ["只重新做了一份自查用的，不交，在：甲/自查/sample", "  自评表.docx"]


def test_of_one_paper_what_was_kept_and_what_contradicts_are_told_too() -> None:
    more = {"kept": ("旧.docx",), "remarks": ("以前的 PDF",), "contradictions": (sample.contradiction(),)}
    lines = alone(MadePaper(PAPER, "示例表"), "甲/申报材料/sample", **more)
    assert {"  手工改过的文件没有覆盖，保留为：旧.docx", "  · 以前的 PDF", "  · 一号教室：面积"} <= {*lines}


def test_a_full_paper_has_only_signature_and_seal_left() -> None:
    assert "空着" not in text()
    assert "打印后签字、盖章：法定代表人（签字）" in text()


def test_what_the_authority_writes_is_left_to_it() -> None:
    opinion = SlotState("authority", "五、人社局意见：", "五", State.LEFT)
    shown = text(left=(SIGNED, opinion)).splitlines()
    assert "    打印后签字、盖章：法定代表人（签字）" in shown
    assert "    由受理部门填写，请留空：五、人社局意见" in shown


def test_what_is_signed_in_several_places_is_named_once() -> None:
    assert text(left=(SIGNED, SIGNED)).count("法定代表人（签字）") == 1


def test_every_open_slot_is_counted_and_names_its_field_and_line() -> None:
    shown = text(slot("单位名称"), slot("地址"))
    assert "还有 2 处空着：" in shown
    assert "· 单位名称（evalprep.yaml:7）" in shown
    assert "· 地址（evalprep.yaml:7）" in shown


def test_a_label_that_is_not_the_fields_own_name_says_which_field_it_waits_for() -> None:
    assert "· 负责人　←　法定代表人·姓名（evalprep.yaml:7）" in text(slot("负责人：", "法定代表人·姓名"))


def test_of_many_open_slots_a_handful_is_listed_and_the_others_are_counted() -> None:
    shown = text(*(slot(f"第 {number} 栏") for number in range(40)))
    assert f"还有 40 处空着，先列 {MOST_OPEN} 处：" in shown
    assert shown.count("evalprep.yaml:7") == MOST_OPEN
    assert f"· 还有 {40 - MOST_OPEN} 处，都在待补充清单里" in shown


def test_the_rows_of_one_column_are_one_line_and_all_are_counted() -> None:
    rows = [
        OpenSlot("资格", f"人员第 {n} 行·职称、人员第 {n} 行·资格", Place("evalprep.yaml", 93 + n))
        for n in range(1, 6)
    ]
    shown = text(*rows, more=(draft("02-方案.docx", *rows),)).splitlines()
    told = "· 资格　←　人员第 1 至 5 行·职称、资格（evalprep.yaml:94 起）"
    assert shown[shown.index("    还有 5 处空着：") + 1] == f"      {told}"
    assert shown[shown.index("  初稿里缺的资料：") + 1] == f"    {told}"
    assert [line for line in shown if "处，" in line and "还有" in line] == []


def test_a_draft_that_is_being_written_is_told_as_left_alone_and_asks_for_nothing() -> None:
    begun = replace(draft("03-方案.docx", PROMPT, slot("地址")), begun=True)
    shown = text(more=(begun,))
    assert "03-方案.docx  已在改写，没有动  → 附件「实施方案」" in shown
    assert "缺的资料" not in shown
    shown = text(more=(replace(begun, outdated=True),))
    assert "已在改写，没有动；项目资料后来改过，请对照着改" in shown


def test_a_draft_that_was_written_in_and_is_needed_no_more_is_told() -> None:
    assert text(done_with=("03-方案.docx",)).splitlines()[-1] == "  · 03-方案.docx"


def test_first_drafts_that_are_not_written_are_counted_and_three_are_named() -> None:
    shown = text(spared=("设备、设施管理制度", "考场规则", "考生守则", "档案办法"))
    told = "已有定稿（或已用别的材料），不再写初稿 4 份：《设备、设施管理制度》、《考场规则》、《考生守则》等"
    assert "".join(line.removeprefix("  ") for line in shown.splitlines()[-2:]) == told


def test_drafts_stand_apart_each_with_what_is_to_write_and_where_to_register_it() -> None:
    shown = text(more=(draft("02-实施方案.docx", PROMPT, PROMPT, slot("单位名称")),))
    assert "初稿 1 份在：甲/初稿/sample" in shown
    assert "  02-实施方案.docx  待写 2 处，缺资料 1 处  → 附件「实施方案」" in shown.splitlines()
    assert shown.index(PAPER) < shown.index("初稿 1 份")


def test_a_prompt_is_counted_and_never_listed() -> None:
    assert PROMPT.label not in text(more=(draft("02-实施方案.docx", PROMPT),))


def test_what_several_drafts_lack_is_listed_once() -> None:
    more = tuple(draft(f"0{number}-甲.docx", slot("单位名称")) for number in (2, 3, 4))
    shown = text(more=more)
    assert shown.count("· 单位名称（evalprep.yaml:7）") == 1


def test_papers_of_one_place_are_named_together() -> None:
    both = MadePaper(
        "02-方案.docx", "方案", "draft", under=(("附件", "方案"), ("附件", "措施"), ("规章制度", "质量"))
    )
    assert "→ 附件「方案」「措施」，规章制度「质量」" in text(more=(both,))


def test_the_drafts_of_a_recommended_organisation_stand_under_its_name() -> None:
    whose = "示例公司（第1行）"
    more = (draft("02-函.docx"), draft("03-甲.docx", whose=whose), draft("04-乙.docx", whose=whose))
    lines = text(more=more).splitlines()
    names = [
        line.split()[0] for line in lines if line.startswith("  ") and (".docx" in line or whose in line)
    ]
    assert names[-4:] == [
        "02-函.docx",
        f"{whose}：登记在这一行；规章制度登记在它自己的项目文件",
        "03-甲.docx",
        "04-乙.docx",
    ]


def test_what_could_not_be_made_what_is_there_finished_and_a_paper_kept_are_told() -> None:
    shown = text(
        lacking=("SA-M2  《其他表》：向受理单位索取",), spared=("实施方案",), kept=("01-表（手工修改）.docx",)
    )
    assert "  · SA-M2  《其他表》：向受理单位索取" in shown.splitlines()
    assert "已有定稿（或已用别的材料），不再写初稿 1 份：《实施方案》" in shown.splitlines()
    assert "保留为：01-表（手工修改）.docx" in shown


def test_the_lines_fit_the_window_but_a_path_stays_whole() -> None:
    more = (draft("02-很长的文稿名称很长的文稿名称.docx", PROMPT, slot("很长的栏目名称" * 5)),)
    shown = text(
        slot("很长的栏目名称" * 5),
        more=more,
        lacking=("SA-M2  《其他表》" * 5,),
        spared=("甲" * 60,),
        cells=50,
    )
    assert [line for line in shown.splitlines() if width(line) > 50] == []
    assert "申报材料在：甲/申报材料/sample" in shown.splitlines()


def test_thirty_five_papers_take_few_lines() -> None:
    more = tuple(
        draft(f"{number:02d}-制度.docx", *[PROMPT] * 18, slot(f"栏 {number}")) for number in range(35)
    )
    assert len(text(more=more).splitlines()) < 35 + 22


def whole(submission: Submission, *papers: MadePaper, cells: int = 100, **more: Any) -> list[str]:
    """The report of a whole submission, line by line."""
    built = Built("尚不能申报", "甲/申报材料/sample", "甲/初稿/sample", papers, submission=submission, **more)
    return built_text(NOTICE, built, Style(cells)).splitlines()


def test_the_folder_is_told_number_by_number() -> None:
    other = sample.item(7, "推荐函", verdict=Verdict.NOT_APPLICABLE)
    assert whole(sample.submission(sample.certificate(), sample.persons(1), other))[4:] == [
        "申报材料在：甲/申报材料/sample",
        "  3 项材料，5 个文件",
        "  00-封面.docx",
        "  00-目录.docx",
        "  02-法人登记证书/01-法人登记证书.pdf",
        "  04-人员名单和证明/  2 个文件",
        "    01-人员名单.xlsx",
        "    02-技能水平证明/01-示例1.pdf",
        "  07-推荐函  不适用",
    ]


def test_of_sixty_copies_a_handful_is_listed_but_no_made_paper_is_left_out() -> None:
    made = MadePaper("04-人员名单和证明/01-人员名单.xlsx", "人员名单", "list", open=(slot("学历"),))
    lines = whole(sample.submission(sample.persons(60)), made)
    at = lines.index("  04-人员名单和证明/  61 个文件")
    assert lines[at + 1 : at + 4] == [
        "    01-人员名单.xlsx",
        "      还有 1 处空着：",
        "        · 学历（evalprep.yaml:7）",
    ]
    assert sum("示例" in line and ".pdf" in line for line in lines) == MOST_FILES
    assert f"    … 等，还有 {60 - MOST_FILES} 个" in lines


def test_what_is_lacking_stands_under_its_number_with_the_reason() -> None:
    bare = sample.item(3, "方案", lacking=(Lacking("实施方案", sample.ABSENT),), verdict=Verdict.UNMET)
    lines = whole(sample.submission(bare, sample.persons(0, 60), ready=False))
    at = lines.index("  03-方案")
    assert lines[at + 1] == f"    缺  实施方案：{sample.ABSENT}"
    assert "".join(line.strip() for line in lines[-2:]).endswith(f"等 60 份：{sample.ABSENT}")


def test_a_file_that_cannot_be_handed_in_is_told_once_with_its_line_and_what_to_do() -> None:
    lacking = tuple(
        Lacking(f"证明（{who}）", state.reason, f"附件/{who}.pdf")
        for who, state in (("甲", FileState.EMPTY), ("乙", FileState.ABSENT), ("丙", FileState.UNREADABLE))
    )
    places = {f"附件/{who}.pdf": Place("evalprep.yaml", 7 + n) for n, who in enumerate("甲乙丙")}
    bare = sample.item(3, "证明", lacking=lacking, verdict=Verdict.UNKNOWN)
    lines = whole(sample.submission(bare, ready=False), places=places, cells=200)
    at = lines.index("  03-证明")
    assert lines[at + 1 :] == [
        "    缺  证明（甲）：附件/甲.pdf 文件是空的；换一个有内容的（evalprep.yaml:7）",
        f"    缺  证明（乙）：附件/乙.pdf {FileState.ABSENT.reason}（evalprep.yaml:8）",
        f"    缺  证明（丙）：附件/丙.pdf {FileState.UNREADABLE.reason}；换一个打得开的（evalprep.yaml:9）",
    ]


def test_what_cannot_be_made_is_told_under_its_number_only() -> None:
    awaited = "官方表样不在通知里，缺官方文件：向受理单位索取"
    lack = Lacking("申请表", f"《申请表》{awaited}；定稿登记到附件「申请表」")
    bare = sample.item(2, "申请表", lacking=(lack,), verdict=Verdict.UNKNOWN)
    told = (f"SA-M2  《申请表》：{awaited}", "SA-M3  《其他表》：照通知自己写")
    lines = whole(sample.submission(bare, ready=False), lacking=told)
    assert f"    缺  申请表：{awaited}；定稿登记到附件「申请表」" in lines
    assert lines[lines.index("下面各项还做不了：") + 1 :] == ["  · SA-M3  《其他表》：照通知自己写"]
    lines = whole(sample.submission(bare, ready=False), lacking=told[:1])
    assert "下面各项还做不了：" not in lines


def test_what_is_signed_and_sealed_is_not_torn_within_a_name() -> None:
    slots = tuple(
        SlotState("seal", f"{name}：", "四", State.LEFT)
        for name in ("行业主管部门（盖章）", "填报时间", "单位（印章）", "法人代表签字")
    )
    shown = text(left=slots, cells=76).splitlines()
    at = next(number for number, line in enumerate(shown) if "打印后签字" in line)
    assert shown[at].endswith("单位（印章）、")
    assert shown[at + 1].strip() == "法人代表签字"


def test_the_papers_of_the_desk_are_not_torn_within_a_name() -> None:
    names = ("自查报告.docx", "待补充清单.docx", "材料准备情况.xlsx", "交前待办.docx")
    lines = whole(sample.submission(), desk="甲/自查/sample", desk_papers=names, cells=60)
    assert lines[-2:] == ["  自查报告.docx、待补充清单.docx、材料准备情况.xlsx、", "  交前待办.docx"]


def test_a_finished_form_that_cannot_be_used_is_no_gap_where_the_form_is_filled() -> None:
    bad = (Lacking("示例申报表", "打不开", "附件/坏.pdf"),)
    whole_ = sample.submission(sample.item(1, "申报表", sample.made(), lacking=bad), ready=False)
    assert "    定稿不能用，放的是新填的  示例申报表：附件/坏.pdf 打不开" in whole(whole_)
    assert missing_line(result(), whole_, ()) == "草稿：还不能交"


def test_a_paper_that_got_another_name_is_told_all_the_same() -> None:
    renamed = MadePaper("01-示例申报表（新填写）.docx", "示例申报表", open=(slot("地址"),))
    lines = whole(sample.submission(sample.item(1, "申报表", sample.made())), renamed)
    assert "  01-示例申报表（新填写）.docx" in lines


def test_pdfs_and_archives_are_told_with_pages_and_size() -> None:
    lines = whole(
        sample.submission(),
        pdf=(Written("甲/全部材料.pdf", 1_200_000, 86),),
        zips=(Written("甲/材料.zip", 5000),),
    )
    assert "PDF：甲/全部材料.pdf（86 页，1.2 MB）" in lines
    assert "压缩包：甲/材料.zip（5 KB）" in lines


def test_contradictions_remarks_and_foreign_files_are_told() -> None:
    found = (sample.contradiction(),)
    lines = whole(sample.submission(), contradictions=found, remarks=("附件很大",), foreign=("笔记.txt",))
    assert {"  · 附件很大", "  · 笔记.txt"} <= {*lines}
    assert lines.index("  · 附件很大") < lines.index("  · 一号教室：面积")


def test_each_place_of_a_contradiction_stands_on_a_line_with_what_it_says_below() -> None:
    lines = whole(sample.submission(), contradictions=(sample.contradiction(),))
    at = lines.index("材料之间对不上，改好再交：")
    assert lines[at + 1 :] == [
        "  · 一号教室：面积",
        "    《01-示例申报表》场地 第 1 行「面积」",
        "        60",
        "    《05-场地》第 2 行",
        "        80",
    ]


def test_the_files_of_easings_are_told_with_the_folder() -> None:
    lines = whole(sample.submission(elsewhere=("附件/回执.pdf",)))
    assert any(line.endswith("要一起交：附件/回执.pdf") for line in lines)


def test_one_line_says_what_is_missing() -> None:
    found = (finding(1, Verdict.UNMET), finding(2, Verdict.UNKNOWN), finding(3, Verdict.UNMET))
    soft = finding(4, Verdict.UNMET, weight=Weight.PRINCIPLE)
    checked = result(*found, soft)
    unready = sample.submission(sample.persons(1, 4), ready=False)
    papers = (MadePaper(PAPER, "示例表", open=(slot("甲"), slot("乙"))), draft("02-稿.docx", PROMPT))
    told = "草稿：2 项不符合，1 项待补充，缺 4 份材料，2 处空着，1 处对不上；还不能交"
    assert missing_line(checked, unready, papers, (sample.contradiction(),)) == told
    assert told in whole(unready, missing=told)
    assert missing_line(checked, sample.submission(), papers) == ""


def test_nothing_that_can_be_counted_is_no_reason_for_an_empty_list() -> None:
    assert missing_line(result(), sample.submission(ready=False), ()) == "草稿：还不能交"


def test_the_tree_fits_the_window() -> None:
    long = sample.item(3, "很长的名称" * 8, lacking=(Lacking("很长的名称" * 8, "很长的原因" * 8),))
    lines = whole(
        sample.submission(long, sample.persons(9), ready=False), cells=50, missing="草稿：" + "缺" * 60
    )
    assert [line for line in lines if width(line) > 50] == []
