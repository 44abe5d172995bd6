"""Sources held against the project: which row is which, what is new, what is another, what is said twice."""

from __future__ import annotations

from collections.abc import Sequence

from evalprep.intake.given import Extract
from evalprep.intake.merge.changes import Merge
from evalprep.intake.merge.deciding import decided
from evalprep.intake.merge.placing import placed
from evalprep.model.project import Project
from evalprep.model.validation import Tree


def merge(project: Project, tree: Tree, extracts: Sequence[Extract]) -> Merge:
    """What the extracts would change in a project, whose file has this tree; nothing is written.

    What is in no extract stays. Where extracts, or a row and several rows of the project, leave more than one
    possibility, that is a conflict, whatever is likely.
    """
    return decided(project, tree, placed(project, extracts))
