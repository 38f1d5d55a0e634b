from datetime import date

from django.db import migrations

# What public sources say: the basic certification ends a course, silver follows it and gold follows
# silver, and a gold assessment takes two experts. Everything else is published nowhere: staff set it.
SINCE = date(2010, 11, 1)  # the secretariat's first month
RULES = [
    {"level": "bronze", "course_kind": "basic", "experts_needed": 1},
    {"level": "silver", "lower": "bronze", "experts_needed": 1},
    {"level": "gold", "lower": "silver", "experts_needed": 2},
]


def add(apps, schema_editor):
    levels = {level.slug: level for level in apps.get_model("certification", "Level").objects.all()}
    LevelRule = apps.get_model("certification", "LevelRule")
    for level in levels.values():
        facts = next((dict(rule) for rule in RULES if rule["level"] == level.slug), {})
        facts |= {"level": level, "lower_level": levels.get(facts.pop("lower", None))}
        months = getattr(level, "validity_months", None)
        LevelRule.objects.get_or_create(
            level=level, holds_from=SINCE, defaults={**facts, "validity_months": months}
        )
    apps.get_model("certification", "RegisterSettings").objects.get_or_create(
        pk=1, defaults={"reminder_days": [90, 30]}
    )


class Migration(migrations.Migration):
    dependencies = [("certification", "0003_courses_benchmarkings_and_rules")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
