from django.db import migrations


class Migration(migrations.Migration):
    """Before the triggers that call it; the table of people.models.PublicVersion comes with them."""

    dependencies = [("people", "0007_rules_without_a_way_out")]

    operations = [
        # With the rights of the owner, so that nobody needs the right to write the version. The first
        # statement of a transaction that changes something is enough, as all its changes are seen at
        # once; another one would leave a dead row behind, of which an import would make thousands.
        migrations.RunSQL(
            """
            CREATE FUNCTION people_public_version_changes() RETURNS void AS $$
                DECLARE
                    mine CONSTANT bigint := pg_current_xact_id()::text::bigint;
                BEGIN
                    IF EXISTS (SELECT FROM people_publicversion WHERE transaction_id = mine) THEN
                        RETURN;
                    END IF;
                    UPDATE people_publicversion
                    SET transaction_id = mine, changed_at = clock_timestamp()
                    WHERE slot = (
                        SELECT slot FROM people_publicversion LIMIT 1 FOR UPDATE SKIP LOCKED
                    );
                    IF NOT FOUND THEN
                        INSERT INTO people_publicversion (transaction_id, changed_at)
                        VALUES (mine, clock_timestamp());
                    END IF;
                END;
            $$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
            """,
            "DROP FUNCTION people_public_version_changes()",
        ),
    ]
