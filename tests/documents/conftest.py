"""Lets these tests import what they share, and the scripts that draw the blanks."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "tools" / "redraw")]
