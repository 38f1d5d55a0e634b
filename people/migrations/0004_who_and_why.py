"""Who changed what, and why, is added to and never changed; without a context it is the database's role."""

from django.db import migrations

# In place of pghistory's own, which changes the row of a context that is told more while it runs:
# a second reason within one request would have become the reason of what was done for the first.
ATTACH_CONTEXT = """
    CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS pghistory_context.id%TYPE AS $$
        DECLARE
            told_id TEXT := NULLIF(current_setting('pghistory.context_id', TRUE), '');
            told JSONB := NULLIF(current_setting('pghistory.context_metadata', TRUE), '')::jsonb;
            made_id UUID;
        BEGIN
            IF told_id IS NULL OR told IS NULL THEN
                told_id := '';
                told := jsonb_build_object('database_role', session_user);
            END IF;
            made_id := md5(told_id || told::text)::uuid;
            INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
                VALUES (made_id, told, now(), now())
                ON CONFLICT DO NOTHING;
            RETURN made_id;
        END;
    $$ LANGUAGE plpgsql SET search_path = public, pg_temp;
"""


def attach_as_pghistory_does(apps, schema_editor):
    from pghistory.models import Context

    Context.install_pgh_attach_context_func(using=schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0003_consent_by_scope"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, attach_as_pghistory_does),
        migrations.RunSQL(ATTACH_CONTEXT, migrations.RunSQL.noop),
        migrations.RunSQL(
            "CREATE INDEX history_by_user ON pghistory_context ((metadata -> 'user'))",
            "DROP INDEX history_by_user",
        ),
    ]
