"""Where the results of `check` go: in which format, to the screen or into a file."""

from __future__ import annotations

from pathlib import Path

from evalprep.errors import Problem, UsageError

FORMATS = ("text", "json")


def refuse_unknown(output_format: str) -> None:
    """Raise UsageError for a format that is none."""
    if output_format not in FORMATS:
        told, remedy = f"没有「{output_format}」这种格式", f"可以用：{'、'.join(FORMATS)}"
        raise UsageError(Problem("unknown_format", told, remedy))


def deliver(text: str, output_format: str, output: Path | None, quiet: bool) -> None:
    """Show a result, or write it to a file and say so."""
    from evalprep.cli.console import say, show, show_data
    from evalprep.store.text import write_bytes_atomic

    if output is None:
        (show_data if output_format == "json" else show)(text)
        return
    written = write_bytes_atomic(output, text.encode(), keep_previous=True)
    if not quiet:
        kept = f"（原来的文件留作 {written.previous.name}）" if written.previous else ""
        say(f"已写入 {output}{kept}")
