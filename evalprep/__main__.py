"""`python -m evalprep`."""

from evalprep.cli import run

run()
