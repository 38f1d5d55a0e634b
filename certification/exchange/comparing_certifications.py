"""SQL that compares the certifications of an import: with each other, and with the register."""
# ruff: noqa: S608 - put together from the pieces of SQL below, never from what anybody sends

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

# The same as certification.models.number.number_key.
NUMBER_KEY = "upper(regexp_replace({}, '[^A-Za-z0-9]+', '', 'g'))"

PROBLEM = """
    INSERT INTO certification_importproblem
        (register_import_id, line, "column", value, expected, is_of_comparison)
"""

CONTRADICTIONS = f"""
    WITH contradictory AS (
        SELECT upper(register_no) AS key, level_id, certified_on
        FROM certification_importrow
        WHERE register_import_id = %(id)s AND register_no IS NOT NULL AND level_id IS NOT NULL
        GROUP BY 1, 2, 3
        HAVING min(valid_until) <> max(valid_until)
            OR min({NUMBER_KEY.format("number")}) <> max({NUMBER_KEY.format("number")})
    ), compared AS (
        SELECT r.line, filled.name, filled.value, filled.shown,
            first_value(filled.value) OVER filled_rows AS first_value,
            first_value(filled.shown) OVER filled_rows AS first_shown,
            first_value(r.line) OVER filled_rows AS first_line
        FROM contradictory c
        JOIN certification_importrow r
            ON r.register_import_id = %(id)s AND upper(r.register_no) = c.key
            AND r.level_id = c.level_id AND r.certified_on = c.certified_on
        CROSS JOIN LATERAL (VALUES
            ('valid_until', r.valid_until::text, r.valid_until::text),
            ('number', {NUMBER_KEY.format("r.number")}, r.number)
        ) AS filled (name, value, shown)
        WHERE filled.value IS NOT NULL
        WINDOW filled_rows AS (
            PARTITION BY c.key, c.level_id, c.certified_on, filled.name ORDER BY r.line
        )
    )
    {PROBLEM}
    SELECT %(id)s, line, name, shown, format(%(expected)s, first_shown, first_line), true
    FROM compared WHERE value <> first_value
"""

# `i` is what the file says, `c` the record of the register that it is about, if any.
FINAL_UNTIL = (
    "CASE WHEN c.id IS NULL THEN COALESCE(i.given_until, i.valid_until) "
    "ELSE COALESCE(i.given_until, c.valid_until) END"
)
CHANGES = f"""
    jsonb_strip_nulls(jsonb_build_object(
        'certified_on', CASE WHEN i.certified_on IS DISTINCT FROM c.certified_on
            THEN jsonb_build_array(c.certified_on, i.certified_on) END,
        'valid_until', CASE WHEN {FINAL_UNTIL} IS DISTINCT FROM c.valid_until
            THEN jsonb_build_array(c.valid_until, {FINAL_UNTIL}) END,
        'number', CASE WHEN COALESCE(i.number, c.number) IS DISTINCT FROM c.number
            THEN jsonb_build_array(c.number, i.number) END
    ))
"""

# By number where that is known for the person and level, else by the day.
PLAN = f"""
    WITH grouped AS (
        SELECT upper(register_no) AS key, level_id, certified_on, min(line) AS line,
            min(valid_until) AS given_until, min(default_until) AS valid_until, min(number) AS number
        FROM certification_importrow
        WHERE register_import_id = %(id)s AND register_no IS NOT NULL AND level_id IS NOT NULL
        GROUP BY 1, 2, 3
    ), matched AS (
        SELECT g.*, p.person_id, COALESCE(by_number.id, by_day.id) AS certification_id
        FROM grouped g
        JOIN certification_importedperson p ON p.register_import_id = %(id)s AND p.key = g.key
        LEFT JOIN LATERAL (
            SELECT c.id FROM certification_certification c
            WHERE c.person_id = p.person_id AND c.level_id = g.level_id
                AND c.certified_on = g.certified_on
            -- Of two from the same day one was withdrawn on it.
            ORDER BY (c.withdrawn_on = c.certified_on) IS TRUE, c.id DESC LIMIT 1
        ) by_day ON true
        LEFT JOIN certification_certification by_number
            ON {NUMBER_KEY.format("by_number.number")} = {NUMBER_KEY.format("g.number")}
            AND by_number.person_id = p.person_id AND by_number.level_id = g.level_id
    )
    INSERT INTO certification_importedcertification (
        register_import_id, line, key, person_id, level_id, certified_on, given_until,
        valid_until, withdrawn_on, number, certification_id, changes
    )
    SELECT %(id)s, i.line, i.key, i.person_id, i.level_id, i.certified_on, i.given_until,
        {FINAL_UNTIL}, c.withdrawn_on, COALESCE(i.number, c.number), c.id, {CHANGES}
    FROM matched i LEFT JOIN certification_certification c ON c.id = i.certification_id
"""

# A row that overlaps exactly one certification, of which no other row speaks, corrects its date.
# Not where both have a number: those are two certificates. Nor where the file says that it begins and
# ends later: that is a renewal, and the earlier one would be lost.
CORRECTIONS = f"""
    WITH overlapping AS (
        SELECT i.id AS row_id, min(c.id) AS certification_id
        FROM certification_importedcertification i
        JOIN certification_certification c
            ON c.person_id = i.person_id AND c.level_id = i.level_id
            AND certification_days(c.certified_on, c.valid_until, c.withdrawn_on)
                && certification_days(i.certified_on, i.valid_until, NULL)
        WHERE i.register_import_id = %(id)s AND i.certification_id IS NULL
        GROUP BY i.id
        HAVING count(*) = 1 AND (min(i.number) IS NULL OR min(c.number) IS NULL)
            AND (min(i.certified_on) > min(c.certified_on)
                AND min(i.given_until) > min(c.valid_until)) IS NOT TRUE
    ), final AS (
        SELECT i.id AS row_id, c.id AS certification_id, {FINAL_UNTIL} AS valid_until,
            c.withdrawn_on, COALESCE(i.number, c.number) AS number, {CHANGES} AS changes
        FROM overlapping o
        JOIN certification_importedcertification i ON i.id = o.row_id
        JOIN certification_certification c ON c.id = o.certification_id
        WHERE NOT EXISTS (
            SELECT FROM certification_importedcertification other
            WHERE other.register_import_id = %(id)s
            AND other.certification_id = o.certification_id
        )
    )
    UPDATE certification_importedcertification i
    SET certification_id = final.certification_id, valid_until = final.valid_until,
        withdrawn_on = final.withdrawn_on, number = final.number, changes = final.changes
    FROM final WHERE i.id = final.row_id
"""

SAME_CERTIFICATION = f"""
    {PROBLEM}
    SELECT %(id)s, line, 'certified_on', certified_on::text,
        format(%(expected)s, first_line, first_day), true
    FROM (
        SELECT line, certified_on, row_number() OVER same AS place,
            first_value(line) OVER same AS first_line,
            first_value(certified_on) OVER same AS first_day
        FROM certification_importedcertification
        WHERE register_import_id = %(id)s AND certification_id IS NOT NULL
        WINDOW same AS (PARTITION BY certification_id ORDER BY line)
    ) AS numbered
    WHERE place > 1
"""

NUMBER_TWICE_IN_FILE = f"""
    {PROBLEM}
    SELECT %(id)s, line, 'number', number, format(%(expected)s, first_line), true
    FROM (
        SELECT line, number, row_number() OVER same AS place, first_value(line) OVER same AS first_line
        FROM certification_importedcertification
        WHERE register_import_id = %(id)s AND changes <> '{{}}' AND number IS NOT NULL
        WINDOW same AS (PARTITION BY {NUMBER_KEY.format("number")} ORDER BY line)
    ) AS numbered
    WHERE place > 1
"""

NUMBER_OF_ANOTHER = f"""
    {PROBLEM}
    SELECT %(id)s, i.line, 'number', i.number,
        format(%(expected)s, p.register_no, l.name, c.certified_on), true
    FROM certification_importedcertification i
    JOIN certification_certification c
        ON {NUMBER_KEY.format("c.number")} = {NUMBER_KEY.format("i.number")}
        AND c.id IS DISTINCT FROM i.certification_id
    JOIN people_person p ON p.id = c.person_id
    JOIN certification_level l ON l.id = c.level_id
    WHERE i.register_import_id = %(id)s AND i.number IS NOT NULL AND i.changes <> '{{}}'
"""

OVERLAPS_IN_FILE = f"""
    WITH several AS (
        SELECT key, level_id FROM certification_importedcertification
        WHERE register_import_id = %(id)s GROUP BY 1, 2 HAVING count(*) > 1
    ), periods AS (
        SELECT i.line, i.key, i.level_id, i.certified_on, i.certification_id,
            certification_days(i.certified_on, i.valid_until, i.withdrawn_on) AS days
        FROM certification_importedcertification i JOIN several USING (key, level_id)
        WHERE i.register_import_id = %(id)s
    )
    {PROBLEM}
    SELECT DISTINCT ON (later.line) %(id)s, later.line, 'certified_on', later.certified_on::text,
        format(%(expected)s, earlier.line, earlier.certified_on), true
    FROM periods later
    JOIN periods earlier USING (key, level_id)
    WHERE earlier.line < later.line AND earlier.days && later.days
        AND (earlier.certification_id = later.certification_id) IS NOT TRUE
    ORDER BY later.line, earlier.line
"""

OVERLAPS_WITH_REGISTER = f"""
    {PROBLEM}
    SELECT DISTINCT ON (i.line) %(id)s, i.line, 'certified_on', i.certified_on::text,
        format(%(expected)s, c.certified_on), true
    FROM certification_importedcertification i
    JOIN certification_certification c
        ON c.person_id = i.person_id AND c.level_id = i.level_id
        AND certification_days(c.certified_on, c.valid_until, c.withdrawn_on)
            && certification_days(i.certified_on, i.valid_until, i.withdrawn_on)
    WHERE i.register_import_id = %(id)s AND i.changes <> '{{}}'
        AND NOT EXISTS (
            SELECT FROM certification_importedcertification other
            WHERE other.register_import_id = %(id)s AND other.certification_id = c.id
        )
    ORDER BY i.line, c.certified_on
"""

ENDS_TOO_EARLY = f"""
    {PROBLEM}
    SELECT %(id)s, line, 'certified_on', certified_on::text,
        format(%(expected)s, LEAST(valid_until, withdrawn_on)), true
    FROM certification_importedcertification
    WHERE register_import_id = %(id)s AND changes <> '{{}}'
        AND LEAST(valid_until, withdrawn_on) < certified_on
"""

NO_RULE_GIVES_THE_END = f"""
    {PROBLEM}
    SELECT %(id)s, i.line, 'valid_until', '', format(%(expected)s, l.name, i.certified_on), true
    FROM certification_importedcertification i JOIN certification_level l ON l.id = i.level_id
    WHERE i.register_import_id = %(id)s AND i.certification_id IS NULL AND i.valid_until IS NULL
        AND NOT EXISTS (
            SELECT FROM certification_levelrule r
            WHERE r.level_id = i.level_id AND r.holds_from <= i.certified_on
        )
"""


def plan(run: Callable[..., Any]) -> None:
    run(
        CONTRADICTIONS,
        expected=_("“%(value)s”, as in line %(line)s for the same certification")
        % {"value": "%1$s", "line": "%2$s"},
    )
    run(PLAN)
    run("ANALYZE certification_importedcertification")
    run(CORRECTIONS)
    line, day = "%1$s", "%2$s"
    run(
        SAME_CERTIFICATION,
        expected=_("another certification than that of line %(line)s, certified on %(day)s")
        % {"line": line, "day": day},
    )
    run(
        NUMBER_TWICE_IN_FILE,
        expected=_("a number of its own: line %(line)s has this one") % {"line": line},
    )
    run(
        NUMBER_OF_ANOTHER,
        expected=_(
            "a number of its own: in the register this one belongs to %(register_no)s, %(level)s, "
            "certified on %(day)s"
        )
        % {"register_no": "%1$s", "level": "%2$s", "day": "%3$s"},
    )
    run(
        OVERLAPS_IN_FILE,
        expected=_(
            "a period that does not overlap that of line %(line)s, certified on %(day)s at this level"
        )
        % {"line": line, "day": day},
    )
    run(
        OVERLAPS_WITH_REGISTER,
        expected=_(
            "a period that does not overlap the certification at this level of %(day)s in the register"
        )
        % {"day": "%1$s"},
    )
    run(
        ENDS_TOO_EARLY,
        expected=_("a day not after the last day of this certification in the register, %(day)s")
        % {"day": "%1$s"},
    )
    run(
        NO_RULE_GIVES_THE_END,
        expected=_("the last valid day, because no rule of %(level)s held on %(day)s")
        % {"level": "%1$s", "day": "%2$s"},
    )
