"""What axe holds against a page: WCAG 2.2 A and AA, its good practices, and two rules of AAA."""

from axe_playwright_python.base import AXE_SCRIPT

# Not of those that axe runs unasked: 2.5.8, and of AAA 1.4.6 and 2.4.9.
ADDED = ("target-size", "color-contrast-enhanced", "identical-links-same-purpose")
ALL = {"resultTypes": ["violations"], "rules": {rule: {"enabled": True} for rule in ADDED}}
# What another colour scheme can change.
COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"],
}


def barriers(page, options=ALL):
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
