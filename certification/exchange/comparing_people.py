"""SQL that compares the people of an import: with each other, and with the register."""

# Rows of one person that contradict each other; an empty value beside a filled one does not.
CONTRADICTIONS = """
    WITH contradictory AS (
        SELECT upper(register_no) AS key
        FROM certification_importrow
        WHERE register_import_id = %(id)s AND register_no IS NOT NULL
        GROUP BY 1
        HAVING min(given_name) <> max(given_name)
            OR min(family_name) <> max(family_name)
            OR min(email) <> max(email)
            OR min(organisation_key) <> max(organisation_key)
            OR min(country) <> max(country)
            OR min(languages) <> max(languages)
            OR min(sectors) <> max(sectors)
    ), compared AS (
        SELECT r.line, filled.name, filled.value, filled.shown,
            first_value(filled.value) OVER filled_rows AS first_value,
            first_value(filled.shown) OVER filled_rows AS first_shown,
            first_value(r.line) OVER filled_rows AS first_line
        FROM contradictory
        JOIN certification_importrow r
            ON r.register_import_id = %(id)s AND upper(r.register_no) = contradictory.key
        CROSS JOIN LATERAL (VALUES
            ('given_name', r.given_name, r.given_name),
            ('family_name', r.family_name, r.family_name),
            ('email', r.email, r.email),
            ('organisation', r.organisation_key COLLATE "default", r.organisation),
            ('country', r.country, r.country),
            ('languages', array_to_string(r.languages, '; '), array_to_string(r.languages, '; ')),
            ('sectors', array_to_string(r.sectors, '; '), array_to_string(r.sectors, '; '))
        ) AS filled (name, value, shown)
        WHERE filled.value IS NOT NULL
        WINDOW filled_rows AS (PARTITION BY contradictory.key, filled.name ORDER BY r.line)
    )
    INSERT INTO certification_importproblem
        (register_import_id, line, "column", value, expected, is_of_comparison)
    SELECT %(id)s, line, name, shown, format(%(expected)s, first_shown, first_line), true
    FROM compared WHERE value <> first_value
"""

# One row per person. As rows don't contradict each other (else nothing is written), the least filled
# value is the only one; of several spellings of a register number or an organisation it is one of them.
PLAN = """
    WITH merged AS (
        SELECT upper(register_no) AS key, min(line) AS line, min(register_no) AS register_no,
            min(given_name) AS given_name, min(family_name) AS family_name, min(email) AS email,
            min(country) AS country, min(organisation) AS organisation,
            min(organisation_key) AS organisation_key,
            min(languages) AS languages, min(sectors) AS sectors
        FROM certification_importrow
        WHERE register_import_id = %(id)s AND register_no IS NOT NULL
        GROUP BY 1
    )
    INSERT INTO certification_importedperson (
        register_import_id, line, key, register_no, given_name, family_name, email, country,
        organisation, organisation_key, organisation_id, languages, sectors, person_id, changes
    )
    SELECT %(id)s, i.line, i.key, i.register_no, i.given_name, i.family_name, i.email, i.country,
        i.organisation, i.organisation_key, its.id, i.languages, i.sectors, p.id,
        jsonb_strip_nulls(jsonb_build_object(
            'given_name', CASE WHEN i.given_name <> COALESCE(p.given_name, '')
                THEN jsonb_build_array(p.given_name, i.given_name) END,
            'family_name', CASE WHEN i.family_name <> COALESCE(p.family_name, '')
                THEN jsonb_build_array(p.family_name, i.family_name) END,
            'email', CASE WHEN i.email <> COALESCE(p.email, '')
                THEN jsonb_build_array(p.email, i.email) END,
            'country', CASE WHEN i.country <> COALESCE(p.country, '')
                THEN jsonb_build_array(p.country, i.country) END,
            'organisation', CASE
                WHEN i.organisation_key IS NOT NULL
                    AND (its.id IS NULL OR its.id IS DISTINCT FROM p.organisation_id)
                THEN jsonb_build_array(former.name, COALESCE(its.name, i.organisation)) END,
            'languages', CASE WHEN i.languages <> COALESCE(known.languages, '{}')
                THEN jsonb_build_array(
                    array_to_string(known.languages, '; '), array_to_string(i.languages, '; ')
                ) END,
            'sectors', CASE WHEN i.sectors <> COALESCE(known.sectors, '{}')
                THEN jsonb_build_array(
                    array_to_string(known.sectors, '; '), array_to_string(i.sectors, '; ')
                ) END
        ))
    FROM merged i
    LEFT JOIN people_person p ON upper(p.register_no) = i.key
    LEFT JOIN people_organisation former ON former.id = p.organisation_id
    LEFT JOIN LATERAL (
        -- The one the person has, else one of the person's country, else one without a country.
        SELECT o.id, o.name FROM people_organisation o
        WHERE o.search_text = i.organisation_key
        ORDER BY (o.id = p.organisation_id) IS TRUE DESC,
            (o.country <> '' AND o.country = COALESCE(i.country, p.country)) IS TRUE DESC,
            o.country = '' DESC, o.id
        LIMIT 1
    ) its ON i.organisation_key IS NOT NULL
    LEFT JOIN LATERAL (
        SELECT
            CASE WHEN i.languages IS NOT NULL THEN (
                SELECT array_agg(code::text ORDER BY code COLLATE "C") FROM unnest(p.languages) AS code
            ) END AS languages,
            CASE WHEN i.sectors IS NOT NULL THEN (
                SELECT array_agg(s.slug::text ORDER BY s.slug COLLATE "C")
                FROM people_person_sectors e JOIN people_sector s ON s.id = e.sector_id
                WHERE e.person_id = p.id
            ) END AS sectors
    ) known ON p.id IS NOT NULL
"""
