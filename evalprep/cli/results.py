"""Where the results of `check` go: to the screen or into a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


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
        write((part.encode() for part in parts), output, quiet)
        return
    for part in parts:
        (show if output_format == "text" else show_data)(part)


def write(content: bytes | Iterable[bytes], output: Path, quiet: bool) -> None:
    """Write a file, keep the one that was there as .bak, and say so."""
    from evalprep.cli.console import say
    from evalprep.store.text import write_bytes_atomic

    written = write_bytes_atomic(output, content, keep_previous=True)
    if not quiet:
        kept = f"（原来的文件留作 {written.previous.name}）" if written.previous else ""
        say(f"已写入 {output}{kept}")
