from collections.abc import Iterator

from django.db import migrations

# What derives the two tables, and the triggers that call it. People's tables get theirs here, because
# people/ knows nothing of certifications.
REFRESH = """
CREATE FUNCTION certification_refresh_entries(people bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- Who changes the same person at the same time comes after, and sees what was done.
    PERFORM FROM people_person WHERE id = ANY(people) ORDER BY id FOR NO KEY UPDATE;

    INSERT INTO certification_entry AS entry
    SELECT
        p.id, p.sort_key, p.country, p.languages,
        ARRAY(SELECT sector_id FROM people_person_sectors WHERE person_id = p.id ORDER BY sector_id),
        p.is_available IS TRUE,
        COALESCE(
            (SELECT range_agg(daterange(given_on, withdrawn_on)) FROM people_consent
             WHERE person_id = p.id AND scope = 'listing'), '{}'
        ),
        COALESCE(
            (SELECT range_agg(daterange(given_on, withdrawn_on)) FROM people_consent
             WHERE person_id = p.id AND scope = 'traineeship'), '{}'
        ),
        p.search_text || COALESCE(o.search_text, '') || COALESCE(
            (SELECT string_agg(' ' || lower(regexp_replace(number, '[^A-Za-z0-9]+', '', 'g')), '' ORDER BY id)
             FROM certification_certification WHERE person_id = p.id AND number IS NOT NULL), ''
        ) || ' '
    FROM people_person p LEFT JOIN people_organisation o ON o.id = p.organisation_id
    WHERE p.id = ANY(people)
    ON CONFLICT (person_id) DO UPDATE SET
        (sort_key, country, languages, sectors, is_available, listed, shown_as_trainee, search_text) = (
            EXCLUDED.sort_key, EXCLUDED.country, EXCLUDED.languages, EXCLUDED.sectors,
            EXCLUDED.is_available, EXCLUDED.listed, EXCLUDED.shown_as_trainee, EXCLUDED.search_text
        )
    WHERE entry IS DISTINCT FROM EXCLUDED;

    DELETE FROM certification_standing WHERE person_id = ANY(people);
    INSERT INTO certification_standing
        (person_id, starts, ends, states, certifications, trainee_for, by_level, by_latest, by_end, sort_key)
    WITH held AS MATERIALIZED (
        SELECT c.id, c.person_id, c.level_id, l.rank, c.certified_on, c.valid_until, c.withdrawn_on
        FROM certification_certification c JOIN certification_level l ON l.id = c.level_id
        WHERE c.person_id = ANY(people)
    ), stopped AS MATERIALIZED (
        SELECT h.person_id, s.certification_id, s.suspended_on, s.reinstated_on
        FROM certification_suspension s JOIN held h ON h.id = s.certification_id
        WHERE s.reinstated_on IS DISTINCT FROM s.suspended_on
    ), trained AS MATERIALIZED (
        SELECT person_id, level_id, started_on, ended_on FROM certification_traineeship
        WHERE person_id = ANY(people) AND ended_on IS DISTINCT FROM started_on
    ), turns AS (
        SELECT person_id, DATE '0001-01-01' AS day FROM held
        UNION SELECT person_id, certified_on FROM held
        UNION SELECT person_id, valid_until + 1 FROM held WHERE valid_until < '9999-12-31'
        UNION SELECT person_id, withdrawn_on FROM held WHERE withdrawn_on IS NOT NULL
        UNION SELECT person_id, suspended_on FROM stopped
        UNION SELECT person_id, reinstated_on FROM stopped WHERE reinstated_on IS NOT NULL
        UNION SELECT person_id, started_on FROM trained
        UNION SELECT person_id, ended_on FROM trained WHERE ended_on IS NOT NULL
    ), spans AS (
        SELECT person_id, day AS starts,
            COALESCE(lead(day) OVER (PARTITION BY person_id ORDER BY day) - 1, '9999-12-31') AS ends
        FROM turns
    ), stands AS (
        -- Of each level the latest that has begun; before any has, the first to come. Of two from the
        -- same day the one that was ever in force, else the latest made.
        SELECT DISTINCT ON (d.person_id, d.starts, h.level_id)
            d.person_id, d.starts, d.ends, h.level_id, h.rank, h.id, h.certified_on, h.valid_until,
            CASE
                WHEN h.withdrawn_on <= d.starts THEN 4
                WHEN h.certified_on > d.starts THEN 0
                WHEN h.valid_until < d.starts THEN 3
                WHEN EXISTS (
                    SELECT FROM stopped s WHERE s.certification_id = h.id AND s.suspended_on <= d.starts
                    AND (s.reinstated_on IS NULL OR s.reinstated_on > d.starts)
                ) THEN 2
                ELSE 1
            END AS status
        FROM spans d JOIN held h USING (person_id)
        ORDER BY d.person_id, d.starts, h.level_id, h.certified_on <= d.starts DESC,
            CASE WHEN h.certified_on <= d.starts THEN h.certified_on END DESC, h.certified_on,
            h.withdrawn_on IS NOT DISTINCT FROM h.certified_on, h.id DESC
    )
    SELECT s.person_id, s.starts, s.ends,
        array_agg(s.level_id * 8 + s.status ORDER BY s.rank),
        array_agg(s.id ORDER BY s.rank),
        ARRAY(
            SELECT level_id FROM trained t WHERE t.person_id = s.person_id AND t.started_on <= s.starts
            AND (t.ended_on IS NULL OR t.ended_on > s.starts) ORDER BY level_id
        ),
        -COALESCE(max(s.rank) FILTER (WHERE s.status = 1) * 32768, max(s.rank)),
        COALESCE(DATE '2000-01-01' - max(s.certified_on) FILTER (WHERE s.certified_on <= s.starts), 2147483647),
        COALESCE(min(s.valid_until) FILTER (WHERE s.status = 1) - DATE '2000-01-01', 2147483647),
        p.sort_key
    FROM stands s JOIN people_person p ON p.id = s.person_id
    GROUP BY s.person_id, s.starts, s.ends, p.sort_key;
END
$$;
REVOKE ALL ON FUNCTION certification_refresh_entries FROM PUBLIC;

CREATE FUNCTION certification_entries_follow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE people bigint[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT person_id) FROM (%s) _', TG_ARGV[0]) INTO people;
    IF people IS NOT NULL THEN
        PERFORM certification_refresh_entries(people);
    END IF;
    RETURN NULL;
END
$$;
"""

# Whose entry a change concerns, by table: `changed` are the rows after it, or the deleted ones.
OF_PEOPLE = {
    "people_person": "SELECT id AS person_id FROM changed",
    "people_consent": "SELECT person_id FROM changed",
    "people_person_sectors": "SELECT person_id FROM changed",
    "certification_certification": "SELECT person_id FROM changed",
    "certification_traineeship": "SELECT person_id FROM changed",
    "certification_suspension": (
        "SELECT c.person_id FROM certification_certification c JOIN changed ON c.id = certification_id"
    ),
}
# Of updates of these tables, where what an entry is made of is another: `before` are the rows as they were.
OF_UPDATES = {
    "people_person": """
        SELECT id AS person_id FROM changed a JOIN before b USING (id) WHERE
        (a.sort_key, a.search_text, a.country, a.languages, a.is_available, a.organisation_id)
        IS DISTINCT FROM
        (b.sort_key, b.search_text, b.country, b.languages, b.is_available, b.organisation_id)
    """,
    "people_organisation": """
        SELECT p.id AS person_id FROM people_person p JOIN changed a ON a.id = p.organisation_id
        JOIN before b ON b.id = a.id WHERE a.search_text <> b.search_text
    """,
    "certification_level": """
        SELECT c.person_id FROM certification_certification c JOIN changed a ON a.id = c.level_id
        JOIN before b ON b.id = a.id WHERE a.rank <> b.rank
    """,
}
UPDATED = "OLD TABLE AS before NEW TABLE AS changed"


def triggers() -> Iterator[str]:
    for table, people in OF_PEOPLE.items():
        yield trigger(table, "INSERT", "NEW TABLE AS changed", people)
        yield trigger(table, "DELETE", "OLD TABLE AS changed", people)
        if table not in OF_UPDATES:
            others = people.replace("changed", "before")
            yield trigger(table, "UPDATE", UPDATED, f"{people} UNION {others}")
    for table, people in OF_UPDATES.items():
        yield trigger(table, "UPDATE", UPDATED, people)


def trigger(table: str, operation: str, rows: str, people: str) -> str:
    name = f"entries_follow_{operation.lower()}"
    return f"""
        CREATE TRIGGER {name} AFTER {operation} ON {table} REFERENCING {rows}
        FOR EACH STATEMENT EXECUTE FUNCTION certification_entries_follow($${people}$$);
    """


class Migration(migrations.Migration):
    dependencies = [("certification", "0016_entries"), ("people", "0007_rules_without_a_way_out")]

    operations = [
        migrations.RunSQL(REFRESH),
        *(migrations.RunSQL(each) for each in triggers()),
        migrations.RunSQL(
            "SELECT certification_refresh_entries(array_agg(id)) FROM people_person HAVING count(*) > 0"
        ),
    ]
