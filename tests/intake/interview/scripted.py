"""An asker whose answers are prepared, and everything that an applicant must answer nationally. All made up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from evalprep.check import check, reads_of
from evalprep.intake.interview.asking import MOVES, Check, Keep, Move, Option, Voice, left_in, typed_move
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.session import Interview
from evalprep.intake.reads import Reads
from evalprep.law import Law
from evalprep.model.results import CheckResult
from evalprep.store.library import default_library
from evalprep.store.project import StoredProject, create_project, load_project

ON = date(2020, 6, 1)
LAW = Law(default_library())
NATIONAL = LAW.targets("national", ON)
PDF = b"%PDF-1.4\n% made up\n%%EOF\n"


def uscc(first_17: str = "51530000MJX000123") -> str:
    """A code with its check character: of a body that does not exist."""
    from stdnum.cn.uscc import calc_check_digit

    return first_17 + str(calc_check_digit(first_17))


def judge(stored: StoredProject) -> list[CheckResult]:
    """The national result."""
    return [check(stored, target, ON, LAW) for target in NATIONAL]


def national_reads(stored: StoredProject) -> Reads:
    """What the national notice reads and its form prints."""
    return reads_of(stored, NATIONAL, LAW)


def new_project(folder: Path, text: str = "") -> StoredProject:
    """A project file in a folder, with more lines of YAML."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "evalprep.yaml"
    if not text:
        return create_project(file)
    file.write_text(f"format: 1\n{text}", encoding="utf-8")
    return load_project(file)


Reply = str | Move
Entry = tuple[str, Reply]


class ScriptedAsker:
    """Answers label by label, as prepared; like a person it leaves when there is nothing more to say.

    An entry is a part of the label that must be asked next, and the reply; a reply that is refused is told, and
    the next entry answers the same question. `(…, KeyboardInterrupt)` is Ctrl-C.
    """

    def __init__(self, entries: Iterable[tuple[str, Reply | type[KeyboardInterrupt]]] = ()) -> None:
        self.entries = list(entries)
        self.asked: list[str] = []
        self.told: list[tuple[str, Voice]] = []
        self.defaults: list[str | None] = []

    def titles(self) -> list[str]:
        """The headings that were shown."""
        return [text for text, voice in self.told if voice is Voice.TITLE]

    def wrong(self) -> list[str]:
        """The refusals that were shown."""
        return [text for text, voice in self.told if voice is Voice.WRONG]

    def tell(self, text: str, voice: Voice) -> None:
        self.told.append((text, voice))

    def reply(self, label: str, default: str | None) -> Reply:
        """The prepared reply to a label."""
        self.asked.append(label)
        self.defaults.append(default)
        if not self.entries:
            return Move.QUIT
        expected, reply = self.entries.pop(0)
        assert expected in label, f"asked 「{label}」, prepared for 「{expected}」 ({reply})"
        if isinstance(reply, type):
            raise reply
        return reply

    def text(
        self, label: str, *, default: str = "", check: Check, long: bool = False, keep: Keep | None = None
    ) -> Reply:
        while True:
            reply, draft = self.reply(label, default), ""
            move = reply if isinstance(reply, Move) else typed_move(reply)
            if long and isinstance(reply, str):
                move, draft = left_in(reply)
            if move is Move.SKIP and default:
                move, reply, default = None, default, ""
            if move is not None:
                if draft and keep and move is not Move.HELP:
                    keep(draft, move)
                return move
            refused = check(str(reply))
            if refused is None:
                return reply
            self.tell(refused, Voice.WRONG)

    def autocomplete(self, label: str, words: Sequence[str], *, default: str = "") -> Reply:
        return self.text(label, default=default, check=lambda text: None)

    def path(self, label: str, folder: Path, *, check: Check) -> Reply:
        return self.text(label, check=check)

    def select(
        self,
        label: str,
        options: Sequence[Option],
        *,
        default: str | None = None,
        moves: Sequence[Move] = MOVES,
        skip: str = "",
    ) -> Reply:
        reply = self.reply(label, default)
        if isinstance(reply, Move):
            assert reply in moves or not self.entries, f"no {reply} at 「{label}」"
            return reply
        found = [option.value for option in options if reply in (option.value, option.title)]
        assert found, f"「{label}」 has no 「{reply}」 but {[option.title for option in options]}"
        return found[0]


class Applicant(ScriptedAsker):
    """Answers by heading and label, whatever comes first: an applicant who has everything at hand."""

    def __init__(self, answers: dict[str, dict[str, list[str]]], limit: int = 300) -> None:
        super().__init__()
        self.answers = {
            heading: {label: list(texts) for label, texts in by_label.items()}
            for heading, by_label in answers.items()
        }
        self.heading = ""
        self.limit = limit

    def tell(self, text: str, voice: Voice) -> None:
        super().tell(text, voice)
        if voice is Voice.TITLE:
            self.heading = text

    def reply(self, label: str, default: str | None) -> Reply:
        self.asked.append(label)
        self.defaults.append(default)
        assert len(self.asked) < self.limit, "the interview does not come to an end"
        prepared = self.answers.get(self.heading, {}).get(label)
        assert prepared, f"nothing prepared for {self.heading} 「{label}」"
        return prepared.pop(0)


def interview(
    stored: StoredProject, asker: ScriptedAsker, judge: Callable[[StoredProject], list[CheckResult]] = judge
) -> Interview:
    """An interview for the national notice."""
    return Interview(Desk(asker, stored, national_reads(stored), LAW.catalogs), judge)


def papers(folder: Path, *names: str) -> None:
    """Small PDF files below a folder."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(PDF)
