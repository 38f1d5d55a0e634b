from collections.abc import Iterator

from django.db import migrations

# What derives the two tables, and the triggers that call it. People's tables get theirs here, because
# people/ knows nothing of certifications.
ENTRIES = """
CREATE FUNCTION certification_words_of(people bigint[]) RETURNS text[]
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT array_agg(DISTINCT word)
    FROM certification_entry, unnest(string_to_array(btrim(search_text), ' ')) word
    WHERE person_id = ANY(people)
$$;

CREATE FUNCTION certification_refresh_entries(people bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE before text[]; after text[];
BEGIN
    -- Who changes the same person at the same time comes after, and sees what was done.
    PERFORM FROM people_person WHERE id = ANY(people) ORDER BY id FOR NO KEY UPDATE;
    before := certification_words_of(people);

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
            (SELECT string_agg(
                ' ' || lower(regexp_replace(number, '[^A-Za-z0-9]+', '', 'g')), '' ORDER BY id
             ) FROM certification_certification WHERE person_id = p.id AND number IS NOT NULL), ''
        ) || ' '
    FROM people_person p LEFT JOIN people_organisation o ON o.id = p.organisation_id
    WHERE p.id = ANY(people)
    ON CONFLICT (person_id) DO UPDATE SET
        (sort_key, country, languages, sectors, is_available, listed, shown_as_trainee, search_text) = (
            EXCLUDED.sort_key, EXCLUDED.country, EXCLUDED.languages, EXCLUDED.sectors,
            EXCLUDED.is_available, EXCLUDED.listed, EXCLUDED.shown_as_trainee, EXCLUDED.search_text
        )
    WHERE entry IS DISTINCT FROM EXCLUDED;

    after := certification_words_of(people);
    PERFORM keep_words(
        ARRAY(SELECT unnest(after) EXCEPT SELECT unnest(before)),
        ARRAY(SELECT unnest(before) EXCEPT SELECT unnest(after))
    );
END
$$;
REVOKE ALL ON FUNCTION certification_refresh_entries FROM PUBLIC;
"""

STANDINGS = """
CREATE FUNCTION certification_refresh_standings(people bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM people_person WHERE id = ANY(people) ORDER BY id FOR NO KEY UPDATE;

    DELETE FROM certification_standing WHERE person_id = ANY(people);
    INSERT INTO certification_standing
        (person_id, starts, ends, states, certifications, trainee_for, by_level, by_latest, by_end, sort_key)
    WITH held AS MATERIALIZED (
        SELECT c.id, c.person_id, c.level_id, l.rank, c.certified_on, c.valid_until, c.withdrawn_on
        FROM certification_certification c JOIN certification_level l ON l.id = c.level_id
        WHERE c.person_id = ANY(people)
    ), stopped AS MATERIALIZED (
        SELECT h.person_id, s.suspended_on, s.reinstated_on
        FROM held h JOIN certification_suspension s ON s.certification_id = h.id
    ), trained AS MATERIALIZED (
        SELECT t.person_id, t.started_on, t.ended_on FROM certification_traineeship t
        WHERE t.person_id IN (SELECT person_id FROM held)
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
            h.withdrawn_on
        FROM spans d JOIN held h USING (person_id)
        ORDER BY d.person_id, d.starts, h.level_id, h.certified_on <= d.starts DESC,
            CASE WHEN h.certified_on <= d.starts THEN h.certified_on END DESC, h.certified_on,
            h.withdrawn_on IS NOT DISTINCT FROM h.certified_on, h.id DESC
    ), known AS MATERIALIZED (
        SELECT person_id, starts, ends, level_id, rank, id, certified_on, valid_until,
            CASE
                WHEN withdrawn_on <= starts THEN 4
                WHEN certified_on > starts THEN 0
                WHEN valid_until < starts THEN 3
                WHEN EXISTS (
                    SELECT FROM certification_suspension s
                    WHERE s.certification_id = stands.id AND s.suspended_on <= starts
                    AND (s.reinstated_on IS NULL OR s.reinstated_on > starts)
                ) THEN 2
                ELSE 1
            END AS status
        FROM stands
    )
    SELECT k.person_id, k.starts, k.ends,
        array_agg(k.level_id * 8 + k.status ORDER BY k.rank),
        array_agg(k.id ORDER BY k.rank),
        ARRAY(
            SELECT t.level_id FROM certification_traineeship t
            WHERE t.person_id = k.person_id AND t.started_on <= k.starts
            AND (t.ended_on IS NULL OR t.ended_on > k.starts) ORDER BY t.level_id
        ),
        -COALESCE(max(k.rank) FILTER (WHERE k.status = 1) * 32768, max(k.rank)),
        COALESCE(DATE '2000-01-01' - max(k.certified_on) FILTER (WHERE k.certified_on <= k.starts), 2147483647),
        COALESCE(min(k.valid_until) FILTER (WHERE k.status = 1) - DATE '2000-01-01', 2147483647),
        p.sort_key
    FROM known k JOIN people_person p ON p.id = k.person_id
    GROUP BY k.person_id, k.starts, k.ends, p.sort_key;
END
$$;
REVOKE ALL ON FUNCTION certification_refresh_standings FROM PUBLIC;
"""

# The first argument finds the people, the others name the functions that refresh what is derived of them.
FOLLOW = """
CREATE FUNCTION certification_follow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE people bigint[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT person_id) FROM (%s) _', TG_ARGV[0]) INTO people;
    IF people IS NOT NULL THEN
        IF 'entries' IN (TG_ARGV[1], TG_ARGV[2]) THEN
            PERFORM certification_refresh_entries(people);
        END IF;
        IF 'standings' IN (TG_ARGV[1], TG_ARGV[2]) THEN
            PERFORM certification_refresh_standings(people);
        END IF;
    END IF;
    RETURN NULL;
END
$$;
"""

BOTH = ("entries", "standings")
# Whom a change concerns, by table: `changed` are the rows after it, or the deleted ones.
OF_ROWS = {
    "people_person": ("SELECT id AS person_id FROM changed", ("entries",)),
    "people_consent": ("SELECT person_id FROM changed", ("entries",)),
    "people_person_sectors": ("SELECT person_id FROM changed", ("entries",)),
    "certification_certification": ("SELECT person_id FROM changed", BOTH),
    "certification_traineeship": ("SELECT person_id FROM changed", ("standings",)),
    "certification_suspension": (
        "SELECT c.person_id FROM certification_certification c JOIN changed ON c.id = certification_id",
        ("standings",),
    ),
}
# Of updates of these tables, where what is derived becomes another: `before` are the rows as they were.
OF_UPDATES = {
    "people_person": (
        """
        SELECT id AS person_id FROM changed a JOIN before b USING (id) WHERE
        (a.sort_key, a.search_text, a.country, a.languages, a.is_available, a.organisation_id)
        IS DISTINCT FROM
        (b.sort_key, b.search_text, b.country, b.languages, b.is_available, b.organisation_id)
        """,
        BOTH,
    ),
    "people_organisation": (
        """
        SELECT p.id AS person_id FROM people_person p JOIN changed a ON a.id = p.organisation_id
        JOIN before b ON b.id = a.id WHERE a.search_text <> b.search_text
        """,
        ("entries",),
    ),
    "certification_level": (
        """
        SELECT c.person_id FROM certification_certification c JOIN changed a ON a.id = c.level_id
        JOIN before b ON b.id = a.id WHERE a.rank <> b.rank
        """,
        ("standings",),
    ),
}
UPDATED = "OLD TABLE AS before NEW TABLE AS changed"


def triggers() -> Iterator[str]:
    for table, (people, derived) in OF_ROWS.items():
        yield trigger(table, "INSERT", "NEW TABLE AS changed", people, derived)
        yield trigger(table, "DELETE", "OLD TABLE AS changed", people, derived)
        if table not in OF_UPDATES:
            others = people.replace("changed", "before")
            yield trigger(table, "UPDATE", UPDATED, f"{people} UNION {others}", derived)
    for table, (people, derived) in OF_UPDATES.items():
        yield trigger(table, "UPDATE", UPDATED, people, derived)


def trigger(table: str, operation: str, rows: str, people: str, derived: tuple[str, ...]) -> str:
    return f"""
        CREATE TRIGGER what_is_derived_follows_{operation.lower()}
        AFTER {operation} ON {table} REFERENCING {rows}
        FOR EACH STATEMENT
        EXECUTE FUNCTION certification_follow($${people}$$, {", ".join(derived)});
    """


class Migration(migrations.Migration):
    dependencies = [("certification", "0017_words")]

    operations = [
        *(migrations.RunSQL(each) for each in (ENTRIES, STANDINGS, FOLLOW, *triggers())),
        migrations.RunSQL(
            """
            SELECT certification_refresh_entries(array_agg(id)),
                certification_refresh_standings(array_agg(id))
            FROM people_person HAVING count(*) > 0
            """
        ),
    ]
