"""A worker's memory for pages: bounded, and nothing in it that has been outdated."""

from certification.register.pages import Page, Pages


def test_what_is_kept_is_bounded_and_what_was_not_asked_for_longest_goes_first(settings):
    settings.PAGE_CACHE_BYTES = 100_000
    pages, page = Pages(), Page(b"x" * 8_000, {})

    for number in range(100):
        pages.keep(("often",), page)
        pages.keep((str(number),), page)
        pages.get(("often",))
        assert pages.bytes <= 100_000

    assert [name for name in map(str, range(100)) if pages.get((name,))] == [
        *map(str, range(92, 100))
    ]
    assert pages.get(("often",)) is page


def test_pages_without_a_letter_are_bounded_as_well_and_the_largest_ones_are_not_kept(settings):
    settings.PAGE_CACHE_BYTES = 100_000
    pages = Pages()

    for number in range(1000):
        pages.keep((str(number),), Page(b"", {}))
    pages.keep(("large",), Page(b"x" * 20_000, {}))

    assert (pages.bytes <= 100_000, pages.get(("large",)), pages.get(("0",))) == (True, None, None)


def test_nothing_stays_of_what_was_shown_before_a_change(settings):
    settings.PAGE_CACHE_BYTES = 100_000
    pages, seen = Pages(), []

    for moment in ("before", "before", "after"):
        pages.forget_unless(moment)
        seen.append((("/",) in pages, pages.bytes > 0))
        pages.keep(("/",), Page(b"Somebody", {}))

    assert seen == [(False, False), (True, True), (False, False)]
