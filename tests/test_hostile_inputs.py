"""Inputs that are made to be hard end no build, hang none and take no more memory than any machine has."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import CASES

ROOT = Path(__file__).parent.parent
MOST_MEGABYTES, MOST_SECONDS = 600, 30
SCRIPT = """
import json
from dataclasses import asdict
from tests.hostile import outcomes
print(json.dumps({one.name: asdict(one) for one in outcomes()}))
"""

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are copied, and their memory is counted, on Linux"
)


@pytest.fixture(scope="module")
def outcomes() -> Any:
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.nightly
@pytest.mark.parametrize("name", CASES)
def test_a_hard_input_is_read_or_told_in_bounds(outcomes: Any, name: str) -> None:
    found = outcomes[name]
    assert found["letters"] or found["codes"]
    assert not [code for code in found["codes"] if code == "failed" or code.startswith("ended")]
    assert found["seconds"] < MOST_SECONDS
    assert found["megabytes"] < MOST_MEGABYTES
