from django.db import migrations

FUNCTION = """
    CREATE OR REPLACE FUNCTION certification_days(certified_on date, valid_until date, withdrawn_on date)
    RETURNS daterange LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT {}
    $$
"""
FROM_THE_FIRST = """daterange(
            certified_on,
            GREATEST(certified_on + 1, COALESCE(LEAST(valid_until + 1, withdrawn_on), 'infinity')),
            '[)'
        )"""
# What was withdrawn on its first day was never in force.
OR_NONE = f"CASE WHEN withdrawn_on <= certified_on THEN 'empty'::daterange ELSE {FROM_THE_FIRST} END"
# The index of the constraint keeps what the function said before.
REINDEX = "REINDEX INDEX certifications_of_a_level_do_not_overlap"


class Migration(migrations.Migration):
    dependencies = [("certification", "0012_withdrawn_on_the_first_day")]

    operations = [
        migrations.RunSQL(FUNCTION.format(OR_NONE), FUNCTION.format(FROM_THE_FIRST)),
        migrations.RunSQL(REINDEX, REINDEX),
    ]
