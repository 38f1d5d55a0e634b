"""Pictures in place of photos: two plain shapes on a plain ground, drawn here."""

import io
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

SIDE = 240
GROUNDS = ["#27566b", "#6b4a27", "#3e6b27", "#5a276b", "#6b2740", "#27406b"]
COATS = ["#dde3e6", "#c8d3c0", "#d9c7d6", "#b9c6d9"]
FIGURES = ["#f2d7b6", "#e8c39e", "#c99a6b", "#a87449", "#7d5233"]


def portrait(random: Random) -> ContentFile:
    """A head and shoulders, as a PNG; the photo field makes its JPEG from it."""
    image = Image.new("RGB", (4 * SIDE, 4 * SIDE), random.choice(GROUNDS))
    draw = ImageDraw.Draw(image)
    draw.ellipse((120, 660, 840, 1440), fill=random.choice(COATS))
    draw.ellipse((300, 200, 660, 660), fill=random.choice(FIGURES))
    made = io.BytesIO()
    # Drawn four times as large: edges are smooth when it is made small.
    image.resize((SIDE, SIDE)).save(made, "PNG")
    return ContentFile(made.getvalue(), name="portrait.png")
