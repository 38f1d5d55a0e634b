from django.db import migrations
from django.utils.text import slugify

# As ESCA prints them on its list of cluster organisations.
SECTORS = [
    "Aviation and space",
    "Biotechnology",
    "Construction",
    "Creative industries",
    "Energy and environment",
    "Food industry",
    "Health and medical science",
    "ICT",
    "Maritime technologies, water resources",
    "New materials and chemistry",
    "Production and engineering",
    "Sports, Leisure and Tourism",
    "Transportation and mobility",
]


def add(apps, schema_editor):
    Sector = apps.get_model("people", "Sector")
    Sector.objects.bulk_create(Sector(name=name, slug=slugify(name)) for name in SECTORS)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_people_and_organisations")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
