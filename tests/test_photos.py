"""Photos are made small and new: nothing that a camera wrote into them is kept, and no trap is opened."""

import io
import re
import struct
import zlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import modelform_factory
from PIL import Image

from certification.demo.factories import PersonFactory
from people.models import Person
from people.photos import LARGEST_UPLOAD

PhotoForm = modelform_factory(Person, fields=["photo"])
NO_PICTURE = "This is no JPEG, PNG or WebP picture that can be read."
TOO_MANY_POINTS = "The picture has too many points: choose a smaller one."


def picture(kind="JPEG", size=(600, 300), colour="red", mode="RGB", **options) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, colour).save(made, kind, **options)
    return made.getvalue()


def camera_picture() -> bytes:
    """600 points wide as stored, red at its left end; to be shown turned, by its Orientation 6."""
    image = Image.new("RGB", (600, 300), "blue")
    image.paste("red", (0, 0, 100, 300))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of Åse"
    exif.get_ifd(0x8825).update({1: "N", 2: (59.0, 54.0, 48.0), 3: "E", 4: (10.0, 45.0, 0.0)})
    made = io.BytesIO()
    image.save(made, "JPEG", exif=exif, comment=b"at home", icc_profile=b"profile of a camera")
    return made.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that would unfold to as many points as they claim."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


def by_form(content: bytes, name="me.jpg") -> Person:
    person = PersonFactory()
    form = PhotoForm(
        {}, {"photo": SimpleUploadedFile(name, content, "image/jpeg")}, instance=person
    )
    if not form.is_valid():
        raise ValidationError(form.errors["photo"].as_data())
    form.save()
    return Person.objects.get(pk=person.pk)


def by_save(content: bytes, name="me.jpg") -> Person:
    person = PersonFactory(photo=ContentFile(content, name=name))
    return Person.objects.get(pk=person.pk)


def by_field_save(content: bytes, name="me.jpg") -> Person:
    person = PersonFactory()
    person.photo.save(name, ContentFile(content))
    return Person.objects.get(pk=person.pk)


@pytest.fixture(params=[by_form, by_save, by_field_save])
def stored(request):
    return request.param


def opened(person: Person) -> Image.Image:
    with person.photo.open() as photo:
        return Image.open(io.BytesIO(photo.read()))


def test_a_stored_photo_tells_nothing_of_camera_or_place(stored):
    photo = opened(stored(camera_picture()))

    assert (dict(photo.getexif()), "comment" in photo.info, "icc_profile" in photo.info) == (
        {},
        False,
        False,
    )


def test_a_stored_photo_stands_upright(stored):
    photo = opened(stored(camera_picture()))

    red, _green, blue = photo.getpixel((photo.width // 2, 10))
    assert (photo.size, red > 200, blue < 50) == ((240, 480), True, True)


@pytest.mark.parametrize(
    ("size", "expected"),
    [((4000, 1000), (480, 120)), ((1000, 4000), (120, 480)), ((100, 80), (100, 80))],
)
def test_the_longest_side_of_a_stored_photo_is_480(stored, size, expected):
    photo = opened(stored(picture(size=size)))

    assert (photo.format, photo.size) == ("JPEG", expected)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_becomes_white(stored, kind):
    photo = opened(stored(picture(kind, mode="RGBA", colour=(255, 0, 0, 0)), name=f"me.{kind}"))

    assert (photo.format, photo.mode, photo.getpixel((9, 9))) == ("JPEG", "RGB", (255, 255, 255))


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK"])
def test_pictures_of_other_modes_are_stored_too(stored, mode):
    kind = "JPEG" if mode in {"L", "CMYK"} else "PNG"

    assert opened(stored(picture(kind, mode=mode, colour=0))).mode == "RGB"


def test_the_address_of_a_photo_can_not_be_guessed_from_its_name(stored):
    one, other = (stored(picture(), name="åse-at-home.jpg").photo.name for _ in range(2))

    assert re.fullmatch(r"photos/[\w-]{22}\.jpg", one)
    assert one != other


REFUSED = {
    "no picture": (b"GIF of a holiday", NO_PICTURE),
    "another format": (picture("GIF"), NO_PICTURE),
    "cut off": (picture(size=(900, 900))[:2000], NO_PICTURE),
    "too many points": (png_that_claims(10_000, 5_001), TOO_MANY_POINTS),
    "a decompression bomb": (png_that_claims(60_000, 60_000), TOO_MANY_POINTS),
}


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_fit_picture_is_refused_and_nothing_is_stored(
    stored, settings, content, sentence
):
    with pytest.raises(ValidationError) as refusal:
        stored(content)

    # Django's own form field speaks first where it can't read the file either.
    django = (
        "Upload a valid image. The file you uploaded was either not an image or a corrupted image."
    )
    assert refusal.value.messages in ([sentence], [django] if stored is by_form else None)
    assert list(Path(settings.MEDIA_ROOT).rglob("*.jpg")) == []


def test_a_file_of_more_than_8_mb_is_refused(stored):
    too_large = picture() + b"\0" * LARGEST_UPLOAD

    with pytest.raises(ValidationError) as refusal:
        stored(too_large)

    assert refusal.value.messages == ["The picture is larger than 8 MB: choose a smaller one."]


def test_saving_a_person_again_leaves_the_photo_as_it_is(settings):
    person = by_save(picture())
    before = person.photo.name

    person.full_clean()
    person.position = "Cluster manager"
    person.save()

    person.refresh_from_db()
    assert person.photo.name == before
    assert [path.name for path in Path(settings.MEDIA_ROOT).rglob("*.jpg")] == [Path(before).name]
