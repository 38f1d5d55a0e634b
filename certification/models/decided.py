"""What PostgreSQL refuses of a decision, whoever writes: bodies of the triggers of Certification."""

from people.triggers import ERASED_REASON, erased_now


def refuse_wrong_renewal(which: str) -> str:
    """Body of a trigger that looks at a renewal, or at what the one that was changed is renewed by."""
    return f"""
        IF EXISTS (
            SELECT FROM certification_certification renewal
            JOIN certification_certification renewed ON renewed.id = renewal.renews_id
            WHERE {which} AND NOT (
                renewed.person_id = renewal.person_id AND renewed.level_id = renewal.level_id
                AND renewed.certified_on < renewal.certified_on
            )
        ) THEN
            RAISE EXCEPTION 'a renewal follows a certification of the same person and level'
                USING ERRCODE = 'check_violation',
                CONSTRAINT = 'renews_the_same_level_of_the_same_person';
        END IF;
        RETURN NULL;
    """


# Its day may be corrected to another that has come: a mistake may be mended, and it stays withdrawn.
REFUSE_UNDONE_WITHDRAWAL = """
    RAISE EXCEPTION 'what was withdrawn stays withdrawn'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'withdrawn_on_never_undone';
"""

# But an erasure takes away the reason that staff wrote.
REFUSE_CHANGED_DECISION = f"""
    IF (NEW.number, NEW.level_id, NEW.rule_id, NEW.renews_id, NEW.enrolment_id)
            IS NOT DISTINCT FROM
            (OLD.number, OLD.level_id, OLD.rule_id, OLD.renews_id, OLD.enrolment_id)
        AND NEW.against_rules_reason = '{ERASED_REASON}' AND {erased_now("OLD.person_id")}
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was decided stays: the number, the level, the rule and the reason'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'a_decision_stays_as_it_was_taken';
"""

REFUSE_OTHER_RULE = """
    IF NEW.rule_id IS DISTINCT FROM (
        SELECT r.id FROM certification_levelrule r
        WHERE r.level_id = NEW.level_id AND r.holds_from <= NEW.decided_on
        ORDER BY r.holds_from DESC LIMIT 1
    ) THEN
        RAISE EXCEPTION 'a decision follows the rule of its level that holds on its day'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_decision_follows_the_rule_of_its_day';
    END IF;
    RETURN NULL;
"""

REFUSE_COURSE_OF_SOMEBODY_ELSE = """
    IF NOT EXISTS (
        SELECT FROM certification_enrolment e
        WHERE e.id = NEW.enrolment_id AND e.person_id = NEW.person_id AND e.state = 'passed'
    ) THEN
        RAISE EXCEPTION 'a certification stands on a course that the same person passed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stands_on_a_course_that_was_passed';
    END IF;
    RETURN NULL;
"""
