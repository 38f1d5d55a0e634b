"""Photos are served by a view that asks for consent each time."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from certification.demo.factories import ExpertFactory
from people import names


@pytest.fixture
def picture():
    made = io.BytesIO()
    Image.new("RGB", (20, 20), "navy").save(made, "PNG")
    return ContentFile(made.getvalue(), name="me.png")


def test_the_photo_is_a_jpeg_that_is_asked_for_each_time(client, picture):
    expert = ExpertFactory(photo=picture)

    response = client.get(f"{expert.get_absolute_url()}photo.jpg")

    assert (
        Image.open(io.BytesIO(response.content)).format,
        response["Content-Type"],
        response["X-Content-Type-Options"],
        response["Cache-Control"],
    ) == ("JPEG", "image/jpeg", "nosniff", "private, no-cache")


def test_the_profile_shows_the_photo_and_not_the_path_of_its_file(client, picture):
    expert = ExpertFactory(photo=picture)

    page = client.get(expert.get_absolute_url()).content.decode()

    assert (f'src="{expert.get_absolute_url()}photo.jpg"' in page, expert.photo.name in page) == (
        True,
        False,
    )


def test_there_is_no_photo_of_somebody_who_is_not_listed(client, picture):
    unlisted = ExpertFactory(photo=picture, consent=None)

    assert client.get(f"{unlisted.get_absolute_url()}photo.jpg").status_code == 404


def test_there_is_no_photo_of_somebody_who_gave_none_and_none_whose_file_is_lost(client, picture):
    without, lost = ExpertFactory(), ExpertFactory(photo=picture)
    lost.photo.storage.delete(lost.photo.name)

    statuses = [
        client.get(f"{each.get_absolute_url()}photo.jpg").status_code for each in (without, lost)
    ]

    assert statuses == [404, 404]


def test_without_a_photo_there_are_initials(client):
    expert = ExpertFactory(given_name="Åse", family_name="Ødegård")

    assert 'aria-hidden="true">ÅØ</span>' in client.get(expert.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("given_name", "family_name", "initials"),
    [
        ("Åse", "Ødegård", "ÅØ"),
        ("Anna Maria", "van der Berg", "AB"),
        ("Jean-Luc", "d’Artagnan", "JA"),
        ("Sean", "O’Brien", "SO"),
        ("bell", "hooks", "BH"),
        ("Ελένη", "Παπαδοπούλου", "ΕΠ"),
        ("Иван", "Щербаков", "ИЩ"),
        # Georgian letters are no capitals in names, and few fonts have those.
        ("ბექა", "ლომიძე", "ბლ"),
        # With nothing between them, two Arabic letters join as in a word.
        ("محمد", "عمر", "م\u200cع"),
        ("किरण", "शर्मा", "किश"),
        ("İlker", "Işık", "İI"),
        ("E\u0301va", "Nagy", "ÉN"),
        ("’", "-", "’-"),
    ],
)
def test_initials_are_the_large_letters_of_the_name(given_name, family_name, initials):
    assert names.initials(given_name, family_name) == initials
