"""The README's first command and its neighbours, run as a user runs them: in processes of their own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from certification.embedded import server

CLONE = Path(__file__).parents[1]
SECONDS = 180

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="looks at processes through Linux's /proc"
)


def environment(data: Path, **more: str) -> dict[str, str]:
    """Without what the test run itself was told, but for where PostgreSQL is."""
    left_out = {"DJANGO_SETTINGS_MODULE", "REGISTER_MODE", "PYTEST_CURRENT_TEST", "DATABASE_URL"}
    kept = {key: value for key, value in os.environ.items() if key not in left_out}
    return {**kept, "REGISTER_DATA_DIR": str(data), **more}


def manage(data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=CLONE,
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def processes_of(*marks: str) -> list[str]:
    """Command lines, of all that run, that name one of the marks."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if any(mark in line for mark in marks):
            lines.append(line)
    return lines


def wait_until(condition) -> bool:
    deadline = time.monotonic() + SECONDS
    while not (result := condition()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return result


class Demo:
    """A running demo; `lines` is what it has printed until it said that it is ready."""

    def __init__(self, data: Path, *arguments: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.data = data
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(self.port), *arguments],
            cwd=CLONE,
            env=environment(data),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if line.startswith("Ready on"):
                break

    def get(self, path: str) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as answer:
            return answer.status

    def left(self) -> list[str]:
        return processes_of(str(self.data), f"--port {self.port}")

    def end(self, signal_number: int = signal.SIGTERM) -> int:
        self.process.send_signal(signal_number)
        return self.process.wait(SECONDS)


@pytest.fixture(scope="module")
def first_start(tmp_path_factory):
    """The folder that a first start leaves behind, to start from in each test."""
    data = tmp_path_factory.mktemp("first") / "data"
    running = Demo(data)
    running.end()
    running.process.stdout.close()
    return data


@pytest.fixture
def demo(first_start, tmp_path):
    shutil.copytree(first_start, tmp_path / "data")
    running = Demo(tmp_path / "data")
    yield running
    if running.process.poll() is None:
        running.end()
    running.process.stdout.close()


def test_demo_serves_pages_and_ends_in_order_on_sigterm(demo):
    said = demo.lines[-1]
    pages = [demo.get("/healthz"), demo.get("/admin/login/")]

    code = demo.end()

    log = demo.data.joinpath("postgres.log").read_text()
    assert (said, pages, code, demo.left(), log.strip().endswith("is shut down")) == (
        f"Ready on http://127.0.0.1:{demo.port}",
        [200, 200],
        0,
        [],
        True,
    )


def test_ctrl_c_ends_the_demo_in_order(demo):
    assert (demo.end(signal.SIGINT), demo.left()) == (0, [])


def test_killing_the_demo_leaves_nothing_running_and_nothing_lost(demo):
    count = ["shell", "-v0", "-c", "from people.models import *; print(Person.objects.count())"]
    before = manage(demo.data, *count).stdout

    demo.end(signal.SIGKILL)

    assert wait_until(lambda: not demo.left())
    assert (manage(demo.data, *count).stdout, before != "0\n") == (before, True)


def test_killing_the_database_ends_the_demo_with_a_sentence(demo):
    postmaster = int(demo.data.joinpath("postgres/postmaster.pid").read_text().split("\n")[0])

    os.kill(postmaster, signal.SIGKILL)

    code = demo.process.wait(SECONDS)
    assert "The embedded PostgreSQL has ended." in demo.process.stdout.read()
    assert (code, wait_until(lambda: not demo.left())) == (1, True)


def test_killing_the_keeper_of_the_database_leaves_nothing_running(demo):
    (keeper,) = [
        path.parent.name
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if "embedded.keeper" in (line := path.read_bytes().decode()) and str(demo.data) in line
    ]

    os.kill(int(keeper), signal.SIGKILL)

    assert (demo.process.wait(SECONDS), wait_until(lambda: not demo.left())) == (1, True)


def test_another_command_beside_the_demo_sees_the_same_database(demo):
    beside = manage(
        demo.data,
        "shell",
        "-v0",
        "-c",
        "from people.models import *; Organisation(name='X').save()",
    )
    alone = "from people.models import *; print(Organisation.objects.filter(name='X').count())"
    demo.end()

    assert (beside.returncode, manage(demo.data, "shell", "-v0", "-c", alone).stdout) == (0, "1\n")


def test_a_second_demo_is_refused_with_a_sentence(demo):
    second = manage(demo.data, "demo", "--port", "1024")

    assert (second.returncode, second.stderr) == (
        1,
        f"CommandError: A demo runs on {demo.data} already: stop it first (Ctrl-C where it runs).\n",
    )


def test_a_taken_port_is_named_with_what_to_do(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = manage(tmp_path, "demo", "--port", str(port))

    assert (answer.returncode, answer.stderr) == (
        1,
        f"CommandError: Port {port} can't be used (Address already in use): "
        f"stop what uses it, or choose another with --port {port + 1}.\n",
    )


def test_reset_brings_back_the_demo_data_alone(demo):
    manage(
        demo.data,
        "shell",
        "-v0",
        "-c",
        "from people.models import *; Organisation(name='X').save()",
    )
    demo.end()
    count = "from people.models import *; print(Organisation.objects.filter(name='X').count())"

    again = Demo(demo.data, "--reset")
    again.end()
    again.process.stdout.close()

    assert manage(demo.data, "shell", "-v0", "-c", count).stdout == "0\n"


def test_a_command_alone_needs_no_set_up_in_a_folder_with_a_long_path(tmp_path):
    data = tmp_path / ("long" * 40)

    answer = manage(
        data,
        "shell",
        "-v0",
        "-c",
        "from certification.models import *; print(Level.objects.count())",
    )

    listening = server.socket_folder(data / "postgres")
    assert (answer.stdout, answer.stderr, listening.is_relative_to(data)) == ("3\n", "", False)
    assert wait_until(lambda: not listening.exists())


def test_an_unwritable_folder_is_named_with_what_to_do():
    answer = manage(Path("/proc/nowhere"), "migrate")

    assert (answer.returncode, answer.stderr) == (
        1,
        "The folder /proc/nowhere can't be written (No such file or directory): give yourself the "
        "right to write there, or set REGISTER_DATA_DIR to a folder that you own.\n",
    )


def test_a_platform_without_the_wheel_is_told_to_name_a_database(tmp_path, monkeypatch):
    monkeypatch.setattr(server, "find_spec", lambda name: None)

    with pytest.raises(server.EmbeddedError, match="set DATABASE_URL to a PostgreSQL 15 or newer"):
        server.ensure_running(tmp_path / "postgres")


def test_a_database_that_does_not_answer_is_named_without_its_password(tmp_path):
    url = "postgres://someone:hunter2@127.0.0.1:1/register"

    answer = manage(tmp_path, "migrate", DATABASE_URL=url)

    assert (answer.returncode, "127.0.0.1" in answer.stderr, "hunter2" in answer.stderr) == (
        1,
        True,
        False,
    )


@pytest.mark.parametrize(
    "url",
    ["mysql://u:hunter2@localhost/x", "postgres://u:hunter2@[/x", "postgres://u:hunter2@h", "x"],
)
def test_a_wrong_database_url_is_refused_by_the_name_of_its_variable(tmp_path, url):
    answer = manage(tmp_path, "migrate", DATABASE_URL=url)

    assert (answer.returncode, answer.stderr[:13], "hunter2" in answer.stderr) == (
        1,
        "DATABASE_URL ",
        False,
    )
