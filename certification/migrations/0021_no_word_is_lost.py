from django.db import migrations

WORDS = "string_to_array(btrim(search_text), ' ')"

# As in 0017_words; but a word that was there at the INSERT, and that somebody else removed before the lock
# on it was had, is made once more.
KEEP_WORDS = f"""
    CREATE OR REPLACE FUNCTION keep_words(added text[], removed text[]) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off AS $$
    DECLARE
        wanted CONSTANT text[] := ARRAY(
            SELECT DISTINCT word FROM unnest(added) word WHERE word ~ '^[a-z]{{1,40}}$' ORDER BY word
        );
        locked bigint;
    BEGIN
        LOOP
            INSERT INTO certification_word (word, deletes)
                SELECT word, '{{}}'::text[] FROM unnest(wanted) word ON CONFLICT DO NOTHING;
            UPDATE certification_word SET deletes = word_deletes(word)
                WHERE word = ANY (wanted) AND deletes = '{{}}';
            SELECT count(*) INTO locked FROM (
                SELECT FROM certification_word WHERE word = ANY (wanted) ORDER BY word FOR KEY SHARE
            ) _;
            EXIT WHEN locked = cardinality(wanted);
        END LOOP;
        PERFORM FROM certification_word WHERE word = ANY (removed) ORDER BY word FOR UPDATE;
        DELETE FROM certification_word w WHERE w.word = ANY (removed)
            AND NOT EXISTS (SELECT FROM certification_entry WHERE {WORDS} @> ARRAY[w.word]);
    END $$
"""


class Migration(migrations.Migration):
    dependencies = [("certification", "0020_changes_of_entries")]

    # There is no way back to a function that loses words.
    operations = [migrations.RunSQL(KEEP_WORDS, migrations.RunSQL.noop)]
