"""Somebody who answers every question with a plausible value of its kind, to the end. All made up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from evalprep.check import check
from evalprep.cli.interview import reads_of
from evalprep.intake.interview.asking import MOVES, Check, Keep, Move, Option
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.questions import Question
from evalprep.intake.interview.session import Interview
from evalprep.law import Target
from evalprep.model.fields import Field, fields, pattern, value_at
from evalprep.model.results import CheckResult
from evalprep.store.project import load_project
from tests.intake.interview.scripted import LAW, Reply, ScriptedAsker, new_project, papers, uscc
from tests.rules.trees import SAMPLES

PAPER = "附件/件.pdf"
MOST_ASKED = 600
ROWS = 2
"""How many rows every list gets."""
TYPED = {
    "职业资格": ("电工 二级", "电工 三级"),
    "职称": ("工程师 中级",),
    "服务职业": ("1",),
    "考评职业领域": ("1",),
    "岗位": ("1", "2"),
    "制度种类": ("1", "2"),
    "推荐机构的项目文件": ("甲", "乙"),
    "年度": ("2018", "2019"),
    "租期开始日": ("2019-01-01",),
    "租期截止日": ("2028-12-31",),
    "移出日期": ("无",),
    "其他证书": ("会计师证书（示例）",),
    "所学专业": ("计算机应用技术",),
}
"""What is typed where any text of the kind would be odd, by the last word of the label."""


class Walker(ScriptedAsker):
    """Answers by the label: the option whose turn it is, a sample of the field's kind, the paper that lies there.

    `variant` turns the options, so that another kind of applicant answers; every `skips`th answer is 以后再填.
    """

    def __init__(self, target: Target, on: date, variant: int = 0, skips: int = 0) -> None:
        super().__init__()
        region = target.checklist.notice.region
        self.variant, self.skips = variant, skips
        self.turns: Counter[str] = Counter()
        self.typed = TYPED | {
            "注册登记机构": (f"{target.checklist.notice.area if region else '示例省'}民政厅",),
            "备案部门": (f"{target.checklist.notice.area if region else '示例省'}人力资源和社会保障厅",),
            "统一社会信用代码": (uscc(f"52{region or '53'}0000MJX000123"),),
            "审计年度": (str(on.year - 1),),
            "报表年度": (str(on.year - 1),),
        }

    def text(
        self, label: str, *, default: str = "", check: Check, long: bool = False, keep: Keep | None = None
    ) -> Reply:
        self.asked.append(label)
        if default:
            return default
        if self._skips():
            return Move.SKIP
        word = label.split("·")[-1]
        offered, turn = self._texts(word), self.turns[word]
        self.turns[word] += 1
        for text in offered[turn % len(offered) :] + offered:
            if check(text) is None:
                return text
        raise AssertionError(f"「{label}」 takes none of {offered}: {check(offered[0])}")

    def _texts(self, word: str) -> tuple[str, ...]:
        known = self.typed.get(word)
        if known:
            return known
        field = _by_label(word)
        return SAMPLES[field.kind.name] if field and field.kind else SAMPLES["text"]

    def _skips(self) -> bool:
        return bool(self.skips) and len(self.asked) % self.skips == 0

    def autocomplete(self, label: str, words: Sequence[str], *, default: str = "") -> Reply:
        self.asked.append(label)
        self.turns["code"] += 1
        return SAMPLES["occupation_code"][self.turns["code"] % 2]

    def path(self, label: str, folder: Path, *, check: Check) -> Reply:
        self.asked.append(label)
        if "还有别的文件" in label or self._skips():
            return Move.SKIP
        assert check(PAPER) is None
        return PAPER

    def select(
        self,
        label: str,
        options: Sequence[Option],
        *,
        default: str | None = None,
        moves: Sequence[Move] = MOVES,
        skip: str = "",
    ) -> Reply:
        self.asked.append(label)
        values = [option.value for option in options]
        if "done" in values:
            turn = self.turns[label] = self.turns[label] + 1
            return "add" if "add" in values and turn % ROWS else "done"
        if "add" in values:
            self.turns["还要再加一行吗"] = 0
            return "none" if label.startswith("有没有") and "记录" in label else "add"
        if self._skips() and Move.SKIP in moves:
            return Move.SKIP
        if values[0] == "true":
            return "false" if "准入" in label or "非法" in label else "true"
        if label.endswith("年检结论"):
            return "合格"
        turn = self.turns[label]
        self.turns[label] += 1
        return values[(self.variant + turn) % len(values)]


def _by_label(label: str) -> Field | None:
    return next((field for field in fields().values() if field.label == label and field.kind), None)


class Watched(Interview):
    """An interview of which every question is seen with how it went."""

    def __init__(
        self,
        desk: Desk,
        judge: Callable[..., list[CheckResult]],
        seen: Callable[[Question, Move | None], None],
    ) -> None:
        super().__init__(desk, judge)
        self.seen = seen

    def _settle(self, question: Question, move: Move | None) -> None:
        super()._settle(question, move)
        self.seen(question, move)


def walk(folder: Path, target: Target, on: date, walker: Walker) -> tuple[Desk, CheckResult, list[Question]]:
    """An interview from an empty project to its end: every answer lands, and each question is about what is read."""
    papers(folder, PAPER)
    for recommended in TYPED["推荐机构的项目文件"]:
        new_project(folder / recommended, f"organization: {{name: 示例{recommended}协会}}\n")
    stored = new_project(folder)
    desk = Desk(walker, stored, reads_of(stored, [target], LAW), LAW.catalogs)
    asked: list[Question] = []

    def seen(question: Question, move: Move | None) -> None:
        asked.append(question)
        assert len(asked) <= MOST_ASKED, "the interview does not come to an end"
        assert desk.reads.holds(pattern(question.path)), f"nothing reads {question.path}"
        landed = value_at(desk.project, question.path) is not None
        assert landed or move is Move.SKIP, f"the answer to {question.path} did not land"

    (result,) = Watched(desk, lambda project: [check(project, target, on, LAW)], seen).run()
    assert load_project(folder).project == desk.project
    return desk, result, asked


def settled_or_left(desk: Desk, path: tuple[str | int, ...]) -> bool:
    """Whether nothing more can be asked about a path that is missed: papers, what was left for later, and lists that
    were said to be complete."""
    known = value_at(desk.project, path)
    return is_paper(path) or (path in desk.done and (known is None or isinstance(known, tuple)))


def is_paper(path: tuple[str | int, ...]) -> bool:
    """Whether a path leads to files."""
    return any(part in ("attachments", "files", "evidence", "file") for part in path)
