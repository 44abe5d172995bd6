"""From a form map as read to a `FormMap`, or to all complaints about it at once, each with its line and its remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from evalprep.documents.forms.formmap import (
    End,
    FormMap,
    Group,
    Origin,
    Region,
    Rows,
    Section,
    SideBySide,
    Slot,
    Start,
    Title,
)
from evalprep.documents.labels import normalise
from evalprep.errors import FormError, Place, Problem
from evalprep.model.validation import Path, Source, Wording, validate

_KEYS: Mapping[str, str] = {
    "form": "表的编号",
    "title": "表名",
    "serves": "对应的要求",
    "source": "出处",
    "notice": "通知文号",
    "annex": "附件",
    "layout": "版式来源",
    "sections": "各部分",
    "at": "从哪里开始",
    "until": "到哪里为止",
    "paragraph": "段落",
    "table_with": "含有这些标签的表格",
    "heading": "标题",
    "text": "文字",
    "through": "到这段文字（含）",
    "repeat": "逐条另填的清单",
    "prepend": "标题前加上的字段",
    "slots": "填写处",
    "groups": "成组的填写处",
    "anchor": "组的第一个标签",
    "label": "标签",
    "place": "填写位置",
    "column": "填在哪一列",
    "each": "写在一处的清单",
    "value": "字段",
    "choose": "勾选的字段",
    "leave": "留空",
    "before": "空白后面的文字",
    "lead": "引导语",
    "box": "方框位置",
    "options": "选项",
    "rows": "清单",
    "tables": "表头并排的清单",
    "region": "所在的几行",
    "row_label": "这几行左边的标签",
    "order": "填写顺序",
    "from": "清单字段",
    "columns": "各列",
    "numbered": "序号",
    "ellipsis": "省略号行",
    "required": "必填",
}
_MODELS: Mapping[str, type[BaseModel]] = {
    "source": Origin,
    "sections": Section,
    "at": Start,
    "until": End,
    "slots": Slot,
    "groups": Group,
    "rows": Rows,
    "tables": SideBySide,
    "region": Region,
    "title": Title,
}


def parse_form_map(source: Source) -> FormMap:
    """The form map in `source`. Raises FormError with every complaint: place, what is wrong, the nearest right name."""
    form, problems = validate(FormMap, source, Wording("表格对照文件", _label, _keys))
    if form is None:
        raise FormError(problems)
    problems = sorted(_disagreements(form, source), key=lambda problem: problem.place or Place(source.file))
    if problems:
        raise FormError(problems)
    form.set_places(dict(_places(form, source)))
    return form


def _places(form: FormMap, source: Source) -> Iterator[tuple[tuple[str, str, str], Place]]:
    """Where each section, label and header stands, by section, group and label."""
    for index, section in enumerate(form.sections):
        at: Path = ("sections", index)
        words = section.at.words
        yield (words, "", ""), source.place((*at, "at"))
        for number, slot in enumerate(section.slots):
            yield (words, "", slot.label), source.place((*at, "slots", number))
        for number, group in enumerate(section.groups):
            here: Path = (*at, "groups", number)
            yield (words, "", group.anchor), source.place(here)
            for member, slot in enumerate(group.slots):
                yield (words, group.anchor, slot.label), source.place((*here, "slots", member))
        for label in section.rows.columns if section.rows else ():
            yield (words, "", label), source.place((*at, "rows", "columns", label))
        for number, table in enumerate(section.tables):
            region = table.region.row_label
            yield (words, "", region), source.place((*at, "tables", number, "region"))
            for label in table.rows.columns:
                yield (words, region, label), source.place((*at, "tables", number, "rows", "columns", label))


def _label(path: Path) -> str | None:
    """The Chinese name of a key; labels and options that a person wrote have none."""
    if len(path) > 1 and path[-2] in ("options", "columns"):
        return None
    name = next((part for part in reversed(path) if isinstance(part, str)), None)
    return _KEYS.get(name) if name else None


def _keys(path: Path) -> Mapping[str, str]:
    name = next((part for part in reversed(path) if isinstance(part, str)), None)
    model = _MODELS.get(name) if name else FormMap
    if model is None:
        return {}
    names = (field.alias or name for name, field in model.model_fields.items())
    return {name: _KEYS[name] for name in names}


def _disagreements(form: FormMap, source: Source) -> Iterator[Problem]:
    """What the parts say against each other; each is reported where it stands."""
    if not form.sections:
        yield _problem("「各部分」（sections）是空的", "至少写一个部分", source, ("sections",))
    for index, section in enumerate(form.sections):
        at: Path = ("sections", index)
        yield from _one_of(section.at, (*at, "at"), ("paragraph", "table_with", "heading"), source)
        yield from _end(section.until, (*at, "until"), source)
        base = section.repeat or ""
        yield from _repeat(section, at, source)
        yield from _slots(section.slots, (*at, "slots"), base, source)
        for number, group in enumerate(section.groups):
            yield from _group(group, (*at, "groups", number), source)
        if section.rows:
            yield from _rows(section.rows, (*at, "rows"), base, source)
        yield from _tables(section, at, source)
        if not (section.slots or section.groups or section.rows or section.tables):
            remedy = "写上 slots（填写处）、groups（成组）、rows（清单）或 tables（表头并排的清单）"
            yield _problem("这一部分没有填写处", remedy, source, at)


def _repeat(section: Section, at: Path, source: Source) -> Iterator[Problem]:
    """A repeated section begins at a heading, and only its paths may begin with a dot."""
    if section.repeat and section.repeat.startswith("."):
        told = f"清单字段「{section.repeat}」不知道从哪里算起"
        yield _problem(told, "写完整的路径，如 occupations", source, (*at, "repeat"))
    if section.repeat and section.at.heading is None:
        remedy = "at 改用 heading（标题）：每一份从标题开始"
        yield _problem("逐条另填的部分没有写明标题", remedy, source, (*at, "at"))
    if section.title and not section.repeat:
        remedy = "写上 repeat: 清单字段，或删去 title"
        yield _problem("写了 title，但这一部分不是逐条另填的", remedy, source, (*at, "title"))
    if section.title and not section.title.prepend.startswith("."):
        told = f"标题前的字段「{section.title.prepend}」要从清单的一条算起"
        remedy = f"以点开头，如 .{section.title.prepend}"
        yield _problem(told, remedy, source, (*at, "title", "prepend"))


def _tables(section: Section, at: Path, source: Source) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, table in enumerate(section.tables):
        here: Path = (*at, "tables", index)
        yield from _rows(table.rows, (*here, "rows"), section.repeat or "", source)
        label = table.region.row_label
        if first.setdefault(normalise(label), index) != index:
            remedy = "每个标签旁边只能有一份清单"
            yield _problem(f"标签「{label}」写了两次", remedy, source, (*here, "region"))
        for key in ("until", "numbered", "ellipsis"):
            if getattr(table.rows, key) is not None:
                told = f"表头并排的清单里写了 {key}（{_KEYS[key]}）"
                yield _problem(told, f"删去 {key}：这样的清单到标签的末行为止", source, (*here, "rows", key))


def _group(group: Group, at: Path, source: Source) -> Iterator[Problem]:
    if group.value and group.value.startswith("."):
        yield _problem(
            f"「{group.anchor}」的字段「{group.value}」不知道从哪里算起",
            "写完整的路径",
            source,
            (*at, "value"),
        )
    base = (group.value or "").rpartition(".")[0]
    yield from _slots(group.slots, (*at, "slots"), base, source)


def _slots(slots: tuple[Slot, ...], at: Path, base: str, source: Source) -> Iterator[Problem]:
    for index, slot in enumerate(slots):
        yield from _slot(slot, (*at, index), base, source)
    first: dict[str, Slot] = {}
    for index, slot in enumerate(slots):
        other = first.setdefault(normalise(slot.label), slot)
        if other is not slot and not (slot.lead and other.lead):
            problem = f"标签「{slot.label}」在同一部分里写了两次（「{other.path}」和「{slot.path}」）"
            yield _problem(
                problem, "标签在一部分、一组里只能有一个；同名的标签用 groups 分组", source, (*at, index)
            )
    leads = Counter(normalise(slot.lead) for slot in slots if slot.lead)
    for index, slot in enumerate(slots):
        if slot.lead and leads[normalise(slot.lead)] > 1:
            yield _problem(
                f"引导语「{slot.lead}」写了两次", "每条引导语只能用一次", source, (*at, index, "lead")
            )


def _slot(slot: Slot, at: Path, base: str, source: Source) -> Iterator[Problem]:
    yield from _one_of(slot, at, ("value", "choose", "leave"), source)
    path = slot.value or slot.choose or ""
    if path.startswith(".") and not (base or slot.each):
        yield _problem(
            f"「{slot.label}」的字段「{path}」不知道从哪里算起",
            "写完整的路径，或给组的 anchor 写 value",
            source,
            at,
        )
    if slot.before and slot.place != "blank":
        yield _problem(
            f"「{slot.label}」写了 before，但 place 不是 blank",
            "改成 place: blank，或删去 before",
            source,
            at,
        )
    if slot.lead and not (slot.place == "same_cell_below" and slot.value):
        yield _problem(
            f"「{slot.label}」写了 lead，但不是 same_cell_below 的 value", "改 place，或删去 lead", source, at
        )
    if slot.choose and not (slot.box and slot.options):
        yield _problem(
            f"「{slot.label}」是勾选，缺方框位置或选项", "写上 box: before 或 after，以及 options", source, at
        )
    if not slot.choose and (slot.box or slot.options):
        yield _problem(f"「{slot.label}」写了选项，但没有写 choose", "写上 choose: 字段路径", source, at)
    if slot.choose and slot.place not in ("right", "below", "after_colon", "same_cell_below"):
        yield _problem(
            f"「{slot.label}」的方框不会在 {slot.place}",
            "改成 right、below、after_colon 或 same_cell_below",
            source,
            at,
        )
    yield from _crossing(slot, at, source)
    yield from _options(slot.options or {}, (*at, "options"), source)


def _crossing(slot: Slot, at: Path, source: Source) -> Iterator[Problem]:
    """A column stands instead of a place; a list in one place stands in a cell of its own."""
    if slot.column and "place" in slot.model_fields_set:
        told = f"「{slot.label}」同时写了 place 和 column"
        yield _problem(told, "写且只写其中一个：place（填写位置）、column（填在哪一列）", source, at)
    if slot.each and not (slot.value and slot.value.startswith(".")):
        told = f"「{slot.label}」写了 each，但没有写明每一条写什么"
        yield _problem(told, "写上以点开头的 value，如 .name", source, at)
    if slot.each and slot.place not in ("right", "below"):
        told = f"「{slot.label}」是写在一处的清单，不能放在 {slot.place}"
        yield _problem(told, "改成 right 或 below", source, at)
    if slot.each and slot.each.startswith("."):
        told = f"清单字段「{slot.each}」不知道从哪里算起"
        yield _problem(told, "写完整的路径，如 rule_documents", source, (*at, "each"))


def _options(options: Mapping[str, Iterable[str]], at: Path, source: Source) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for label, words in options.items():
        for word in words:
            other = owner.setdefault(normalise(word), label)
            if other != label:
                problem = f"「{word}」既勾选「{other}」又勾选「{label}」"
                yield _problem(problem, "一个词只能归一个选项", source, (*at, label))


def _rows(rows: Rows, at: Path, base: str, source: Source) -> Iterator[Problem]:
    yield from _end(rows.until, (*at, "until"), source)
    if not rows.columns:
        yield _problem("清单没有列", "在 columns 下逐列写「表头: 字段」", source, (*at, "columns"))
    if rows.from_.startswith(".") and not base:
        yield _problem(
            f"清单字段「{rows.from_}」不知道从哪里算起", "写完整的路径，如 occupations", source, (*at, "from")
        )
    for label, path in rows.columns.items():
        if not path.startswith("."):
            yield _problem(
                f"列「{label}」的字段「{path}」要从清单的一行算起",
                f"以点开头，如 .{path}",
                source,
                (*at, "columns", label),
            )
    labels = Counter(normalise(label) for label in rows.columns)
    for label in rows.columns:
        if labels[normalise(label)] > 1:
            yield _problem(f"表头「{label}」写了两次", "每个表头只能写一次", source, (*at, "columns", label))


def _end(end: End | None, at: Path, source: Source) -> Iterator[Problem]:
    if end is not None:
        yield from _one_of(end, at, ("heading", "text", "through"), source)


def _one_of(part: BaseModel, at: Path, keys: tuple[str, ...], source: Source) -> Iterator[Problem]:
    given = [key for key in keys if getattr(part, key) is not None]
    if len(given) == 1:
        return
    listed = "、".join(f"{key}（{_KEYS[key]}）" for key in keys)
    name = f"「{part.label}」" if isinstance(part, Slot) else "这里"
    problem = f"{name}同时写了 {'、'.join(given)}" if given else f"{name}没有写明是哪一种"
    yield _problem(problem, f"写且只写其中一个：{listed}", source, at)


def _problem(problem: str, remedy: str, source: Source, path: Path) -> Problem:
    return Problem("bad_form_map", problem, remedy, source.place(path))
