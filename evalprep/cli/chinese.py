"""typer's help and usage errors in Chinese: the library has no hook for either, so both are drawn from its parts."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from evalprep.cli.console import style
from evalprep.errors import Problem, UsageError
from evalprep.report.layout import pad, width, wrap


def _rows(command: Any, ctx: Any) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Arguments and options of a command, each with its Chinese help."""
    arguments, options = [], []
    for param in command.get_params(ctx):
        if param.param_type_name == "argument":
            arguments.append((param.metavar or param.name, param.help or ""))
        elif not getattr(param, "hidden", False):
            names = "，".join(sorted(param.opts, key=len))
            takes = "" if param.is_flag or param.name == "help" else f" {param.metavar or ''}"
            options.append((f"{names}{takes}", "显示这份说明" if param.name == "help" else param.help or ""))
    return arguments, options


def _table(title: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    if not rows:
        return []
    lines, cells = ["", title], style(sys.stdout).cells
    column = min(max(width(name) for name, _ in rows), 30, cells // 3) + 4
    for name, text in rows:
        told = wrap(text, cells - column) or [""]
        head = (
            [f"  {pad(name, column - 2)}{told[0]}"]
            if width(name) < column - 2
            else [f"  {name}", " " * column + told[0]]
        )
        lines += [*head, *(" " * column + line for line in told[1:])]
    return lines


def _usage(command: Any, ctx: Any) -> str:
    pieces = [
        piece.replace("COMMAND [ARGS]...", "命令 …").replace("[OPTIONS]", "[选项]")
        for piece in command.collect_usage_pieces(ctx)
    ]
    return f"用法：{ctx.command_path} {' '.join(pieces)}"


def _help(command: Any, ctx: Any, commands: Sequence[tuple[str, str]] = ()) -> str:
    arguments, options = _rows(command, ctx)
    told, cells = (command.help or "").strip().splitlines(), style(sys.stdout).cells
    lines = [
        *wrap(_usage(command, ctx), cells, "", "  "),
        "",
        *(part for line in told for part in wrap(line.strip(), cells)),
    ]
    return "\n".join(lines + _table("参数", arguments) + _table("命令", commands) + _table("选项", options))


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As typer does, but a complaint of the parser knows whose command line it is about."""
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if hasattr(error, "ctx") and error.ctx is None:
                error.ctx = ctx
            raise

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return _help(self, ctx)


class ChineseGroup(TyperGroup):
    """A group of commands whose help is Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The help page with the list of commands."""
        named = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return _help(
            self, ctx, [(n, (c.help or "").strip().splitlines()[0]) for n, c in named if c and not c.hidden]
        )

    def list_commands(self, ctx: Any) -> list[str]:
        """In the order in which people need them."""
        return list(self.commands)


def usage_problem(error: Any) -> UsageError:
    """The parser's complaint in Chinese. The parser's classes are private to typer, so their names are asked."""
    ctx = getattr(error, "ctx", None)
    command = ctx.command_path if ctx else "evalprep"
    remedy = f"{command} --help 列出可用的写法"
    message = getattr(error, "message", "") or str(error)
    told = _told(error, message)
    near = getattr(error, "possibilities", None) or re.findall(r"Did you mean '?([^'?]+)'?", message)
    if near:
        remedy = f"是不是 {'、'.join(near)}？{remedy}"
    return UsageError(Problem("usage", told, remedy))


def _told(error: Any, message: str) -> str:
    name = type(error).__name__
    if name == "NoSuchOption":
        return f"没有 {error.option_name} 这个选项"
    if name == "MissingParameter":
        param = error.param
        return f"缺少参数 {_named(param)}".rstrip()
    found = re.match(r"No such command '?(.+?)'?\.", message)
    if found:
        return f"没有「{found[1]}」这个命令"
    found = re.search(r"unexpected extra argument(?:\(s\)|s)? \((.+)\)", message)
    if found:
        return f"多出了参数：{found[1]}"
    found = re.search(r"Option '(-\S+?)' does not take a value", message)
    if found:
        return f"选项 {found[1]} 后面不写值"
    found = re.search(r"'?(-\S+?)'? requires an argument|Option '(-\S+?)'", message)
    if found:
        return f"选项 {found[1] or found[2]} 后面要写一个值"
    if message == "Missing command.":
        return "没有写命令"
    param = getattr(error, "param", None)
    where = f"{param.opts[0]} 的值" if param is not None else "参数"
    if re.search(r"valid (number|integer|float)", message):
        return f"{where}不对：要写数字"
    return f"{where}不对：{message}"


def _named(param: Any) -> str:
    """An option by its word, an argument as the help names it."""
    if param is None:
        return ""
    if param.param_type_name == "option":
        return str(param.opts[-1])
    return str(getattr(param, "metavar", None) or param.name or "").rstrip("…")
