"""What a visitor reads of a page."""

import re
from html import unescape


def text(response):
    page = response.content.decode()
    return " ".join(unescape(re.sub("<[^>]*>", " ", page)).split())
