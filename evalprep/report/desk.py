"""Where the papers for the applicant's own desk lie, as text."""

from __future__ import annotations

from collections.abc import Sequence

from evalprep.report.layout import Style, wrap


def desk_text(folder: str, names: Sequence[str], kept: Sequence[str], style: Style) -> str:
    """The folder, its papers in a line, and what of a person's own was kept beside them."""
    # A path stays whole, so that it can be copied.
    lines = ["", f"本单位自己用的在：{folder}", *wrap("、".join(names), style.cells, "  ", "    ")]
    for name in kept:
        lines += wrap(f"手工改过的文件没有覆盖，保留为：{name}", style.cells, "  ", "    ")
    return "\n".join(lines)
