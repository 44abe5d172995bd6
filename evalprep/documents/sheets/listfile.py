"""From list maps and named tables as read to their models, or to all complaints at once, each with its line and remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from pydantic import BaseModel, ConfigDict

from evalprep.documents.forms.formmap import Origin
from evalprep.documents.labels import normalise
from evalprep.documents.sheets.listmap import ListMap, SheetMap, Table, planned
from evalprep.documents.sheets.workbook import sheet_names
from evalprep.errors import FormError, Place, Problem
from evalprep.model.validation import Path, Source, Wording, nearest, validate

_KEYS: Mapping[str, str] = {
    "form": "名单的编号",
    "title": "标题",
    "serves": "对应的要求",
    "source": "出处",
    "notice": "通知文号",
    "annex": "附件",
    "layout": "版式来源",
    "sheets": "工作表",
    "signature": "表下签名、盖章处",
    "name": "工作表名称",
    "table": "现成的表",
    "from": "清单字段",
    "columns": "各列",
    "only": "只列哪些行",
    "without": "不列哪些行",
    "total": "合计的列",
    "notes": "表下的说明",
    "required": "必填",
}
_FREE = ("columns", "only", "without")
"""Mappings whose keys a person writes: headers, fields."""

KnownPath = Callable[[str], bool]
"""Whether the registry or what is derived from it has a path: staff[].name."""


class _Tables(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    tables: dict[str, Table]


def parse_tables(source: Source, known_path: KnownPath | None = None) -> Mapping[str, Table]:
    """The named tables in `source`, each under its name.

    Raises FormError with every complaint; with `known_path`, also for fields that nobody knows.
    """
    whole = Source(
        source.file, {"tables": source.tree}, {("tables", *p): at for p, at in source.places.items()}
    )
    read, problems = validate(_Tables, whole, Wording("表格样式文件", _table_label, _table_keys))
    if read is None:
        raise FormError(problems)
    problems = []
    for name, table in read.tables.items():
        problems += _rows_columns(table.columns, ("tables", name, "columns"), whole)
        problems += _unknown_paths(table.from_, table.columns, ("tables", name, "columns"), whole, known_path)
    if problems:
        raise FormError(_in_order(problems, whole))
    return read.tables


def parse_list_map(
    source: Source, tables: Mapping[str, Table] | None = None, known_path: KnownPath | None = None
) -> ListMap:
    """The list map in `source`.

    Raises FormError with every complaint: place, what is wrong, the nearest right name. With `tables` and
    `known_path` it also looks whether the tables and fields exist.
    """
    form, problems = validate(ListMap, source, Wording("名单的对照文件", _label, _keys))
    if form is None:
        raise FormError(problems)
    problems = [*_disagreements(form, source)]
    for index, sheet in enumerate(form.sheets):
        problems += _against(sheet, ("sheets", index), source, tables, known_path)
    if problems:
        raise FormError(_in_order(problems, source))
    return form


def _in_order(problems: list[Problem], source: Source) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.place or Place(source.file))


def _label(path: Path) -> str | None:
    if len(path) > 1 and path[-2] in _FREE:
        return None
    name = next((part for part in reversed(path) if isinstance(part, str)), None)
    return _KEYS.get(name) if name else None


def _keys(path: Path) -> Mapping[str, str]:
    name = next((part for part in reversed(path) if isinstance(part, str)), None)
    models: Mapping[str | None, type[BaseModel]] = {None: ListMap, "source": Origin, "sheets": SheetMap}
    return _names(models[name]) if name in models else {}


def _table_label(path: Path) -> str | None:
    return None if len(path) < 3 else _label(path)


def _table_keys(path: Path) -> Mapping[str, str]:
    return _names(Table) if len(path) == 2 else {}


def _names(model: type[BaseModel]) -> Mapping[str, str]:
    names = (field.alias or name for name, field in model.model_fields.items())
    return {name: _KEYS[name] for name in names}


def _disagreements(form: ListMap, source: Source) -> Iterator[Problem]:
    """What the parts say against each other, as far as the map alone tells."""
    if not form.sheets:
        yield _problem("「工作表」（sheets）是空的", "至少写一张工作表", source, ("sheets",))
    counted = Counter(sheet.name.casefold() for sheet in form.sheets)
    for index, sheet in enumerate(form.sheets):
        at: Path = ("sheets", index)
        if counted[sheet.name.casefold()] > 1:
            yield _problem(f"工作表「{sheet.name}」写了两次", "每张工作表起不同的名字", source, (*at, "name"))
        elif sheet_names([sheet.name]) != [sheet.name]:
            told = f"Excel 不收「{sheet.name}」这样的工作表名称"
            yield _problem(told, "最多 31 个字，不含 [ ] : * ? / \\", source, (*at, "name"))
        if sheet.table and sheet.from_:
            yield _problem("同时写了 table 和 from", "用现成的表就只写 table；不用就只写 from", source, at)
        if not sheet.table and not sheet.columns:
            remedy = "写 table（现成的表），或在 columns 下逐列写「表头: 字段」"
            yield _problem(f"工作表「{sheet.name}」没有列", remedy, source, at)
        if not sheet.table and not sheet.from_:
            yield from _whole_paths(sheet, at, source)


def _whole_paths(sheet: SheetMap, at: Path, source: Source) -> Iterator[Problem]:
    """Without a list, every column is a field of the applicant."""
    for label, path in (sheet.columns or {}).items():
        if path.startswith("."):
            told = f"列「{label}」的字段「{path}」不知道从哪里算起"
            yield _problem(told, "写完整的路径，或写 from（清单字段）", source, (*at, "columns", label))
    for key, paths in (("only", sheet.only), ("without", sheet.without)):
        if paths:
            yield _problem("没有清单，也就没有可挑的行", f"写 from，或删去 {key}", source, (*at, key))


def _against(
    sheet: SheetMap,
    at: Path,
    source: Source,
    tables: Mapping[str, Table] | None,
    known_path: KnownPath | None,
) -> Iterator[Problem]:
    """What only shows beside the named tables and the registry."""
    if sheet.table and tables is None:
        return
    if sheet.table and tables is not None and sheet.table not in tables:
        near = nearest(sheet.table, {name: table.title for name, table in tables.items()})
        remedy = f"是不是 {near}？" if near else f"可以用：{'、'.join(tables)}"
        yield _problem(f"没有「{sheet.table}」这张现成的表", remedy, source, (*at, "table"))
        return
    plan = planned(sheet, tables or {})
    if plan.from_:
        yield from _rows_columns(plan.columns, (*at, "columns"), source)
        yield from _unknown_paths(plan.from_, plan.columns, (*at, "columns"), source, known_path)
        for key, paths in (("only", plan.only), ("without", plan.without)):
            chosen = {path: path for path in paths}
            yield from _rows_columns(chosen, (*at, key), source)
            yield from _unknown_paths(plan.from_, chosen, (*at, key), source, known_path)
    else:
        yield from _unknown_paths(None, plan.columns, (*at, "columns"), source, known_path)
    for label in plan.total:
        if label not in plan.columns:
            near = nearest(label, list(plan.columns))
            remedy = f"是不是「{near}」？" if near else f"表头有：{'、'.join(plan.columns)}"
            yield _problem(f"合计的列「{label}」不在各列里", remedy, source, (*at, "total"))


def _rows_columns(columns: Mapping[str, str], at: Path, source: Source) -> Iterator[Problem]:
    """Columns of a list: not none, each header once, each field one of the row."""
    if at[-1] == "columns" and not columns:
        yield _problem("清单没有列", "在 columns 下逐列写「表头: 字段」", source, at)
    seen: dict[str, str] = {}
    for label, path in columns.items():
        if not path.startswith("."):
            told = f"列「{label}」的字段「{path}」要从清单的一行算起"
            yield _problem(told, f"以点开头，如 .{path.rsplit('.', 1)[-1]}", source, (*at, label))
        if seen.setdefault(normalise(label), label) != label:
            yield _problem(f"表头「{label}」写了两次", "每个表头只能写一次", source, (*at, label))


def _unknown_paths(
    from_: str | None, columns: Mapping[str, str], at: Path, source: Source, known_path: KnownPath | None
) -> Iterator[Problem]:
    """Fields that neither the registry nor what is derived from it has."""
    remedy = "对照 forms/tables.yaml 和项目文件的字段改正"
    if known_path is None:
        return
    if from_ and not known_path(from_):
        yield _problem(f"没有「{from_}」这个清单字段", remedy, source, (*at[:-1], "from"))
        return
    for label, path in columns.items():
        if not known_path(f"{from_}[]{path}" if from_ else path):
            named = f"列「{label}」的" if label != path else ""
            yield _problem(f"{named}字段「{path}」没有", remedy, source, (*at, label))


def _problem(problem: str, remedy: str, source: Source, path: Path) -> Problem:
    return Problem("bad_list_map", problem, remedy, source.place(path))
