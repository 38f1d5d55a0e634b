"""The order of letters in each language against that of Unicode's CLDR, as Chromium has it."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from people.alphabet import alphabetical

LETTERS = "abcdefghijklmnopqrstuvwxyzæøåäöœüőűßñçğşéâîłđ"
IN_CLDR = """([language, texts]) => {
    const {compare} = new Intl.Collator(language, {sensitivity: "base"});
    return texts.map(a => texts.map(b => Math.sign(compare(a, b))));
}"""


def words(letters):
    cases = st.sampled_from([str.lower, str.title, str.upper])
    word = st.builds(lambda text, case: case(text), st.text(letters, min_size=1, max_size=4), cases)
    return st.builds(" ".join, st.lists(word, min_size=1, max_size=2))


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_any_words_are_in_the_order_of_the_language(chromium):
    page = chromium.new_page()

    @settings(max_examples=200, deadline=None, derandomize=True)
    @given(st.sampled_from(["en", "de", "nb", "es", "tr"]), st.data())
    def compare(language, data):
        # Elsewhere dotless i is no letter of the alphabet: it is taken for an i, as by a search.
        letters = LETTERS + ("ıİ" if language == "tr" else "")
        texts = data.draw(st.lists(words(letters), min_size=2, max_size=20))
        keys = [alphabetical(text, language) for text in texts]
        ours = [[(a > b) - (a < b) for b in keys] for a in keys]
        assert ours == page.evaluate(IN_CLDR, [language, texts])

    compare()
    page.close()
