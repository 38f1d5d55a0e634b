"""Photos of people: made small, made new, and without what a camera writes into them."""

import io
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models.fields.files import ImageFieldFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

LONGEST_SIDE = 480
LARGEST_UPLOAD = 8 * 1024 * 1024
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


def random_path(person: object, filename: str) -> str:
    """A new address for each picture, so that caches and guesses are of no use."""
    return f"photos/{secrets.token_urlsafe(16)}.jpg"


def validate_photo(upload: Any) -> None:
    """A new upload only: a stored photo has been through here already."""
    if not getattr(upload, "_committed", False):
        reencode(upload)


def reencode(upload: Any) -> ContentFile:
    """The picture as a new JPEG of at most 480 by 480 points. Raises ValidationError."""
    if upload.size > LARGEST_UPLOAD:
        raise ValidationError(_("The picture is larger than 8 MB: choose a smaller one."))
    upload.seek(0)
    try:
        with Image.open(upload, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            # Small first: the steps after it would copy each of 50 million points several times.
            small = image.convert("RGBA") if image.mode in {"1", "P"} else image
            small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            rgba = ImageOps.exif_transpose(small).convert("RGBA")
            flat = Image.new("RGB", rgba.size, "white")
            flat.paste(rgba, mask=rgba)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(
            _("The picture has too many points: choose a smaller one.")
        ) from error
    except Exception as error:  # Pillow's decoders raise what they like at broken files
        raise ValidationError(
            _("This is no JPEG, PNG or WebP picture that can be read.")
        ) from error
    made = io.BytesIO()
    flat.save(made, "JPEG", quality=85, optimize=True)
    return ContentFile(made.getvalue(), name="photo.jpg")


class Photo(ImageFieldFile):
    def save(self, name: str, content: Any, save: bool = True) -> None:
        # The one way to storage: the field's own pre_save, forms and bulk writers take it as well.
        super().save(name, reencode(content), save)


class PhotoField(models.ImageField):
    """An image that is re-encoded on its way to storage, by whatever path it comes."""

    attr_class = Photo
    default_validators = [validate_photo]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("upload_to", random_path)
        super().__init__(*args, **kwargs)
