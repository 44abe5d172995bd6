"""Which of the forms a Word file is; a near miss is told with the labels that it lacks, everything else with what to do."""

from __future__ import annotations

from collections.abc import Sequence

from evalprep.documents.forms.fits import Fit, best_fit
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.forms.read import Reading, read_package
from evalprep.documents.package import Package, open_package
from evalprep.documents.wordxml import P, paragraph_text
from evalprep.errors import FormError, Place, Problem
from evalprep.model.evidence import TO_FILL, TO_WRITE

NEAR = 0.5
"""From which share of a form's labels on a file is taken for that form, edited."""
_MOST_NAMED = 8


def recognise(data: bytes, file: str, forms: Sequence[FormMap]) -> tuple[FormMap, Reading]:
    """The form that a Word file is, and what it says.

    Raises FormError: no .docx (old, damaged, with a password), a form that was edited too much, or none of the forms.
    """
    package = open_package(data, file)
    fit = best_fit(package, forms, file)
    if fit is None or fit.share < NEAR:
        raise FormError(_no_form(package, file, forms))
    if fit.problems:
        raise FormError(_edited(fit, file))
    return fit.form, read_package(package, fit.form, name=file)


def _no_form(package: Package, file: str, forms: Sequence[FormMap]) -> Problem:
    texts = (paragraph_text(paragraph) for paragraph in package.body.iter(P))
    if any(TO_WRITE in text or TO_FILL in text for text in texts):
        told = "这是 evalprep 生成的初稿，不是申报表；初稿里写的内容不读回项目文件"
        remedy = "要改的数据写进项目文件（evalprep init，或导入资料表），再重新生成"
        return Problem("draft", told, remedy, Place(file))
    listed = "、".join(dict.fromkeys(f"《{form.title}》" for form in forms)) or "没有"
    told = f"这份 Word 文件不是认得的申报表（认得的：{listed}）"
    remedy = "名单、台账先复制到 Excel，存成 .xlsx 再导入；别的文字材料不用导入"
    return Problem("not_a_form", told, remedy, Place(file))


def _edited(fit: Fit, file: str) -> tuple[Problem, ...]:
    """What is wrong with a file that is nearly a form: the labels that it lacks first, all together."""
    if not fit.lacking:
        return fit.problems
    named = "、".join(f"「{' '.join(label.split())}」" for label in fit.lacking[:_MOST_NAMED])
    more = f"等 {len(fit.lacking)} 处" if len(fit.lacking) > _MOST_NAMED else ""
    told = f"最像《{fit.form.title}》，但是找不到标签{named}{more}，不敢往下读"
    remedy = "把表上的标签改回原来的文字再导入；或者用 evalprep build 生成这张表，照着填"
    return (Problem("label_not_found", told, remedy, Place(file)), *fit.problems)
