"""What a register without DATABASE_URL uses: a database and a secret key in its own data folder."""

import os
import secrets
from pathlib import Path
from typing import Any

from certification.embedded import server


def secret_key(data: Path) -> str:
    """A key of this clone's own, made once. Raises EmbeddedError where it can't be written."""
    path = data / "secret_key"
    if not path.exists():
        server.make_private_folder(data)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            # Unlike a rename, a link never replaces the key that another process made meanwhile.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def database(data: Path, *, testing: bool) -> dict[str, Any]:
    """Django's settings for the embedded PostgreSQL. Tests have a server of their own, not durable."""
    folder = data / ("postgres-test" if testing else "postgres")
    return {
        "ENGINE": "certification.embedded",
        "NAME": "register",
        "USER": "postgres",
        "HOST": str(server.socket_folder(folder)),
        "EMBEDDED_DATA": str(folder),
        "EMBEDDED_DURABLE": not testing,
    }
