"""Where the results of `check` go: to the screen or into a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from evalprep.errors import OutputError, Place, Problem


def deliver(
    content: str | bytes | Iterable[str], output_format: str, output: Path | None, quiet: bool
) -> None:
    """Show a result, or write it to a file and say so; into a file always as UTF-8."""
    from evalprep.cli.console import show, show_data

    if isinstance(content, bytes):
        if output is not None:
            write(content, output, quiet)
        return
    parts = [content] if isinstance(content, str) else content
    if output is not None:
        write((part.encode(errors="replace") for part in parts), output, quiet)
        return
    for part in parts:
        (show if output_format == "text" else show_data)(part)


def refuse_unwritable(output: Path) -> None:
    """Raise OutputError for a place where no file can be written, before the work for it is done."""
    from evalprep.store.disk import target_of

    if not target_of(output).parent.is_dir():
        told, remedy = "要写入的文件夹不存在", "先建好文件夹，或核对路径"
        raise OutputError(Problem("missing_folder", told, remedy, Place(str(output))))


def write(content: bytes | Iterable[bytes], output: Path, quiet: bool) -> None:
    """Write a file, keep the one that was there as .bak, and say so."""
    from evalprep.cli.console import say
    from evalprep.store.text import write_bytes_atomic

    written = write_bytes_atomic(output, content, keep_previous=True)
    if not quiet:
        kept = f"（原来的文件留作 {written.previous.name}）" if written.previous else ""
        say(f"已写入 {output}{kept}")
