"""Cases of badges for the node project in tests/badges, and what it says of them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent / "badges"
NODE, NPM = shutil.which("node"), shutil.which("npm")


def install() -> None:
    """What package-lock.json names, once for each change of it. Skips the test where there is no node."""
    if not NODE or not NPM:
        pytest.skip("node and npm are not installed")
    lock, done = PROJECT / "package-lock.json", PROJECT / "node_modules" / ".installed"
    if not done.exists() or done.read_text() != lock.read_text():
        subprocess.run([NPM, "ci"], cwd=PROJECT, check=True, capture_output=True, timeout=600)
        done.write_text(lock.read_text())


def check(site: str, cases: dict, folder: Path) -> dict:
    """What others' software says of each case."""
    file = folder / "cases.json"
    file.write_text(json.dumps({"site": site, "cases": cases}))
    assert NODE
    answer = subprocess.run(
        [NODE, "check.mjs", str(file)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)
