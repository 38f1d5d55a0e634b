"""The register under production settings, each time in a process of its own."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

CLONE = Path(__file__).parents[1]
PRODUCTION = {
    "DATABASE_URL": "postgres://register:secret@127.0.0.1:1/register",
    "SECRET_KEY": "x7Qw-" * 12 + "pLr09_sT",
    "ALLOWED_HOSTS": "register.example.org",
    "EMAIL_URL": "smtps://register:secret@mail.example.org",
    "REGISTER_URL": "https://register.example.org",
}
ASK_FOR_THE_LOGIN_PAGE = """
import json
from certification.wsgi import application
from django.test import Client
host = {"HTTP_HOST": "register.example.org"}
http = Client().get("/admin/login/", **host)
https = Client().get("/admin/login/", secure=True, **host)
print(json.dumps([
    [http.status_code, http.headers["Location"]],
    [https.status_code, dict(https.headers), https.cookies["csrftoken"].OutputString()],
]))
"""


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=CLONE,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_deploy_finds_nothing_to_warn_of(tmp_path):
    with_key = {**PRODUCTION, "BADGE_KEYS_DIR": str(tmp_path)}
    assert run("manage.py", "rotate_key", **with_key).returncode == 0

    answer = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **with_key)

    assert (answer.returncode, answer.stdout) == (
        0,
        "System check identified no issues (0 silenced).\n",
    )


def test_check_deploy_tells_what_mails_need(tmp_path):
    without = {k: v for k, v in PRODUCTION.items() if k not in {"EMAIL_URL", "REGISTER_URL"}}
    without["BADGE_KEYS_DIR"] = str(tmp_path)
    run("manage.py", "rotate_key", **without)

    answer = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **without)

    assert answer.returncode == 1
    assert re.findall(r"certification\.W\d+|HINT: Set \w+", answer.stderr) == [
        "certification.W101",
        "HINT: Set EMAIL_URL",
        "certification.W102",
        "HINT: Set REGISTER_URL",
    ]


def test_check_deploy_tells_of_a_missing_key(tmp_path):
    without = {**PRODUCTION, "BADGE_KEYS_DIR": str(tmp_path / "none")}

    answer = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **without)

    assert re.findall(r"certification\.W\d+|HINT: Run [^;]+", answer.stderr) == [
        "certification.W103",
        "HINT: Run manage.py rotate_key",
    ]


def test_the_web_server_does_not_start_without_a_secret_key():
    answer = run(
        "-c",
        "import certification.wsgi",
        **{k: v for k, v in PRODUCTION.items() if k != "SECRET_KEY"},
    )

    assert answer.stderr.strip().endswith(
        "django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty."
    )


def test_a_wrong_variable_is_named():
    answer = run("manage.py", "check", **{**PRODUCTION, "SSL_REDIRECT": "perhaps"})

    assert answer.stderr == "SSL_REDIRECT must be on or off, not 'perhaps'.\n"


def test_pages_are_https_only_with_a_strict_policy_and_secure_cookies(tmp_path):
    # The hashed names of static files are made by collectstatic.
    environment = {**PRODUCTION, "STATIC_ROOT": str(tmp_path)}
    run("manage.py", "collectstatic", "--no-input", **environment)
    answer = run("-c", ASK_FOR_THE_LOGIN_PAGE, **environment)

    http, (status, headers, cookie) = json.loads(answer.stdout)

    assert http == [301, "https://register.example.org/admin/login/"]
    assert (status, headers["Strict-Transport-Security"], headers["Content-Security-Policy"]) == (
        200,
        "max-age=31536000; includeSubDomains; preload",
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'",
    )
    assert "Secure" in cookie


def test_the_lock_file_pins_what_the_project_pins():
    lines = (CLONE / "requirements.lock").read_text()
    locked = dict(re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==([^ ;]+)", lines, re.MULTILINE))
    project = tomllib.loads((CLONE / "pyproject.toml").read_text())
    pins = dict(pin.split("==") for pin in project["tool"]["uv"]["constraint-dependencies"])

    assert locked == {name: pins[name] for name in locked}


def test_the_readme_says_what_each_dependency_is_for():
    project = tomllib.loads((CLONE / "pyproject.toml").read_text())
    wanted = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["demo"],
        *project["dependency-groups"]["dev"],
    ]
    names = [re.match("[a-z0-9-]+", line)[0] for line in wanted]
    rows = re.findall(
        r"^\| ([a-z][^|]*) \| [^|]+ \|$", (CLONE / "README.md").read_text(), re.MULTILINE
    )
    explained = {name for row in rows for name in re.findall(r"[a-z0-9-]+", row)}

    missing = [name for name in names if name not in explained and not name.startswith("types-")]
    assert missing == []
