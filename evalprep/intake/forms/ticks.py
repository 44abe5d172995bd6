"""What a ticked option says of the kind of body and the legal form: only what no other answer would have ticked too."""

from __future__ import annotations

from evalprep.documents.forms.formmap import Slot
from evalprep.documents.forms.read import Answer
from evalprep.documents.values import option_for
from evalprep.intake.forms.gathered import Gathered
from evalprep.intake.forms.ways import CHOICE
from evalprep.intake.given import Given, RemarkKind
from evalprep.model.declared import BODY_KIND, LEGAL_FORM
from evalprep.model.derived import DERIVED, REGISTERED_AS, is_registered_otherwise
from evalprep.model.organization import Organization


def take_tick(gathered: Gathered, answer: Answer, slot: Slot) -> None:
    """One slot to tick; several ticks, or an option that the form does not have, are told and stay out."""
    origin = gathered.origin(answer.section, answer.label)
    ticked = answer.ticked or ()
    if answer.text:
        told = f"勾了「{answer.text}」，这不是这张表原有的选项，没有读入"
        gathered.remark(RemarkKind.UNRECOGNISED, origin, told, "在项目里选机构类别")
    if len(ticked) > 1:
        told = f"勾了不止一项（{'、'.join(ticked)}），没有读入"
        gathered.remark(RemarkKind.HELD_BACK, origin, told, "只留一个勾，再导入")
    elif ticked and not answer.text:
        _take_option(gathered, answer, slot, ticked[0])


def _take_option(gathered: Gathered, answer: Answer, slot: Slot, option: str) -> None:
    origin = gathered.origin(answer.section, answer.label)
    if slot.choose != CHOICE:
        words = (slot.options or {}).get(option, ())
        meant = Answer(answer.path, words[0] if len(words) == 1 else option, answer.section, answer.label)
        gathered.values += gathered.plain((), slot.path, meant, origin)
        return
    own = gathered.project.organization
    if own is not None and option_for(slot, DERIVED[CHOICE].choices(own)) == option:
        return
    pairs = _pairs(slot, option)
    words = (slot.options or {}).get(option, ())
    found = {
        key: values.pop()
        for key, values in (
            ("kind", {kind for kind, _ in pairs}),
            ("legal_form", {form for _, form in pairs}),
        )
        if len(values) == 1 and values <= {*words}
    }
    gathered.values += [Given(("organization", key), value, origin) for key, value in found.items()]
    if "kind" not in found:
        kinds = "、".join(dict.fromkeys(kind for kind, _ in pairs))
        told = f"勾的是「{option}」，机构类别没有读入：从这个勾看不出是下面哪一种（{kinds}）"
        gathered.remark(RemarkKind.DERIVED, origin, told, "机构类别请自己选")


def _pairs(slot: Slot, option: str) -> list[tuple[str, str]]:
    """Every kind of body and legal form that go together and tick an option."""
    return [
        (kind, form)
        for kind in BODY_KIND.choices
        for form in LEGAL_FORM.choices
        if not (is_registered_otherwise(kind, form) or (form == "其他" and kind in REGISTERED_AS))
        and option_for(slot, DERIVED[CHOICE].choices(Organization(kind=kind, legal_form=form))) == option
    ]
