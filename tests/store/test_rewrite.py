"""A rewrite changes what it is told to change, and not one character more."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.errors import InputError
from evalprep.store import compose
from evalprep.store.rewrite import DELETE, Edit, apply_edits
from evalprep.store.splices import Splices
from evalprep.store.yaml import parse_yaml

USUAL = """\
# yaml-language-server: $schema=./evalprep.schema.json
format: 1
# 申报目标
targets: [{jurisdiction: national}]      # 国家

# --- 单位 ---
organization:   # 与证书一致
  # 名称照抄证书
  name:   星海市示例行业协会   # 全称
  kind: "行业协会"
  level: '市级'
  address:
  decoupled: true
  business_scope: |   # 照抄
    第一行

    第二行

  profile: >-
    折起来的
    一段话
  # 负责人
  head:
    name: 示例甲
    phone: 0571-00000000

# --- 职业 ---
occupations:
  - code: 6-31-01-03   # 电工
    name: 电工
    history: [{year: 2019, trained: 3200},
              {year: 2020, trained: 3300}]   # 逐年
  # 第二个
  - # 新职业
    code: 6-30-05-01
    trades: []   # 没有
  -
    code: 6-29-02-03
related_history: []

staff:
- name: 甲
  duties:
  - 主任
  - 教师
- {name: 乙, "titles":[工程师], sex: , notes}
record: {violations: [], abnormal_list: [],
         illegal_list: false}   # 没有
statements:
  strengths: |+
    最后一段

"""

OTHER_HABITS = """\

---
"organization" :
    name: 星海市示例行业协会
    head:   { name: 示例甲,phone : '0571-00000000' }
    plain: 一段文字
      接着写   # 两行
    list:
        -   a: 1
            # 行内
            b: 2

        -   - x
            - y
    pairs: [a: 1, b]
    multi: {
      a: 1,   # 甲
      b: [   # 乙
        x,
        y,   # 末尾有逗号
      ],
    }
# 结尾
last: "一行\\n两行"
...
"""


def changes(text: str, *edits: Edit, order: dict[tuple[str | int, ...], list[str]] | None = None) -> str:
    """What an edit changes, as the lines of a diff: taken away, then added."""
    result = apply_edits(text, edits, (lambda path: order.get(path, ())) if order else None)
    diff = difflib.unified_diff(text.splitlines(), result.splitlines(), n=0, lineterm="")
    return "\n".join(line for line in diff if not line.startswith(("---", "+++", "@@")))


def change(path: Sequence[str | int], value: Any, text: str = USUAL) -> str:
    return changes(text, Edit(tuple(path), value))


def tree(text: str) -> Any:
    return parse_yaml(text, "evalprep.yaml").tree


# --- a value in its place ---


@pytest.mark.parametrize(
    ("path", "value", "diff"),
    [
        (
            ["organization", "name"],
            "别的名称",
            "-  name:   星海市示例行业协会   # 全称\n+  name:   别的名称   # 全称",
        ),
        (["organization", "kind"], "学会", '-  kind: "行业协会"\n+  kind: "学会"'),
        (["organization", "level"], "it's", "-  level: '市级'\n+  level: 'it''s'"),
        (["organization", "address"], "一路", "-  address:\n+  address: 一路"),
        (["organization", "kind"], None, '-  kind: "行业协会"\n+  kind:'),
        (["format"], "2", "-format: 1\n+format: 2"),
        (
            ["targets", 0, "jurisdiction"],
            "hunan",
            "-targets: [{jurisdiction: national}]      # 国家\n+targets: [{jurisdiction: hunan}]      # 国家",
        ),
        (
            ["occupations", 0, "history", 1, "trained"],
            "0",
            "-              {year: 2020, trained: 3300}]   # 逐年\n+              {year: 2020, trained: 0}]   # 逐年",
        ),
        (["staff", 0, "duties", 1], "督导", "-  - 教师\n+  - 督导"),
        (["occupations", 2, "code"], "4-01-01-01", "-    code: 6-29-02-03\n+    code: 4-01-01-01"),
    ],
)
def test_a_value_changes_in_its_place_and_keeps_quoting_and_comment(
    path: list[str | int], value: str, diff: str
) -> None:
    assert change(path, value) == diff


def test_a_plain_value_is_quoted_when_the_new_one_needs_it() -> None:
    assert change(["organization", "head", "phone"], "057100000000").endswith('+    phone: "057100000000"')


def test_a_text_block_stays_one_and_keeps_its_comment() -> None:
    old = "  business_scope: |   # 照抄\n    第一行\n\n    第二行\n\n  profile"
    new = "  business_scope: |   # 照抄\n    新的\n    两行\n\n  profile"
    edit = Edit(("organization", "business_scope"), "新的\n两行\n")
    assert apply_edits(USUAL, [edit]) == USUAL.replace(old, new)


def test_a_text_block_of_one_line_stays_a_block() -> None:
    assert "+  profile: |-\n+    一行" in change(["organization", "profile"], "一行")


def test_a_text_of_several_lines_becomes_a_block() -> None:
    assert change(["organization", "name"], "一\n\n二") == (
        "-  name:   星海市示例行业协会   # 全称\n+  name:   |-   # 全称\n+    一\n+\n+    二"
    )


def test_rows_in_place_of_an_empty_list_stand_below_and_its_comment_stays() -> None:
    assert change(
        ["occupations", 1, "trades"], [{"name": "维修", "levels": ["三级", "四级"]}, {"name": "装配"}]
    ) == (
        "-    trades: []   # 没有\n+    trades:   # 没有\n+      - name: 维修\n+        levels: [三级, 四级]\n+      - name: 装配"
    )


def test_a_short_list_stands_on_its_line() -> None:
    assert change(["related_history"], ["甲", "乙"]) == "-related_history: []\n+related_history: [甲, 乙]"


def test_a_mapping_in_place_of_a_text_stands_below_and_its_comment_stays() -> None:
    assert change(["organization", "name"], {"full": "甲", "short": "乙"}) == (
        "-  name:   星海市示例行业协会   # 全称\n+  name:   # 全称\n+    full: 甲\n+    short: 乙"
    )


def test_a_text_in_place_of_a_mapping_keeps_the_comment_beside_its_key() -> None:
    assert "+organization: 无   # 与证书一致" in change(["organization"], "无")


def test_a_list_in_brackets_is_replaced_on_its_line() -> None:
    assert change(["targets"], ["甲"]) == (
        "-targets: [{jurisdiction: national}]      # 国家\n+targets: [甲]      # 国家"
    )


def test_a_new_value_for_a_whole_mapping_touches_only_what_differs() -> None:
    head = {"name": "示例甲", "phone": "0571-11111111", "position": "会长"}
    assert change(["organization", "head"], head) == (
        '-    phone: 0571-00000000\n+    phone: "0571-11111111"\n+    position: 会长'
    )


def test_a_new_value_for_a_whole_list_keeps_the_rows_that_it_still_has() -> None:
    rows = deepcopy(tree(USUAL)["occupations"])
    rows.insert(1, {"code": "4-01-01-01"})
    del rows[3]
    assert change(["occupations"], rows) == "+  - code: 4-01-01-01\n-  -\n-    code: 6-29-02-03"


# --- a new entry ---

ORDER: dict[tuple[str | int, ...], list[str]] = {
    (): ["format", "targets", "application", "organization", "record", "occupations", "staff", "experts"],
    ("organization",): ["uscc", "name", "kind", "legal_form", "head", "contact"],
    ("organization", "contact"): ["name", "phone"],
    ("occupations", 1): ["name", "code"],
    ("staff", 0): ["sex", "name"],
}


@pytest.mark.parametrize(
    ("path", "value", "before", "added"),
    [
        (["application"], {"kind": "首次"}, "# --- 单位 ---", "application:\n  kind: 首次\n"),
        (["organization", "legal_form"], "社会团体", "  level:", "  legal_form: 社会团体\n"),
        (["organization", "uscc"], "51330100MJ0000000A", "  # 名称照抄证书", "  uscc: 51330100MJ0000000A\n"),
        (["organization", "contact"], {"name": "乙"}, "\n# --- 职业 ---", "  contact:\n    name: 乙\n"),
        (["occupations", 0, "levels"], "五级", "  # 第二个", "    levels: 五级\n"),
        (["occupations", 1, "name"], "起重工", "    code: 6-30-05-01", "    name: 起重工\n"),
        (["occupations", 3], {"code": "1"}, "related_history", "  - code: 1\n"),
        (["occupations", 3, "code"], "1", "related_history", "  - code: 1\n"),
        (["staff", 0, "duties", 2], "督导", "- {name: 乙", "  - 督导\n"),
        (["experts"], [{"name": "丙"}], "record:", "experts:\n  - name: 丙\n"),
        (["unheard_of"], "1", "", "unheard_of: 1\n"),
    ],
    ids=lambda value: (
        ".".join(map(str, value))
        if isinstance(value, list) and value and isinstance(value[-1], str | int)
        else ""
    ),
)
def test_a_new_entry_stands_in_the_order_of_keys_and_moves_no_comment(
    path: list[str | int], value: Any, before: str, added: str
) -> None:
    result = apply_edits(USUAL, [Edit(tuple(path), value)], lambda path: ORDER.get(path, ()))
    place = result.index(added)
    assert result[:place] + result[place + len(added) :] == USUAL
    assert result[place + len(added) :].lstrip("\n").startswith(before.lstrip("\n"))


def test_a_new_first_entry_of_a_row_takes_the_place_beside_the_dash() -> None:
    assert (
        changes(USUAL, Edit(("staff", 0, "sex"), "女"), order=ORDER) == "-- name: 甲\n+- sex: 女\n+  name: 甲"
    )


def test_several_new_entries_stand_in_order_however_they_come() -> None:
    edits = [Edit(("organization", "contact", "phone"), "1"), Edit(("organization", "contact", "name"), "乙")]
    assert changes(USUAL, *edits, order=ORDER) == "+  contact:\n+    name: 乙\n+    phone: 1"


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (
            ["targets", 1],
            {"jurisdiction": "hunan"},
            "targets: [{jurisdiction: national}, {jurisdiction: hunan}]      # 国家",
        ),
        (
            ["targets", 0, "track"],
            "province",
            "targets: [{jurisdiction: national, track: province}]      # 国家",
        ),
        (["staff", 1, "sex"], "女", '- {name: 乙, "titles":[工程师], sex: 女, notes}'),
        (["staff", 1, "notes"], "甲, 乙", '- {name: 乙, "titles":[工程师], sex: , notes: "甲, 乙"}'),
        (["staff", 1, "titles"], "一\n二", '- {name: 乙, "titles":"一\\n二", sex: , notes}'),
        (
            ["record", "violations", 0],
            {"what": "无"},
            "record: {violations: [{what: 无}], abnormal_list: [],",
        ),
    ],
)
def test_what_stands_in_brackets_grows_there(path: list[str | int], value: Any, line: str) -> None:
    assert change(path, value).splitlines()[-1] == "+" + line


def test_what_is_new_in_brackets_stands_first_where_the_order_says_so() -> None:
    edits = [Edit(("staff", 1, "id"), "1"), Edit(("staff", 1, "code"), "2")]
    assert changes(USUAL, *edits, order={("staff", 1): ["code", "id", "name"]}).endswith(
        '- {code: 2, id: 1, name: 乙, "titles":[工程师], sex: , notes}'
    )


def test_a_missing_list_is_made_by_its_first_item() -> None:
    assert change(["supervisors", 0, "name"], "丁") == "+supervisors:\n+  - name: 丁"


# --- an entry gone ---


@pytest.mark.parametrize(
    ("path", "diff"),
    [
        (["organization", "kind"], '-  kind: "行业协会"'),
        (["organization", "profile"], "-  profile: >-\n-    折起来的\n-    一段话"),
        (["occupations", 0], "-  - code: 6-31-01-03   # 电工\n-    name: 电工\n-    history: [{year: 2019, trained: 3200},\n-              {year: 2020, trained: 3300}]   # 逐年"),
        (["occupations", 0, "code"], "-  - code: 6-31-01-03   # 电工\n-    name: 电工\n+  - name: 电工"),
        (["staff", 0, "duties", 0], "-  - 主任"),
        (["organization", "head"], "-  head:\n-    name: 示例甲\n-    phone: 0571-00000000"),
        (["record", "abnormal_list"], "-record: {violations: [], abnormal_list: [],\n-         illegal_list: false}   # 没有\n+record: {violations: [], illegal_list: false}   # 没有"),
        (["record", "illegal_list"], "-record: {violations: [], abnormal_list: [],\n-         illegal_list: false}   # 没有\n+record: {violations: [], abnormal_list: []}   # 没有"),
        (["targets", 0], "-targets: [{jurisdiction: national}]      # 国家\n+targets: []      # 国家"),
        (["occupations", 2, "code"], "-  -\n-    code: 6-29-02-03\n+  - {}"),
        (["no_such_key"], ""),
        (["organization", "address", "street"], ""),
    ],
)  # fmt: skip
def test_an_entry_goes_and_all_comments_around_it_stay(path: list[str | int], diff: str) -> None:
    assert change(path, DELETE) == diff


def test_the_first_line_of_a_file_goes() -> None:
    assert apply_edits("a: 1\nb: 2\nc: 3\n", [Edit(("a",), DELETE)]) == "b: 2\nc: 3\n"


@pytest.mark.parametrize(
    ("row", "result"),
    [
        ("- a: 1\n  b: 2\n  c: 3\n", "- z: 9\n  c: 3\n"),
        ("- a: 1\n  b: 2\n  # 注释\n  c: 3\n", "-\n  z: 9\n  # 注释\n  c: 3\n"),
        ("-\n  a: 1\n  b: 2\n  c: 3\n", "-\n  z: 9\n  c: 3\n"),
    ],
    ids=["beside the dash", "with a comment between", "below the dash"],
)
def test_the_first_entries_of_a_row_make_way_for_a_new_one(row: str, result: str) -> None:
    edits = [Edit(("rows", 0, "a"), DELETE), Edit(("rows", 0, "b"), DELETE), Edit(("rows", 0, "z"), "9")]
    assert apply_edits("rows:\n" + row, edits, lambda _: ["z", "c"]) == "rows:\n" + result


def test_a_row_is_the_same_whatever_the_order_of_its_keys() -> None:
    text = "rows:\n  - a: 1   # 一\n    b: 2\n"
    rows = [{"a": "0"}, {"b": "2", "a": "1"}]
    assert apply_edits(text, [Edit(("rows",), rows)]) == text.replace("rows:\n", "rows:\n  - a: 0\n")


def test_a_file_emptied_of_entries_keeps_its_comments() -> None:
    assert (
        apply_edits("# 开头\na: 1\nb: 2\n# 结尾\n", [Edit(("a",), DELETE), Edit(("b",), DELETE)])
        == "# 开头\n{}\n# 结尾\n"
    )
    assert apply_edits("{}\n# 结尾\n", [Edit(("a",), "1")]) == "a: 1\n# 结尾\n"


# --- from nothing, and to nothing ---


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "# 没有换行", "---\n"])
def test_a_file_begins_from_nothing(text: str) -> None:
    result = apply_edits(
        text,
        [Edit(("organization", "name"), "甲"), Edit(("format",), "1")],
        lambda _: ["format", "organization"],
    )
    expected = text if text.endswith("\n") or not text else text + "\n"
    assert result == expected + "format: 1\norganization:\n  name: 甲\n"


@pytest.mark.parametrize("text", [USUAL, OTHER_HABITS, "# 只有注释", ""])
def test_no_edit_changes_nothing(text: str) -> None:
    assert apply_edits(text, []) == text


def test_an_edit_to_what_stands_there_changes_nothing() -> None:
    assert apply_edits(USUAL, [Edit((key,), value) for key, value in tree(USUAL).items()]) == USUAL


@pytest.mark.parametrize("last", ["a: |\n  一行", "a:\n  - >\n    一行", "a: |2+\n   一行"])
def test_a_text_block_at_the_end_of_the_file_gains_no_line_when_something_follows(last: str) -> None:
    before = tree(last)
    assert tree(apply_edits(last, [Edit(("b",), "1")])) == {**before, "b": "1"}


# --- the manner of the file ---


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("a:\n    b: 1\n", "    rows:\n      - x: 1\n        z: 2\n      - x: 3\n"),
        ("a:\n  b: 1\nlist:\n- x\n", "  rows:\n  - x: 1\n    z: 2\n  - x: 3\n"),
        ("a:\n  b: 1\nlist:\n    -   x\n", "  rows:\n      -   x: 1\n          z: 2\n      -   x: 3\n"),
    ],
    ids=["four columns", "dashes below their key", "wide dashes"],
)
def test_what_is_new_is_indented_as_the_file_is(text: str, added: str) -> None:
    assert added in apply_edits(text, [Edit(("a", "rows"), [{"x": "1", "z": "2"}, {"x": "3"}])])


def test_a_long_line_is_never_folded() -> None:
    long = "很长的一段话，" * 200
    assert f"b: {long}\n" in apply_edits("a: 1\n", [Edit(("b",), long)])


# --- what is refused ---


@pytest.mark.parametrize(
    "path",
    [("format", "x"), ("format", 0), ("organization", 0), ("staff", "name"), ("staff", 3), ("staff", -1), ()],
)
def test_a_path_that_leads_nowhere_is_the_callers_mistake(path: tuple[str | int, ...]) -> None:
    with pytest.raises(ValueError, match=r"nowhere|path"):
        apply_edits(USUAL, [Edit(path, "1")])


def test_windows_line_ends_are_not_for_here() -> None:
    with pytest.raises(ValueError, match="line ends"):
        apply_edits("a: 1\r\n", [])


def test_a_file_that_cannot_be_read_is_not_edited() -> None:
    with pytest.raises(InputError, match="全角冒号"):
        apply_edits("a: 1\nb：2\n", [Edit(("a",), "2")])


def test_broken_characters_are_refused() -> None:
    with pytest.raises(InputError, match="乱码"):
        apply_edits("a: 1\n", [Edit(("a",), "\udc80")])


def test_what_is_no_text_is_the_callers_mistake() -> None:
    with pytest.raises(TypeError):
        apply_edits("a: 1\n", [Edit(("a",), 5)])  # type: ignore[arg-type]


def test_an_edit_is_not_changed_by_being_applied() -> None:
    edits = [Edit(("list",), ["甲", "乙"]), Edit(("list", 0), DELETE)]
    before = deepcopy(edits)
    assert tree(apply_edits("a: 1\n", edits))["list"] == ["乙"]
    assert edits == before


def test_wrong_data_is_never_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Splices, "of", lambda *_: "format: 3\n")
    with pytest.raises(RuntimeError, match="read back"):
        apply_edits("format: 1\n", [Edit(("format",), "2")])
    monkeypatch.setattr(Splices, "of", lambda *_: "format: '2\n")
    with pytest.raises(RuntimeError, match="read back"):
        apply_edits("format: 1\n", [Edit(("format",), "2")])


# --- laws ---

HARD_ON_ONE_LINE = "no 0123 12:30 110101199003070000 ~ null x,y [a] 'q' \\ 2012-03 1.10 !t &a *a | ? : a: name：甲 -名 ... --- 😀 <<"
HARD_WITH_BLANKS = [
    "",
    "a: b",
    "a #b",
    "# x",
    "- a",
    '"q"',
    " 前",
    "后 ",
    "\ta",
    "a\n\tb",
    "a\nb",
    "a\n",
    "a\n\nb\n\n",
    "\n",
]
HARD_TO_SEE = ["\x0b", "\u2028", "\x85", "a\r\nb", "\u3000\u3000段首\n第二段"]
HARD = st.sampled_from([*HARD_ON_ONE_LINE.split(), *HARD_WITH_BLANKS, *HARD_TO_SEE])
SCALARS = st.one_of(HARD, st.none(), st.text(st.characters(codec="utf-8"), max_size=6))
KEYS = st.one_of(
    st.sampled_from(["name", "a", "b", "staff", "no", "电工", "x y", "-k", "k：", "<<", "", "?"]),
    st.text(st.characters(codec="utf-8"), max_size=3),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
ROOTS = st.dictionaries(KEYS, TREES, max_size=4)


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every path that an edit may have: what is there, and one new thing in each mapping and list."""
    found = [path] if path else []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += paths(inner, (*path, key))
        found.append((*path, "new_key"))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += paths(inner, (*path, index))
        found.append((*path, len(value)))
    return found


def with_value(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """The tree with only `path` changed; its parent is there."""
    result = deepcopy(value)
    holder = result
    for part in path[:-1]:
        holder = holder[part]
    if new is not DELETE and isinstance(holder, list) and path[-1] == len(holder):
        holder.append(new)
    elif new is not DELETE:
        holder[path[-1]] = new
    elif isinstance(holder, dict):
        holder.pop(path[-1], None)
    elif path[-1] < len(holder):  # type: ignore[operator]
        del holder[path[-1]]
    return result


TEXTS = [USUAL, OTHER_HABITS]


@pytest.fixture(params=[compose._LOADER, yaml.SafeLoader], ids=["libyaml", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "_LOADER", request.param)


@pytest.mark.usefixtures("loader")
def test_only_the_edited_path_changes() -> None:
    @settings(deadline=None, max_examples=150)
    @given(st.sampled_from(TEXTS), st.data(), TREES | st.just(DELETE))
    def holds(text: str, data: st.DataObject, value: Any) -> None:
        path = data.draw(st.sampled_from(paths(tree(text))))
        result = apply_edits(text, [Edit(path, value)])
        assert tree(result) == with_value(tree(text), path, value)

    holds()


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(TEXTS), st.data(), SCALARS | st.just(DELETE))
def test_lines_outside_the_edited_entry_come_back_byte_for_byte(
    text: str, data: st.DataObject, value: Any
) -> None:
    path = data.draw(st.sampled_from([path for path in paths(tree(text)) if path != ("new_key",)]))
    result = apply_edits(text, [Edit(path, value)])
    source = parse_yaml(text, "evalprep.yaml")
    first = source.place(path[:1]).line - 1
    later = [
        place.line - 1 for other, place in source.places.items() if len(other) == 1 and place.line - 1 > first
    ]
    last = min(later, default=len(text.splitlines()))
    above, below = text.splitlines()[:first], text.splitlines()[last:]
    lines = result.splitlines()
    assert lines[: len(above)] == above
    assert lines[len(lines) - len(below) :] == below


@settings(deadline=None, max_examples=200)
@given(ROOTS, ROOTS)
def test_whatever_is_written_reads_back_and_can_become_anything_else(first: Any, second: Any) -> None:
    text = apply_edits("# 开头\n", [Edit((key,), value) for key, value in first.items()])
    gone = [Edit((key,), DELETE) for key in first if key not in second]
    result = apply_edits(text, [*gone, *(Edit((key,), value) for key, value in second.items())])
    assert not first or tree(text) == first
    assert not (first or second) or tree(result) == second
    assert result.startswith("# 开头\n")


@settings(deadline=None, max_examples=150)
@given(
    ROOTS,
    st.sampled_from([None, True, False]),
    st.sampled_from([20, 1000]),
    st.sampled_from([2, 4]),
    st.data(),
)
def test_files_of_other_programs_are_edited_too(
    root: Any, flow: bool | None, width: int, indent: int, data: st.DataObject
) -> None:
    text = yaml.safe_dump(root, allow_unicode=True, default_flow_style=flow, width=width, indent=indent)
    nodes, problems = compose.compose(text, "evalprep.yaml")
    if problems or nodes is None or "\r" in text:
        return
    path = data.draw(st.sampled_from(paths(tree(text))))
    value = data.draw(TREES)
    assert tree(apply_edits(text, [Edit(path, value)])) == with_value(tree(text), path, value)
