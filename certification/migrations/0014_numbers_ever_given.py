from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("certification", "0013_days_that_a_certification_takes")]

    operations = [
        # Of certification.models.certification_rows.CertificationQuerySet.ever_numbered.
        migrations.RunSQL(
            """
            CREATE INDEX certification_numbers_ever_given ON certification_certificationevent
                (upper(regexp_replace(number, '[^A-Za-z0-9]+', '', 'g')))
            """,
            "DROP INDEX certification_numbers_ever_given",
        ),
    ]
