"""One Chromium for all browser tests, and what is held against every page it opens."""

import os
import shutil

ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]


def executable():
    """Chromium's path, or None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = (path for name in names if (path := shutil.which(name)))
    return os.environ.get("CHROME_PATH") or next(found, None)


class Visit:
    """A page in a window of its own, with all that the browser complained of."""

    def __init__(self, context, server):
        self.server = server
        self.page = context.new_page()
        self.complaints = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note)

    def _note(self, message):
        # A 4xx is what some pages are for.
        if message.type in {"error", "warning"} and "the server responded with" not in message.text:
            self.complaints.append(message.text)

    def go(self, address):
        self.page.goto(f"{self.server.url}{address}")
        return self.page

    def overflow(self):
        """How many points the page is wider than its window."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
