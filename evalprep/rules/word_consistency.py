"""Words in a row that the notice's rules do not look for although they look for others in the same place; warnings.

A duty called otherwise than the notice calls it is passed over in silence by every rule: nobody would know why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evalprep.model.evidence import FileState, named_files
from evalprep.model.fields import label
from evalprep.model.results import Warned
from evalprep.model.validation import nearest
from evalprep.rules.ready import ReadyRule
from evalprep.rules.world import World

DUTIES = "staff[].duties"


def unknown_duties(rules: Iterable[ReadyRule], world: World) -> Iterator[Warned]:
    """Duties (岗位) that no rule knows, where rules look for some, each with the nearest that they do."""
    known = list(
        dict.fromkeys(
            word
            for ready in rules
            if ready.condition
            for path, word in ready.condition.words
            if path == DUTIES
        )
    )
    for row in world.rows(("staff",)).rows if known else ():
        duties = getattr(row.record, "duties", None) or ()
        for duty in (one for one in duties if one not in known):
            near = nearest(duty, known)
            remedy = f"是不是「{near}」？" if near else f"通知里的岗位是：{'、'.join(known)}；另外的岗位不计"
            told = f"工作人员{row.label}：岗位「{duty}」不是通知里的叫法。{remedy}"
            yield Warned("duty_unknown", told, world.place((*row.path, "duties")))


def unusable_files(world: World) -> Iterator[Warned]:
    """Files that the project names and that are not there, empty or do not open, wherever they are named."""
    bad = {file: state for file, state in world.files.items() if state is not FileState.GOOD}
    for path, file in named_files(world.project) if bad else ():
        if file in bad:
            told = f"{label(path) or '附件'}：{file} {bad[file].reason}"
            yield Warned("file_unusable", told, world.place(path))
