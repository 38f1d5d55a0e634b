from django.db import migrations

# How long each is valid is published nowhere, so staff set it: none here.
LEVELS = [
    {
        "slug": "bronze",
        "name": "Bronze",
        "rank": 1,
        "colour": "#a8653a",
        "entitles_to": (
            "Benchmarking of cluster organisations for the bronze label: the interview, on site or by "
            "video, and the comparison report."
        ),
    },
    {
        "slug": "silver",
        "name": "Silver",
        "rank": 2,
        "colour": "#7d8894",
        "entitles_to": "Assessment of cluster organisations for the silver label, half a day on site.",
    },
    {
        "slug": "gold",
        "name": "Gold",
        "rank": 3,
        "colour": "#b8860b",
        "entitles_to": (
            "Assessment of cluster organisations for the gold label, as one of two experts, two days "
            "on site."
        ),
    },
]


def add(apps, schema_editor):
    Level = apps.get_model("certification", "Level")
    Level.objects.bulk_create(Level(**level) for level in LEVELS)


class Migration(migrations.Migration):
    dependencies = [("certification", "0001_levels_and_certifications")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
