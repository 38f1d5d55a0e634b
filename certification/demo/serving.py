"""Serves the register with the production server until it is told to stop, or something breaks."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management import CommandError
from django.db import connections

from certification.embedded import server
from certification.embedded.parent import die_with_parent

HOST = "127.0.0.1"
SECONDS_TO_START = 120
SECONDS_TO_STOP = 10


class Stop(Exception):  # noqa: N818 - a request, not an error
    """Somebody pressed Ctrl-C or sent SIGTERM."""


def refuse_taken_port(port: int) -> None:
    """Raises CommandError."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} can't be used ({error.strerror}): stop what uses it, or choose "
                f"another with --port {port + 1}."
            ) from error


@contextmanager
def stopping_in_order():
    """SIGINT and SIGTERM raise Stop here; a second one while stopping changes nothing."""

    def stop(signal_number: int, frame: FrameType | None) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        raise Stop

    if "UV_RUN_RECURSION_DEPTH" in os.environ:
        # `uv run` waits for us; should it be killed, nobody else would end us.
        die_with_parent(signal.SIGTERM)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    yield


def serve(port: int, when_ready: str) -> None:
    """Run until stopped. Raises CommandError where the server or the database ends by itself."""
    web = _start(port)
    try:
        _wait_until_ready(web, port)
        print(when_ready, flush=True)
        while True:
            time.sleep(0.25)
            if web.poll() is not None:
                raise CommandError("The web server has ended: its messages above say why.")
            if not settings.HAS_DATABASE_URL and not server.is_running(_data()):
                raise CommandError(
                    "The embedded PostgreSQL has ended. Nothing that was saved is lost: run the "
                    f"demo again. {_data()}.log says why it ended."
                )
    except Stop:
        print("Stopping …", flush=True)
    finally:
        _end(web)
        _leave_database()


def _start(port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST]
    command += ["--port", str(port), "--workers", "2", "--blocking-threads", "4", "--no-ws"]
    command += ["--workers-kill-timeout", "3", "--log-level", "warning"]
    return subprocess.Popen(  # noqa: S603
        [*command, "certification.wsgi:application"],
        cwd=settings.BASE_DIR,
        env={
            "REGISTER_URL": f"http://{HOST}:{port}",
            **os.environ,
            "REGISTER_MODE": "local",
            "REGISTER_ENDS_WITH_PARENT": "1",
        },
        # Ctrl-C in the terminal is for us: we stop the server in order.
        start_new_session=True,
        preexec_fn=lambda: die_with_parent(signal.SIGTERM),
    )


def _wait_until_ready(web: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and web.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise CommandError("The web server did not start: its messages above say why.")


def _end(web: subprocess.Popen[bytes]) -> None:
    web.terminate()
    try:
        web.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        web.kill()
        web.wait()


def _leave_database() -> None:
    """Let go of the embedded server, and wait for its end unless somebody else uses it."""
    connections.close_all()
    if settings.HAS_DATABASE_URL:
        return
    server.release(_data())
    deadline = time.monotonic() + SECONDS_TO_STOP
    while server.is_running(_data()) and not server.is_used(_data()):
        if time.monotonic() > deadline:
            break
        time.sleep(0.05)


def _data() -> Path:
    return Path(settings.DATABASES["default"]["EMBEDDED_DATA"])
