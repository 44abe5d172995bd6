"""What folders and papers are called: names that Windows takes, beside one another where a person chose the first."""

from __future__ import annotations

import unicodedata
from pathlib import Path

FULL_WIDTH = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
LONGEST_STEM = 60
"""In characters: with three bytes each and what is added to a name, below the 255 bytes that disks allow."""


def beside(output: Path, word: str) -> Path:
    """A folder beside one that a person named for the submission: 材料 and 材料-自查."""
    whole = output if output.name not in ("", "..") else output.resolve()
    return whole.with_name(f"{whole.name}-{word}")


def file_stem(title: str) -> str:
    """A title as Windows takes it in a file name: full-width signs for those that it refuses, and not too long."""
    kept = "".join(sign for sign in title if not unicodedata.category(sign).startswith("C"))
    return kept.translate(FULL_WIDTH)[:LONGEST_STEM].strip(" .") or "表格"
