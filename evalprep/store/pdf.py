"""Whether a PDF that says it is encrypted opens without a password.

Encryption alone says little: many certificates that an office issues are encrypted with an owner's password, which
only forbids changes, and everybody opens and prints them. pikepdf tells the two apart; it is loaded for such a file only.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from evalprep.model.evidence import FileState

TRAILER = 1 << 16
"""How many bytes from the last list of parts on are looked through for the trailer: a list of some 3,000 parts."""
_START = re.compile(rb"startxref\s+(\d{1,15})")


def names_encryption(file: BinaryIO, end: bytes) -> bool:
    """Whether a PDF's trailer names an encryption (ISO 32000-1, 7.5.5), given the last bytes of the file.

    The trailer stands before the end, or where the end points: in a linearised file the first list of parts stands
    at the beginning, and since PDF 1.5 the list itself is the trailer.
    """
    if b"/Encrypt" in end:
        return True
    places = _START.findall(end)
    if not places:
        return False
    file.seek(int(places[-1]))
    return b"/Encrypt" in file.read(TRAILER)


def encrypted_state(file: BinaryIO) -> FileState:
    """GOOD if the encrypted PDF opens without a password, LOCKED if it asks for one, else UNREADABLE."""
    import pikepdf

    try:
        with pikepdf.open(file):
            return FileState.GOOD
    except pikepdf.PasswordError:
        return FileState.LOCKED
    except pikepdf.PdfError:
        return FileState.UNREADABLE
