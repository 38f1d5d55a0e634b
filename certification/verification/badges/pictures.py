"""The picture of a level's badge: told apart by its word, its number of chevrons and its outline."""

import math
from functools import lru_cache

import typst
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from certification.models import Level

PIXELS = 512
# A document that is nothing but the picture; typst brings the letters, the same on every machine.
PAGE = b"""
#set page(width: 256pt, height: 256pt, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), format: "svg", width: 256pt)
"""
MOST_CHEVRONS = 5
# A circle within which the outlines lie, and the corners of each: the more, the higher the level.
CENTRE, RADIUS = 256, 234
SPIKED_FROM_RANK = 3


def svg(level: Level) -> bytes:
    with translation.override(settings.LANGUAGE_CODE):
        name = {"level": level.name, "rank": level.rank}
        chevrons = min(level.rank, MOST_CHEVRONS)
        lowest = 208 + 17 * (chevrons - 1)
        context = {
            "level": level,
            "title": _("Certified cluster expert: %(level)s") % name,
            "caption": _("Cluster expert · level %(rank)s") % name,
            "outline": outline(level.rank),
            "chevrons": [lowest - 34 * number for number in range(chevrons)],
            "name_y": 326,
            "caption_y": 374,
            # So wide a name still lies within the outline, in the wider letters of other machines too.
            "size": min(68, 440 // max(len(level.name), 1)),
        }
        return render_to_string("badges/level.svg", context).strip().encode()


def png(level: Level) -> bytes:
    return _drawn(svg(level))


@lru_cache(maxsize=16)
def _drawn(picture: bytes) -> bytes:
    return typst.compile(
        PAGE,
        format="png",
        ppi=72 * PIXELS / 256,
        ignore_system_fonts=True,
        sys_inputs={"svg": picture.decode()},
    )


def outline(rank: int) -> str:
    """The first level has a hexagon, the second an octagon, those above a star of ever more points."""
    if rank < SPIKED_FROM_RANK:
        # Lies on a side.
        corners, radii, first = 4 + 2 * rank, [1.0], 0.5
    else:
        corners, radii, first = 2 * (9 + rank), [1.0, 0.86], 0.0
    points = []
    for number in range(corners):
        angle = 2 * math.pi * (number + first) / corners
        radius = RADIUS * radii[number % len(radii)]
        x, y = CENTRE + radius * math.sin(angle), CENTRE - radius * math.cos(angle)
        points.append(f"{x:.1f} {y:.1f}")
    return f"M{' '.join(points)}Z"
