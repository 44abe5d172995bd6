"""Word and Excel files as PDF, by a LibreOffice that is installed.

One call converts all files, for the program takes longer to start than to convert one. It gets a profile of its own,
so that it runs beside a window that is open and leaves no trace; in it macros do not run and links are not followed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from evalprep.documents.printing.bundle import page_count
from evalprep.errors import OutputError, Place, Problem

NAMED_BY = "EVALPREP_OFFICE"
"""The environment variable that names another LibreOffice: the program, or the folder that it is installed in."""
SECONDS, SECONDS_A_FILE = 60.0, 5.0
"""How long a call may take when nobody says otherwise."""
_PROGRAMS = ("soffice", "libreoffice")
_INSIDE = ("program/soffice.com", "program/soffice.exe", "Contents/MacOS/soffice", "program/soffice")
"""Where the program lies in a folder that LibreOffice is installed in; on Windows .com waits until it is done."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>
"""
_SETTING = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_SAFE = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", 3),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", 0),
    ("Office.Calc/Content/Update", "Link", 2),
    ("Inet/Settings", "ooInetProxyType", 2),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", 9),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", 9),
    # A file that names no size of paper gets A4 everywhere, not what the machine's own language has.
    ("Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
)
"""Macros never run, links are never updated, pictures of the web are not fetched: 9 is a port that nobody answers."""


def find_office() -> Path | None:
    """The program of LibreOffice: what EVALPREP_OFFICE names, on the PATH, or where Windows and macOS install it.

    Raises OutputError (no_libreoffice) when EVALPREP_OFFICE names something that is not there.
    """
    if named := os.environ.get(NAMED_BY, "").strip():
        return _named(Path(named))
    if found := next((found for name in _PROGRAMS if (found := shutil.which(name))), None):
        return Path(found).absolute()
    return next(
        (path for folder in _folders() for inside in _INSIDE if (path := folder / inside).is_file()), None
    )


def _named(path: Path) -> Path:
    there = (each for each in (path, *(path / inside for inside in _INSIDE)) if each.is_file())
    if found := next(there, None):
        return found.absolute()
    told = f"环境变量 {NAMED_BY} 写的 {path} 不是 LibreOffice 的程序，也不是它的安装文件夹"
    raise OutputError(
        Problem("no_libreoffice", told, f"改对 {NAMED_BY}，或者去掉它，用默认安装的 LibreOffice")
    )


def _folders() -> list[Path]:
    """The folders that LibreOffice's own installers write to."""
    windows = (os.environ.get(name) for name in ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"))
    folders = [Path(folder) / "LibreOffice" for folder in windows if folder]
    return [*folders, Path("/Applications/LibreOffice.app"), *sorted(Path("/opt").glob("libreoffice*"))]


def convert(
    files: Sequence[Path], into: Path, *, seconds: float | None = None, office: Path | None = None
) -> dict[Path, Path]:
    """Write a PDF of every Word or Excel file (docx, xlsx, doc, xls, rtf) into a folder, and say which it became.

    `into` is the caller's own; a PDF is named after its source, `….pdf`, and `…-2.pdf` where two have the same name.
    `seconds` is the most that all of it may take: 60 and 5 a file when nobody says otherwise.

    Raises OutputError, and then has written nothing: no_libreoffice, office_timeout, not_converted.
    """
    sources = tuple(dict.fromkeys(files))
    if not sources:
        return {}
    program = office or find_office()
    if program is None:
        raise OutputError(_NO_OFFICE)
    limit = SECONDS + SECONDS_A_FILE * len(sources) if seconds is None else seconds
    # On Windows a virus scanner may hold a file for a moment longer than the program does.
    with TemporaryDirectory(prefix="evalprep-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        staged = _stage(sources, work / "in")
        in_time = _run(program, work, list(staged.values()), limit)
        made = {source: work / "out" / f"{staged[source].stem}.pdf" for source in sources}
        bad = {source: told for source in sources if (told := _lacking(source, made[source]))}
        if not in_time:
            raise OutputError(_too_slow(sources, bad, limit))
        if bad:
            raise OutputError(_not_converted(bad, all_of_them=len(bad) == len(sources)))
        return _hand_over(made, into)


_NO_OFFICE = Problem(
    "no_libreoffice",
    "没有找到 LibreOffice，Word 和 Excel 文件转不成 PDF",
    "到 LibreOffice 官方网站下载安装（免费），再运行一次；"
    "或者不加 --pdf，在 Word、WPS 里打开各份文件，用「另存为 PDF」",
)


def _stage(sources: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """Copies under numbers: two files of one name do not meet, and no name is foreign to any machine's language."""
    folder.mkdir(parents=True)
    staged = {}
    for number, source in enumerate(sources, start=1):
        staged[source] = folder / f"{number:04}{source.suffix.lower()}"
        try:
            shutil.copyfile(source, staged[source])
        except OSError:
            told = f"读不了 {source.name}，不能转成 PDF"
            raise OutputError(Problem("not_converted", told, _SEE, Place(str(source)))) from None
    return staged


_SEE = "在 Word、Excel 里打开看看，能打开就另存一份，换掉原来的；也可以在那里另存为 PDF，登记 PDF"


def _run(program: Path, work: Path, staged: Sequence[Path], seconds: float) -> bool:
    """Let LibreOffice convert files into `out`; False when the time was over. No process of it is left in any case."""
    profile = work / "profile"
    (profile / "user").mkdir(parents=True)
    settings = _SETTINGS.format("".join(_SETTING.format(*setting) for setting in _SAFE))
    (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    command = [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
    ]
    command += ["--nolockcheck", "--nodefault", "--convert-to", "pdf", "--outdir", str(work / "out")]
    try:
        running = _start([*command, *map(str, staged)], work)
    except OSError as failure:
        told = f"启动不了 LibreOffice（{program}）：{failure.strerror or '不是程序'}"
        raise OutputError(
            Problem("no_libreoffice", told, "单独打开 LibreOffice 看看；打不开就重新安装")
        ) from None
    try:
        running.wait(seconds)
        return True
    except subprocess.TimeoutExpired:
        return False
    finally:
        _stop(running)


def _start(command: Sequence[str], work: Path) -> subprocess.Popen[bytes]:
    """A process that leads a group, so that all that it starts can be ended with it."""
    nothing = subprocess.DEVNULL
    new_group = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(
        subprocess, "CREATE_NO_WINDOW", 0
    )
    return subprocess.Popen(
        command,
        cwd=work,
        stdin=nothing,
        stdout=nothing,
        stderr=nothing,
        start_new_session=True,
        creationflags=new_group,
        # What it leaves behind when it is ended lies where everything goes away.
        env=os.environ | dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(work)),
    )


def _stop(running: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started; also those of one that has ended itself, for a crash leaves some behind."""
    if sys.platform == "win32":
        if running.poll() is None:
            command = ["taskkill", "/F", "/T", "/PID", str(running.pid)]
            subprocess.run(command, capture_output=True, check=False)
    else:
        # An empty group is no fault; macOS says so with the second of these errors.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _lacking(source: Path, made: Path) -> str:
    """Why a file has not become a PDF, or "" if it has."""
    if not made.is_file() or not made.stat().st_size:
        return f"{source.name} 没有转成 PDF：文件可能损坏了，或者设了打开密码"
    try:
        return "" if page_count(made) else f"{source.name} 转成的 PDF 一页也没有：文件里没有要打印的内容"
    except OutputError:
        return f"{source.name} 转成的 PDF 打不开"


def _not_converted(bad: Mapping[Path, str], *, all_of_them: bool) -> list[Problem]:
    if all_of_them and len(bad) > 1:
        remedy = "单独打开 LibreOffice 看看；打不开就重新安装，再运行一次"
        return [Problem("not_converted", f"LibreOffice 没有转成一份 PDF（共 {len(bad)} 份文件）", remedy)]
    return [Problem("not_converted", told, _SEE, Place(str(source))) for source, told in bad.items()]


def _too_slow(sources: Sequence[Path], bad: Mapping[Path, str], seconds: float) -> Problem:
    done, not_done = ("、".join(s.name for s in sources if (s in bad) is of) or "无" for of in (False, True))
    told = f"LibreOffice 过了 {seconds:g} 秒还没有转完，已经停止。转好的：{done}；没有转好的：{not_done}"
    return Problem("office_timeout", told, f"单独打开没有转好的第一份看看：{_SEE}")


def _hand_over(made: Mapping[Path, Path], into: Path) -> dict[Path, Path]:
    """Move the PDFs to their folder under their sources' names."""
    into.mkdir(parents=True, exist_ok=True)
    placed: dict[Path, Path] = {}
    taken: set[str] = set()
    for source, pdf in made.items():
        name, number = source.stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{source.stem}-{number}"
        taken.add(name.casefold())
        placed[source] = Path(shutil.move(pdf, into / f"{name}.pdf"))
    return placed
