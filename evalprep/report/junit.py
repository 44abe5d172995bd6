"""Results as JUnit XML, which continuous integration shows as tests.

One suite for each applicant and target, one case for each requirement that has a verdict, passed ones too; notes have
none and are told with the warnings in the suite's output. What changes the exit code of `check` is a failure:

    unmet must                      failure     unmet 原则上        passed, told in the case's output
    unknown, not applicable         skipped     eased, met          passed
    unmet or unknown, but waived    skipped     unreadable project  an error, in a suite of its own

The notice and its dates are properties of the suite. No time is measured: the day is that of the judgement.
Elements stand in the order that the usual schemas ask (Jenkins' junit-10.xsd): properties, cases, output.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from evalprep.model.batch import Failed
from evalprep.model.results import OLD_NOTICE, CheckResult
from evalprep.model.verdicts import Verdict
from evalprep.report.cases import (
    Case,
    applicant,
    judged,
    notice_told,
    problem_place,
    problem_told,
    target_name,
    waived,
)
from evalprep.report.overview import shown
from evalprep.report.places import dotted

COUNTS = {"failures": "failure", "errors": "error", "skipped": "skipped"}
"""Each count of a suite, and the element that it counts."""


def junit_text(results: Sequence[CheckResult], failed: Sequence[Failed] = ()) -> str:
    """The whole document, ending with a line break; signs that XML 1.0 cannot hold are replaced."""
    counts, texts = Counter[str](), list[str]()
    # A suite becomes text before the next is made: as elements all of them take five times the room.
    for suite in chain(map(_suite, results), (_unreadable(one, results) for one in failed)):
        counts.update(_counts(suite))
        ET.indent(suite, level=1)
        texts.append(f"  {ET.tostring(suite, encoding='unicode').rstrip()}\n")
    # The skipped ones are counted by the suites only: schemas know no such count of the whole.
    told = {count: str(counts[count]) for count in ("tests", *COUNTS) if count != "skipped"}
    root = ET.Element("testsuites", {"name": "evalprep", **told, "time": "0"})
    root.text = "" if not texts else "\n"
    head, end = ET.tostring(root, encoding="unicode", short_empty_elements=False).split("</")
    # No encoding is named: a text that is parsed as it is has none, and bytes without a name are UTF-8.
    return "".join(('<?xml version="1.0"?>\n', head, *texts, f"</{end}\n"))


def _suite(result: CheckResult) -> ET.Element:
    suite = ET.Element("testsuite", name=f"{applicant(result)}（{target_name(result)}）")
    properties = ET.SubElement(suite, "properties")
    for name, value in _properties(result).items():
        ET.SubElement(properties, "property", name=name, value=shown(value))
    classname = f"{dotted(result.project)}.{target_name(result).replace(':', '-')}"
    suite.extend(_case(one, classname) for one in judged(result))
    ET.SubElement(suite, "system-out").text = shown("\n".join(_output(result)))
    return _finished(suite, result)


def _properties(result: CheckResult) -> dict[str, str]:
    notice = result.notice
    return {
        "notice": notice.number,
        "title": notice.title,
        "issued": str(notice.issued),
        "verified_on": str(notice.verified_on),
        "on": str(result.on),
        "project": result.project,
        "target": target_name(result),
        "overall": str(result.overall),
        "conclusion": result.conclusion,
    }


def _case(one: Case, classname: str) -> ET.Element:
    element = ET.Element(
        "testcase", classname=shown(classname), name=shown(f"{one.name} {one.title}"), time="0"
    )
    verdict = one.verdict.label if one.verdict else ""
    if one.waiver:
        told = f"{waived(one.waiver)}；{verdict}：{one.message}"
        _outcome(element, "skipped", "waived", told, one)
    elif one.verdict is Verdict.NOT_APPLICABLE:
        _outcome(element, "skipped", str(one.verdict), f"{verdict}：{one.message}")
    elif one.verdict is Verdict.UNKNOWN:
        missing = f"；缺：{one.missing}" if one.missing else ""
        _outcome(element, "skipped", str(one.verdict), f"{verdict}：{one.message}{missing}", one)
    elif one.verdict is Verdict.UNMET and not one.is_soft:
        _outcome(element, "failure", str(one.verdict), one.message, one)
    elif one.verdict in (Verdict.UNMET, Verdict.EASED):
        soft = "（原则上）" if one.is_soft else ""
        ET.SubElement(element, "system-out").text = "\n".join([f"{verdict}{soft}", *_told(one)])
    return element


def _outcome(element: ET.Element, tag: str, kind: str, message: str, one: Case | None = None) -> None:
    inner = ET.SubElement(element, tag, type=kind, message=message)
    if one is not None:
        inner.text = "\n".join(_told(one))


def _told(one: Case) -> list[str]:
    """All that is told of a case, with every place of it written so that an editor can open it."""
    return [*one.lines, *([f"    位置：{'、'.join(map(str, one.places))}"] if one.places else [])]


def _output(result: CheckResult) -> list[str]:
    """The notice, the conclusion, where and when, and what deserves a second look."""
    windows = [f"{one.id} {one.title}（{one.clause}）：{one.note}" for one in result.windows]
    warnings = [
        f"请留意：{one.message}{f'（{one.place}）' if one.place else ''}"
        for one in result.warnings
        if one.code != OLD_NOTICE
    ]
    return [notice_told(result), f"结论：{result.conclusion}", *windows, *warnings]


def _unreadable(failed: Failed, results: Sequence[CheckResult]) -> ET.Element:
    """A suite of the one case that a project could not be judged."""
    suite = ET.Element("testsuite", name=shown(failed.project))
    name = "读取项目文件"
    case = ET.SubElement(suite, "testcase", classname=shown(dotted(failed.project)), name=name, time="0")
    told = [(one, problem_told(one)) for one in failed.problems]
    code, message = (told[0][0].code, told[0][1]) if told else ("unknown", "没有说明原因")
    error = ET.SubElement(case, "error", type=shown(code), message=message)
    error.text = "\n".join(shown(f"{problem_place(failed, one)}：{text}") for one, text in told)
    return _finished(suite, results[0] if results else None)


def _finished(suite: ET.Element, dated: CheckResult | None) -> ET.Element:
    """The suite with its counts and the day of the judgement, where there is one."""
    for count, value in _counts(suite).items():
        suite.set(count, str(value))
    suite.set("time", "0")
    if dated is not None:
        suite.set("timestamp", f"{dated.on}T00:00:00")
    return suite


def _counts(element: ET.Element) -> dict[str, int]:
    """How many cases there are below an element, and how many of each outcome."""
    every = list(element.iter("testcase"))
    found = {count: sum(one.find(tag) is not None for one in every) for count, tag in COUNTS.items()}
    return {"tests": len(every), **found}
