"""Draws the icons that browsers ask for as pixels from icon.svg: `uv run python -m tests.icons`."""

from io import BytesIO
from pathlib import Path

import typst
from PIL import Image

FOLDER = Path(__file__).parent.parent / "certification/static/register"
PAGE = b"""
#let side = 1pt * int(sys.inputs.side)
#let space = 1pt * int(sys.inputs.space)
#let fill = if space > 0pt { white } else { none }
#set page(width: side, height: side, margin: space, fill: fill)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""


def drawn(side, space=0):
    svg = (FOLDER / "icon.svg").read_text()
    inputs = {"svg": svg, "side": str(side), "space": str(space)}
    picture = typst.compile(PAGE, format="png", ppi=72, sys_inputs=inputs)
    return Image.open(BytesIO(picture)).convert("RGBA")


def favicon():
    sizes = [drawn(16), drawn(32), drawn(48)]
    file = BytesIO()
    sizes[-1].save(
        file,
        "ICO",
        sizes=[size.size for size in sizes],
        append_images=sizes[:-1],
    )
    return file.getvalue()


def touch_icon():
    """On white and with a margin, because telephones cut its corners off."""
    file = BytesIO()
    drawn(180, space=22).convert("RGB").quantize(32).save(file, "PNG", optimize=True)
    return file.getvalue()


if __name__ == "__main__":
    (FOLDER / "favicon.ico").write_bytes(favicon())
    (FOLDER / "touch-icon.png").write_bytes(touch_icon())
