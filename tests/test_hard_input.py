"""What people really type: it stands on paper as typed, or is refused when the file is read, with its place and name.

The whole way is walked: a project file on disk, read, judged, and every paper of every notice and track built.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evalprep.build import build
from evalprep.errors import FormError, ProjectError
from evalprep.law import Law
from evalprep.model.fields import Field, Shape, fields
from evalprep.store.library import default_library
from evalprep.store.project import load_project
from evalprep.store.yaml import read_yaml
from tests.conftest import ROOT
from tests.documents.sheet_lint import sheet_faults
from tests.documents.word_lint import faults
from tests.papers_read import Paper, built, complaints, text_of

ON = date(2022, 7, 15)
TARGETS = ("national", "hunan", "zhejiang", "jilin", "sector:association", "sector:department")
MARK = "示例"
"""In every text, with the field's number behind it: a text that another field prints is not taken for it."""
LONG = MARK + "很长的文字，" * 1666 + "完"
AS_TYPED = (
    f"{MARK}<w:p>标记</w:p>",
    f"{MARK}{{{{ name }}}}",
    f"{MARK}{{organization.name}}{{% if %}}",
    f"{MARK} &amp; < > & &#10; &copy;",
    f"{MARK}]]><!-- -->",
    f"{MARK}👷🏽‍♀️",
    f"𠮷䶮{MARK}",
    f"{MARK}e\u0301 a\u0308 नि",
    f'=HYPERLINK("x")&"{MARK}"',
    f"+1{MARK}",
    f"-1{MARK}",
    f"@SUM{MARK}",
    f"{MARK}“引号”‘甲’\"乙\"'丙'`丁`",
    f"{MARK}　全角　空格",
    f"{MARK}  两个空格",
    f"_x0041_{MARK}_x000D_",
    f"#N/A{MARK}",
    f"50%{MARK}&P&N\\n\\u0041",
    f"**{MARK}** # [甲](乙) :table staff | > ---",
    f"{MARK}﷽ｱＡ①㎡",
    LONG,
)
OTHERWISE = {
    f"{MARK}\u202e甲\u202c\u200f乙": f"{MARK}甲乙",
    f"{MARK}\u200b\ufeff甲": f"{MARK}甲",
    f"  　{MARK}两头　 ": f"{MARK}两头",
    f"{MARK}\t制表": f"{MARK} 制表",
    f"{MARK}第一行\r\n第二行": f"{MARK}第一行\n第二行",
    f"{MARK}竖线\u000b换行\u2028再换": f"{MARK}竖线\n换行\n再换",
}
"""No part of a text are marks that nobody sees and blanks around it; a tab is a blank, a line end a line end."""
ON_PAPER = {**{text: text for text in AS_TYPED}, **OTHERWISE}
ALL_IN_ONE = (
    " ".join(text for text in AS_TYPED if text is not LONG).replace(MARK, "样").replace("样", MARK, 1)
)

NAMES_OTHERS = ("targets[]", "waivers[]", "recommends[]", "attestations{}", "[].occupations", "].kinds")
"""Texts that name something else: a notice, a project, an occupation, a kind of rules."""
NOT_EVERYWHERE = {
    "experts[].major": "stands where the expert has no specialty",
    "staff[].duties": "stands where the duty is not told in words",
    "venues[].name": "may only tell one room from another",
    "venues[].address": "may only tell one room from another",
    "occupations[].name": "stands beside the rows that serve the occupation",
    **{f"{one}[].name": "may only be counted" for one in ("staff", "experts", "assessors", "supervisors")},
}
"""Fields that some papers read and do not print."""


def _hard_fields() -> Iterator[Field]:
    """The fields for a text that a person makes up."""
    for field in fields().values():
        free = field.kind is not None and field.kind.name in ("text", "name")
        if free and field.shape is not Shape.MAPPING and not any(one in field.path for one in NAMES_OTHERS):
            yield field


HARD_FIELDS = {field.path: field for field in _hard_fields()}


def texts(path: str) -> Mapping[str, str]:
    """What is typed into a field, with what must stand on paper: a text a row, or all in one where there is one row."""
    number = f"{MARK}{list(HARD_FIELDS).index(path)}"
    wanted = ON_PAPER if "[]" in path else {ALL_IN_ONE: ALL_IN_ONE}
    return {typed.replace(MARK, number, 1): text.replace(MARK, number, 1) for typed, text in wanted.items()}


def hard_project() -> dict[str, Any]:
    """A project with a row for each hard text in every list, and without finished papers, so that all are made."""
    source = read_yaml(ROOT / "examples" / "zhejiang-training-school" / "evalprep.yaml")
    tree: dict[str, Any] = copy.deepcopy(source.tree)  # type: ignore[arg-type]
    for key in ("attachments", "attestations", "self_scores"):
        tree.pop(key, None)
    for path in dict.fromkeys(path.split("[]")[0] for path in HARD_FIELDS if "[]" in path):
        record, key = _record(tree, path.split("."))
        rows = record.get(key)
        like = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
        like = {name: value for name, value in like.items() if name not in ("id_number", "files", "file")}
        record[key] = [copy.deepcopy(like) for _ in ON_PAPER]
    for number, row in enumerate(tree["occupations"], 1):
        row["code"] = f"6-31-01-{number:02d}"
    for path, field in HARD_FIELDS.items():
        for number, text in enumerate(texts(path)):
            _put(tree, path.split("."), [text] if field.shape is Shape.VALUES else text, number)
    return tree


def _record(node: dict[str, Any], parts: list[str]) -> tuple[dict[str, Any], str]:
    for part in parts[:-1]:
        node[part] = inner = node[part] if isinstance(node.get(part), dict) else {}
        node = inner
    return node, parts[-1]


def _put(node: dict[str, Any], parts: list[str], value: Any, number: int) -> None:
    """Put a value into the row of this number; a list within a row has one entry."""
    lists = [at for at, part in enumerate(parts[:-1]) if part.endswith("[]")]
    if not lists:
        record, key = _record(node, [*parts[:-1], parts[-1].removesuffix("[]")])
        record[key] = value
        return
    at = lists[0]
    record, key = _record(node, [*parts[:at], parts[at].removesuffix("[]")])
    rows = record[key] = record[key] if isinstance(record.get(key), list) and record[key] else [{}]
    _put(rows[min(number, len(rows) - 1)], parts[at + 1 :], value, 0)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Paper]:
    """Every paper of every notice and track, built from a hard project on disk."""
    folder = tmp_path_factory.mktemp("hard")
    written = json.dumps(hard_project(), ensure_ascii=False)
    for sign in "\ufeff\u2028":  # to a reader of YAML these are no part of a text unless written so
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    (folder / "evalprep.yaml").write_text(written, encoding="utf-8")
    stored, law = load_project(folder), Law(default_library())
    return [paper for name in TARGETS for paper in built(stored, law, name, ON, folder)]


def test_every_text_stands_on_every_paper_that_prints_its_field(papers: list[Paper]) -> None:
    lost: dict[str, list[str]] = {}
    somewhere: dict[str, set[str]] = {}
    for paper in papers:
        text = text_of(paper.file)
        for path in paper.fields & set(HARD_FIELDS):
            missing = {one for one in texts(path).values() if one not in text}
            somewhere[path] = somewhere.get(path, missing) & missing
            if missing and path not in NOT_EVERYWHERE:
                lost[f"{paper.file.name} {path}"] = sorted(one[:40] for one in missing)
    assert lost == {}
    assert {path for path, missing in somewhere.items() if missing} <= {"experts[].major"}
    assert len(somewhere) > 50


def test_the_files_have_no_faults(papers: list[Paper]) -> None:
    found = {
        paper.name: (sheet_faults if paper.file.suffix == ".xlsx" else faults)(paper.file.read_bytes())
        for paper in papers
    }
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.needs_ooxml_validator
def test_the_files_are_valid(papers: list[Paper]) -> None:
    """One of each form and of the papers for the desk."""
    each = {(paper.form or paper.file.name): paper.file for paper in papers}
    assert complaints(each.values()) == {}


UNWRITABLE = ("\\x01", "\\x1f", "\\x7f", "\\uFFFE", "\\uFFFF", "\\uD800", "\\0", "\\x0e")
"""As escapes in a quoted text, the only way in which they get into a file."""
WRITTEN = {
    "organization:\n  name: {}\n": "单位名称",
    "organization:\n  profile: {{scale: {}}}\n": "规模",
    "staff:\n  - name: {}\n": "姓名",
    "statements:\n  strengths: {}\n": "statements",
    "attestations:\n  NAT-E5: {{note: {}}}\n": "说明",
    "rule_documents:\n  - file: {}\n": "文件",
    "attachments:\n  法人登记证书: [{}]\n": "附件",
    "attachments:\n  {}: [附件/甲.pdf]\n": "",
    "staff:\n  - files: {{{}: [附件/甲.pdf]}}\n": "",
    "self_scores:\n  {}: 3\n": "",
}
"""Where a text may stand, with what the complaint calls it; a key has no name, its place tells."""


@pytest.mark.parametrize("sign", UNWRITABLE)
@pytest.mark.parametrize("written", WRITTEN)
def test_what_no_word_file_can_hold_is_refused_with_its_place_and_name(
    tmp_path: Path, written: str, sign: str
) -> None:
    text = "format: 1\n" + written.format(f'"示例{sign}乙"')
    (tmp_path / "evalprep.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProjectError) as refused:
        load_project(tmp_path)
    (problem,) = refused.value.problems
    assert problem.place is not None and problem.place.line in (2, 3) and problem.place.column
    assert "控制字符" in problem.problem or "转义" in problem.problem
    assert WRITTEN[written] in problem.problem or "转义" in problem.problem


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x7f", "\ufffe", "\u2028"])
def test_what_stands_in_the_file_itself_is_refused_with_its_place(tmp_path: Path, sign: str) -> None:
    text = f"format: 1\norganization:\n  name: 示例{sign}学校\n"
    (tmp_path / "evalprep.yaml").write_text(text, encoding="utf-8", newline="")
    with pytest.raises(ProjectError) as refused:
        load_project(tmp_path)
    (problem,) = refused.value.problems
    assert problem.place is not None and (problem.place.line, problem.place.column) == (3, 11)
    assert f"U+{ord(sign):04X}" in problem.problem


def test_a_text_of_more_than_excel_can_hold_is_refused_with_its_sheet_row_and_column(tmp_path: Path) -> None:
    project = {"format": "1", "experts": [{"name": "甲"}, {"name": "乙" * 32_768}]}
    (tmp_path / "evalprep.yaml").write_text(json.dumps(project, ensure_ascii=False), encoding="utf-8")
    law = Law(default_library())
    with pytest.raises(FormError) as refused:
        build(load_project(tmp_path), law.targets("zhejiang", ON)[0], ON, law)
    assert "工作表「专家」第 2 行「姓名」有 32,768 个字符" in str(refused.value)
    assert {path.name for path in tmp_path.iterdir()} == {"evalprep.yaml"}
