import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

# The same as certification.search.dictionary.ONE_LETTER.
ONE_LETTER = {
    "shch": "A", "dzh": "B", "zh": "C", "kh": "D", "ts": "E", "ch": "F", "sh": "G", "yu": "H", "ya": "I",
    "dj": "J", "dz": "K", "lj": "L", "nj": "M", "ie": "N", "th": "O", "ps": "P", "ou": "Q", "ae": "R",
    "ss": "S",
}


def by_letter():
    word = "word"
    for several, one in ONE_LETTER.items():
        word = f"replace({word}, '{several}', '{one}')"
    return word


# What Word.deletes and what was typed have in common. See certification.models.word.Word.
WORD_DELETES = f"""
    CREATE FUNCTION word_deletes(word text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT array_agg(left(rest, i - 1) || substr(rest, i + 1, j - i - 1) || substr(rest, j + 1))
            || array_agg(DISTINCT rest)
        FROM (SELECT word UNION SELECT {by_letter()}) AS written (spelt),
            LATERAL (VALUES (left(spelt, 10), least(length(spelt), 10))) AS beginning (rest, letters),
            -- Without the letters at i and j; behind the last stands none.
            generate_series(1, letters) i,
            generate_series(CASE WHEN length(spelt) < 6 THEN letters + 1 ELSE i + 1 END, letters + 1) j
    $$
"""

# The words of a search_text, by which those who bear a word are found at once.
WORDS = "string_to_array(btrim(search_text), ' ')"

# A word that somebody else is just given is locked by the first PERFORM until that is committed, so
# the second waits, and the DELETE after it sees the other bearer. An INSERT waits for a DELETE of the same
# word, which a look at what is there would not; so what a word takes to make comes after it, for new ones.
# Left to its own plans, PostgreSQL reads the whole table in search of a bearer that there is not.
KEEP_WORDS = f"""
    CREATE FUNCTION keep_words(added text[], removed text[]) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off AS $$
    BEGIN
        INSERT INTO certification_word (word, deletes)
            SELECT DISTINCT word, '{{}}'::text[] FROM unnest(added) word
            WHERE word ~ '^[a-z]{{1,40}}$' ORDER BY word
            ON CONFLICT DO NOTHING;
        UPDATE certification_word SET deletes = word_deletes(word)
            WHERE word = ANY (added) AND deletes = '{{}}';
        PERFORM FROM certification_word WHERE word = ANY (added) ORDER BY word FOR KEY SHARE;
        PERFORM FROM certification_word WHERE word = ANY (removed) ORDER BY word FOR UPDATE;
        DELETE FROM certification_word w WHERE w.word = ANY (removed)
            AND NOT EXISTS (SELECT FROM certification_entry WHERE {WORDS} @> ARRAY[w.word]);
    END $$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('certification', '0016_entries'),
        ('people', '0010_nicknames'),
    ]

    operations = [
        migrations.RunSQL(WORD_DELETES, "DROP FUNCTION word_deletes"),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('word', models.TextField(db_collation='C', primary_key=True, serialize=False)),
                ('deletes', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
            ],
            options={
                'default_permissions': (),
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['deletes'], name='word_deletes')],
            },
        ),
        migrations.RunSQL(
            f"CREATE INDEX searched_words ON certification_entry USING gin (({WORDS}))",
            "DROP INDEX searched_words",
        ),
        migrations.RunSQL(KEEP_WORDS, "DROP FUNCTION keep_words"),
    ]
