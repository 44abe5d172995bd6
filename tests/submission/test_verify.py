"""A submission's folder later: files against the manifest, papers against each other, nothing written."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from evalprep.errors import InputError
from evalprep.model.agreement import Verified
from evalprep.submission.folder import place
from evalprep.submission.paper import Paper
from evalprep.submission.verify import papers_in, submissions, verify
from tests.submission import hand_changes as hand
from tests.submission.made_papers import COVER, example, law, make

FORMS = ["national/basic-information", "general/registers"]
FORM, LIST = "01-社会培训评价组织基本情况表.docx", "02-资料名册.xlsx"
SCAN = "02-证书/01-证书.pdf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "made"
    files = make(example("national-association"), FORMS, made)
    papers = [Paper(one.name, (made / one.name).read_bytes(), one.form, kind=one.kind) for one in files]
    papers.append(Paper(SCAN, b"%PDF-1.4 scan", None, kind="copy", source="证书.pdf"))
    target = tmp_path / "申报材料" / "national"
    place(target, papers, {"ready": True})
    return target


def verified(folder: Path) -> Verified:
    return verify(folder, law())


def state(folder: Path) -> dict[str, str]:
    return {
        one.relative_to(folder).as_posix(): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in folder.rglob("*")
        if one.is_file()
    }


def test_a_folder_as_it_was_made_is_whole(folder: Path) -> None:
    found = verified(folder)
    assert found.is_as_made and not found.draft
    assert found.agreement.contradictions == ()
    assert set(found.agreement.read) == {COVER, FORM, LIST}
    assert found.agreement.unread == (SCAN,)


def test_missing_changed_and_added_files_are_told(folder: Path) -> None:
    (folder / SCAN).unlink()
    (folder / LIST).write_bytes((folder / LIST).read_bytes() + b" ")
    (folder / "02-证书" / "新的.pdf").write_bytes(b"%PDF")
    (folder / "~$开着.docx").write_bytes(b"")
    (folder / "Thumbs.db").write_bytes(b"")
    found = verified(folder)
    assert (found.missing, found.changed, found.added) == ((SCAN,), (LIST,), ("02-证书/新的.pdf",))


def test_a_hand_changed_number_is_found_in_the_changed_paper(folder: Path) -> None:
    hand.in_word(folder / FORM, "18600", "16800")
    hand.in_word(folder / FORM, "五级至二级", "五级至一级")
    found = verified(folder)
    assert found.changed == (FORM,)
    [levels] = found.agreement.contradictions
    assert levels.subject == "职业 电工（6-31-01-03）"
    assert {side.paper: side.text for side in levels.sides} == {FORM: "五级至一级", LIST: "五级至二级"}


def test_what_was_kept_beside_is_read_by_the_form_that_it_is_named_after(folder: Path) -> None:
    kept = folder / "01-社会培训评价组织基本情况表（手工修改2）.docx"
    kept.write_bytes((folder / FORM).read_bytes())
    hand.in_word(kept, "五级至二级", "五级至一级")
    found = verified(folder)
    assert found.kept == (kept.name,)
    assert [kept.name in one.papers for one in found.agreement.contradictions] == [True]


def test_a_changed_paper_is_looked_at_harder_than_one_that_is_as_made(folder: Path) -> None:
    hand.in_word(folder / FORM, "6-31-01-03", "6-31-01-04")
    told = [side.text for one in verified(folder).agreement.contradictions for side in one.sides]
    assert "电工；6-31-01-04 在职业分类大典里是「仪器仪表维修工」" in told


@pytest.mark.parametrize(
    ("kept", "is_by_hand"),
    [
        ("01-社会培训评价组织基本情况表（手工修改2）.docx", True),
        ("01-社会培训评价组织基本情况表（草稿）.docx", True),
        ("01-社会培训评价组织基本情况表（草稿）（手工修改）.docx", True),
        ("01-社会培训评价组织基本情况表（新填写）.docx", False),
        ("01-社会培训评价组织基本情况表（一）.docx", None),
    ],
)
def test_a_copy_is_known_whether_the_paper_is_a_draft_or_not(
    kept: str, is_by_hand: bool | None, folder: Path
) -> None:
    (folder / kept).write_bytes((folder / FORM).read_bytes())
    one = Paper(FORM, b"", "national/basic-information", kind="form")
    found = {file.name: file for file in papers_in(folder, [one])}
    assert found[kept].is_by_hand is bool(is_by_hand)
    assert found[FORM].is_by_hand is (is_by_hand is False), "it has made room for the new one"
    assert (found[kept].form == one.form) is (is_by_hand is not None)
    assert verified(folder).kept == ((kept,) if is_by_hand is not None else ())


def test_a_finished_paper_is_known_beside_a_draft_of_it(folder: Path) -> None:
    one = Paper(FORM.replace(".docx", "（草稿）.docx"), b"", "national/basic-information", kind="form")
    found = {file.name: file for file in papers_in(folder, [one])}
    assert (found[FORM].form, found[FORM].is_by_hand) == (one.form, True)


def test_a_paper_and_what_was_kept_of_it_are_compared_whole(folder: Path) -> None:
    kept = folder / "01-社会培训评价组织基本情况表（草稿）.docx"
    kept.write_bytes((folder / FORM).read_bytes())
    hand.in_word(kept, "行业协会 ☑", "行业协会 ☐")
    hand.in_word(kept, "技工院校 ☐", "技工院校 ☑")
    [found] = verified(folder).agreement.contradictions
    assert found.is_of_copies and set(found.papers) == {FORM, kept.name}


def test_a_hand_changed_paper_that_cannot_be_read_is_told_and_the_others_go_on(folder: Path) -> None:
    (folder / LIST).write_bytes(b"damaged")
    found = verified(folder)
    assert [name for name, _ in found.agreement.broken] == [LIST]
    assert set(found.agreement.read) == {COVER, FORM}


def test_a_sheet_that_is_gone_is_told_and_the_others_are_read(folder: Path) -> None:
    hand.sheet_out(folder / LIST, "申报职业")
    found = verified(folder)
    assert [(name, "申报职业" in why) for name, why in found.agreement.broken] == [(LIST, True)]
    assert LIST in found.agreement.read


def test_verifying_writes_nothing(folder: Path) -> None:
    hand.in_word(folder / FORM, "五级至二级", "五级至一级")
    before = state(folder.parent)
    verified(folder)
    assert state(folder.parent) == before


def test_a_folder_that_was_not_ready_says_so(folder: Path) -> None:
    manifest = folder / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8")) | {"ready": False}
    manifest.write_text(json.dumps(told), encoding="utf-8")
    assert verified(folder).draft


def test_a_manifest_of_the_first_version_is_read(folder: Path) -> None:
    manifest = folder / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    files = [
        {"name": one["name"], "sha256": one["sha256"], "form": one["form"] or "", "serves": [], "fields": []}
        for one in told["files"]
    ]
    manifest.write_text(
        json.dumps({"format": "evalprep.manifest/1", "files": files}, ensure_ascii=False), encoding="utf-8"
    )
    hand.in_word(folder / FORM, "五级至二级", "五级至一级")
    (folder / SCAN).rename(folder / "证书.docx")
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(SCAN, "证书.docx"), encoding="utf-8")
    found = verified(folder)
    assert len(found.agreement.contradictions) == 1
    assert "证书.docx" in found.agreement.unread, "evidence may be anything"
    assert found.agreement.broken == ()


def test_a_folder_of_several_submissions_is_all_of_them(folder: Path) -> None:
    (folder.parent / "空的").mkdir()
    assert submissions(folder.parent) == (folder,)
    assert submissions(folder) == (folder,)


@pytest.mark.parametrize("wrong", ["", "不在", "manifest"])
def test_a_folder_without_a_manifest_is_refused(wrong: str, tmp_path: Path) -> None:
    where = tmp_path / wrong
    if wrong == "manifest":
        where.mkdir()
        (where / "manifest.json").write_text("{}", encoding="utf-8")
        with pytest.raises(InputError, match="manifest"):
            verify(where, law())
    else:
        with pytest.raises(InputError) as caught:
            submissions(where)
        assert caught.value.problems[0].remedy


def test_a_staged_folder_is_read_with_what_is_kept_in_it(folder: Path) -> None:
    kept = folder / "01-社会培训评价组织基本情况表（手工修改）.docx"
    kept.write_bytes(b"")
    one = Paper(FORM, b"", "national/basic-information", kind="form")
    found = {file.name: file.form for file in papers_in(folder, [one])}
    assert found[FORM] == found[kept.name] == "national/basic-information"
    assert found[LIST] is None
