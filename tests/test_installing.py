"""What users install: `requirements.lock` has all that the product needs, each with its digests, and nothing of IPython."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENTRY = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<where>[^\\\n]+?))? \\\n(?P<digests>(?:    --hash=.+\n)+)", re.M
)


@pytest.fixture(scope="module")
def lock() -> str:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_each_line_of_the_lock_is_one_version_with_its_digests(lock: str) -> None:
    assert ENTRY.sub("", lock) == ""
    for entry in ENTRY.finditer(lock):
        digests = entry["digests"].replace("\\", "").split()
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", digest) for digest in digests), entry["name"]


@pytest.mark.parametrize("text", [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]])
def test_the_lock_holds_what_the_project_asks_for(lock: str, text: str) -> None:
    asked = Requirement(text)
    versions = [entry["version"] for entry in ENTRY.finditer(lock) if entry["name"] == canonicalize_name(asked.name)]
    assert versions
    assert all(asked.specifier.contains(version) for version in versions)


def test_what_is_left_out_is_not_in_the_lock(lock: str) -> None:
    assert PROJECT["tool"]["uv"]["exclude-dependencies"] == ["ipython"]
    assert not {"ipython", "jedi", "prompt-toolkit"} & {entry["name"] for entry in ENTRY.finditer(lock)}
