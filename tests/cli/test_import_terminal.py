"""`evalprep import` in a real terminal: some taken, some refused, a conflict settled, the file saved; and Ctrl-C."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from evalprep.store.project import load_project
from tests.intake.interview.test_terminal import CTRL_C, Person

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal"),
]

START = """\
# 本单位
format: 1
staff:
  # 主任
  - name: 张示例
    sex: 男   # 照身份证
    education: 大专
  - name: 李示例
    education: 本科
"""
FIRST = "姓名,学历,职务,所学专业\n张示例,本科,主任,机械\n李示例,研究生,副主任,会计\n王示例,大专,教师,\n赵示例,大专,教师,\n"
SECOND = "姓名,学历,职务\n张示例,研究生,主任\n"
COMMAND = ["-m", "evalprep", "import", "一.csv", "二.csv", "--as", "工作人员"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "evalprep.yaml").write_text(START, encoding="utf-8")
    (tmp_path / "一.csv").write_text(FIRST, encoding="utf-8")
    (tmp_path / "二.csv").write_text(SECOND, encoding="utf-8")
    return tmp_path


def test_some_is_taken_some_refused_and_a_conflict_settled(folder: Path) -> None:
    answers = {
        "": {
            "怎样导入": ["逐项决定"],
            "工作人员第 1 行 张示例·职务": ["接受"],
            "工作人员第 1 行 张示例·所学专业": ["不接受"],
            "工作人员第 2 行 李示例·学历": ["不接受"],
            "工作人员第 2 行 李示例·职务": ["接受"],
            "工作人员第 2 行 李示例·所学专业": ["接受"],
            "加上工作人员第 3 行 王示例": ["不接受"],
            "加上工作人员第 4 行 赵示例": ["这一项和后面的都接受"],
            "以哪个为准": ["硕士"],
        }
    }
    person = Person(folder, answers, COMMAND)
    assert person.converse() == 4
    assert not any(left for label, left in answers[""].items() if label != "怎样导入")
    assert (folder / "evalprep.yaml").read_text(encoding="utf-8") == (
        "# 本单位\nformat: 1\nstaff:\n  # 主任\n  - name: 张示例\n    sex: 男   # 照身份证\n    education: 硕士\n"
        "    position: 主任\n  - name: 李示例\n    education: 本科\n    major: 会计\n    position: 副主任\n"
        "  - name: 赵示例\n    education: 大专\n    position: 教师\n"
    )
    assert (folder / "evalprep.yaml.bak").read_text(encoding="utf-8") == START
    assert "已写入" in person.seen
    assert "要您来定" not in person.seen.rpartition("已写入")[2]


def test_ctrl_c_in_the_middle_writes_nothing(folder: Path) -> None:
    answers = {
        "": {
            "怎样导入": ["逐项决定"],
            "工作人员第 1 行 张示例·职务": ["接受"],
            "工作人员第 1 行 张示例·所学专业": [CTRL_C],
        }
    }
    person = Person(folder, answers, COMMAND)
    assert person.converse() == 130
    assert "什么也没有写入" in person.seen
    assert (folder / "evalprep.yaml").read_text(encoding="utf-8") == START
    assert load_project(folder).path.name == "evalprep.yaml"
