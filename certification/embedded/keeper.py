"""Owns the embedded PostgreSQL: starts it, and stops it in order when its last user is gone.

Run by server.py as `python -m certification.embedded.keeper BIN DATA [--not-durable]`. Writes one line to
standard output: "ready", or a sentence that says why not. Only the standard library: it must start quickly.
"""

import ctypes
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from certification.embedded.parent import die_with_parent
from certification.embedded.server import (
    SECONDS_TO_START,
    EmbeddedError,
    is_running,
    make_private_folder,
    socket_folder,
)

CLONE_NEWUSER = 0x10000000
SECONDS_BETWEEN_LOOKS = 0.1
LARGEST_LOG = 5_000_000


def as_unprivileged(account: str | None) -> Callable[[], None]:
    """What a child does before it becomes PostgreSQL, which refuses to run as root.

    `account` is None for an ordinary user, "namespace" to look like uid 1000 from inside a user
    namespace (the files stay root's), or the name of an account to change to.
    """

    def change() -> None:
        os.setpgid(0, 0)
        if account == "namespace":
            user, group = os.geteuid(), os.getegid()
            if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER):
                raise OSError(ctypes.get_errno(), "unshare")
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"1000 {user} 1")
            Path("/proc/self/gid_map").write_text(f"1000 {group} 1")
        elif account:
            entry = pwd.getpwnam(account)
            os.setgroups([])
            os.setgid(entry.pw_gid)
            os.setuid(entry.pw_uid)
        # After the change of user, which would clear it.
        die_with_parent(signal.SIGINT)

    return change


def choose_account(bin_folder: Path) -> str | None:
    """The first way in which PostgreSQL's own binary runs here. Raises EmbeddedError."""
    if os.geteuid() != 0:
        return None
    for account in ("namespace", "nobody"):
        try:
            subprocess.run(  # noqa: S603
                [bin_folder / "postgres", "--version"],
                check=True,
                capture_output=True,
                cwd="/",
                preexec_fn=as_unprivileged(account),
            )
        except (OSError, subprocess.SubprocessError, KeyError):
            continue
        return account
    raise EmbeddedError(
        "PostgreSQL refuses to run as root, and neither a user namespace nor the account 'nobody' "
        "can be used here: run the command as an ordinary user, or set DATABASE_URL."
    )


class Server:
    """One PostgreSQL server process as our child."""

    def __init__(self, bin_folder: Path, data: Path, *, durable: bool) -> None:
        self.bin, self.data, self.durable = bin_folder, data, durable
        self.account = choose_account(bin_folder)
        self.process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Create the cluster once; one that was left half-made is made anew."""
        if (self.data / "PG_VERSION").exists():
            return
        half_made = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(half_made, ignore_errors=True)
        half_made.mkdir(mode=0o700)
        self._give(half_made)
        self._run(
            *("initdb", "-D", half_made, "-U", "postgres", "-A", "trust", "-E", "UTF8"),
            # The wheel is built without ICU; this provider sorts alike on every machine.
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
            *("--no-instructions",),
        )
        shutil.rmtree(self.data, ignore_errors=True)
        half_made.rename(self.data)

    def start(self) -> None:
        listening = socket_folder(self.data)
        if listening != self.data:
            make_private_folder(listening)
            if listening.is_symlink() or listening.stat().st_uid not in {os.geteuid(), self._uid()}:
                raise EmbeddedError(f"The folder {listening} belongs to somebody else: remove it.")
            self._give(listening)
        settings = {"listen_addresses": "", "unix_socket_directories": str(listening)}
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        arguments = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            self.process = subprocess.Popen(  # noqa: S603
                [self.bin / "postgres", "-D", self.data, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=sys.stderr,
                stderr=sys.stderr,
                cwd="/",
                preexec_fn=as_unprivileged(self.account),
            )
            while self.process.poll() is None and time.monotonic() < deadline:
                if self._says_ready():
                    return
                time.sleep(0.005)
            # Backends of a server that was killed may take a moment to leave its shared memory.
            time.sleep(0.1)
        raise EmbeddedError(f"The embedded PostgreSQL did not start: {self.data}.log says why.")

    def stop(self) -> None:
        """Fast shutdown: sessions end, everything is written, nothing is lost."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()
        if (listening := socket_folder(self.data)) != self.data:
            shutil.rmtree(listening, ignore_errors=True)

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def _says_ready(self) -> bool:
        try:
            lines = (self.data / "postmaster.pid").read_text().split("\n")
            ours = self.process is not None and int(lines[0]) == self.process.pid
            # In a user namespace the server sees the same process numbers: only users are mapped.
            return ours and lines[7].strip() == "ready" and is_running(self.data)
        except (OSError, IndexError, ValueError):
            return False

    def _uid(self) -> int:
        account = self.account if self.account != "namespace" else None
        return pwd.getpwnam(account).pw_uid if account else os.geteuid()

    def _give(self, folder: Path) -> None:
        if self._uid() != os.geteuid():
            shutil.chown(folder, self._uid())

    def _run(self, program: str, *arguments: str | Path) -> None:
        subprocess.run(  # noqa: S603
            [self.bin / program, *arguments],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            stderr=sys.stderr,
            cwd="/",
            preexec_fn=as_unprivileged(self.account),
        )


def main() -> int:
    bin_folder, data = Path(sys.argv[1]), Path(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    log = data.with_name(data.name + ".log")
    if log.stat().st_size > LARGEST_LOG:
        os.truncate(log, 0)
    try:
        server = Server(bin_folder, data, durable="--not-durable" not in sys.argv)
        signal.signal(signal.SIGTERM, lambda *_: server.stop())
        server.prepare()
        server.start()
    except EmbeddedError as error:
        print(error, flush=True)
        return 1
    except (OSError, subprocess.SubprocessError) as error:
        print(f"The embedded PostgreSQL did not start ({error}): {log} says why.", flush=True)
        return 1
    print("ready", flush=True)
    sys.stdout.close()
    users = os.open(data.with_name(data.name + ".users.lock"), os.O_RDWR)
    while not server.has_ended():
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(SECONDS_BETWEEN_LOOKS)
            continue
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
