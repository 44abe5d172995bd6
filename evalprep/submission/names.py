"""What folders and papers are called: names that Windows takes, beside one another where a person chose the first."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

FULL_WIDTH = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
LONGEST_STEM = 60
"""In characters: with three bytes each and what is added to a name, below the 255 bytes that disks allow."""
MOST_BYTES = 255
"""The longest name that Linux and macOS take, in bytes of UTF-8."""
_DEVICE = re.compile(
    r"(CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])[ .]*(?:\..*)?", re.IGNORECASE
)
"""Names that Windows keeps for devices, with a suffix too (Microsoft, "Naming Files, Paths, and Namespaces")."""


def beside(output: Path, word: str) -> Path:
    """A folder beside one that a person named for the submission: 材料 and 材料-自查."""
    whole = output if output.name not in ("", "..") else output.resolve()
    return whole.with_name(f"{whole.name}-{word}")


def file_stem(title: str) -> str:
    """A title as Windows takes it in a file name: full-width signs for those that it refuses, and not too long."""
    return windows_name(title, LONGEST_STEM, empty="表格")


def windows_name(text: str, longest: int, ending: str = "", *, empty: str = "未命名") -> str:
    """A text as a name that Windows, Linux and macOS take, with an ending that is kept whole: 张示例, -1.pdf.

    Signs that Windows refuses become full-width ones, control characters go, the form is NFC. The name with its
    ending has at most `longest` characters as Windows counts them (UTF-16 units) and 255 bytes of UTF-8, cut
    between whole characters. A text of which nothing is left is called `empty`; a device's name gets a `_`.
    """
    kept = "".join(map(_sign, text)).translate(FULL_WIDTH)
    whole = " ".join(unicodedata.normalize("NFC", kept).split()).strip(" .")
    stem = _cut(whole, longest, ending).strip(" .") or empty
    name = f"{stem}{ending}"
    device = _DEVICE.fullmatch(name)
    if device is None:
        return name
    stem = _cut(stem, longest - 1, ending)
    at = min(device.end(1), len(stem))
    return f"{stem[:at]}_{stem[at:]}{ending}"


def fits_windows(name: str) -> bool:
    """Whether Windows takes a file's or folder's name as it is."""
    return name in (".", "..") or (
        not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name)
        and name.translate(FULL_WIDTH) == name
        and not name.endswith((" ", "."))
        and not _DEVICE.fullmatch(name)
        and windows_length(name) <= MOST_BYTES
    )


def folded(name: str) -> str:
    """A name as disks compare it that do not tell large letters from small ones."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def windows_length(text: str) -> int:
    """How long Windows takes a text to be: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _sign(sign: str) -> str:
    """A character as it may stand in a name; private ones stay, for names of people are written with them."""
    kind = unicodedata.category(sign)
    if kind in ("Zl", "Zp") or sign in "\t\n\v\f\r\x85":
        return " "
    return "" if kind in ("Cc", "Cf", "Cs") else sign


def _cut(stem: str, longest: int, ending: str) -> str:
    """The beginning that fits with the ending; a mark that belongs to the character before it never stands first
    in what is cut off."""
    end = len(stem)
    while end and not _fits(stem[:end] + ending, longest):
        end -= 1
    while end and end < len(stem) and unicodedata.category(stem[end]).startswith("M"):
        end -= 1
    return stem[:end]


def _fits(name: str, longest: int) -> bool:
    return windows_length(name) <= longest and len(name.encode()) <= MOST_BYTES
