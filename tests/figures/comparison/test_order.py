"""Places: one more than there are strictly better ones, whatever the order in which units come; numbers told apart."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from figures.comparison import order

RATES = st.builds(
    lambda part, more: Fraction(100 * part, part + more), st.integers(0, 400), st.integers(1, 400)
)
LISTS = st.lists(RATES, max_size=30)


@settings(deadline=None)  # a busy machine is no fault
@given(LISTS, st.booleans())
def test_a_place_is_one_more_than_the_strictly_better(values, lower):
    found = order.places(values, lower_is_better=lower)
    for value, place in zip(values, found, strict=True):
        assert place == 1 + sum(other < value if lower else other > value for other in values)


@settings(deadline=None)
@given(LISTS, st.randoms(use_true_random=False))
def test_the_order_of_units_changes_no_place(values, lot):
    mixed = list(enumerate(values))
    lot.shuffle(mixed)
    again = dict(zip((place for place, _ in mixed), order.places([value for _, value in mixed]), strict=True))
    assert [again[place] for place in range(len(values))] == order.places(values)


@settings(deadline=None)
@given(LISTS, st.integers(0, 2))
def test_what_is_printed_is_in_the_order_of_what_is_meant(values, decimals):
    shown = order.printed(values, decimals)
    distinct = sorted(set(values))
    assert [shown[value] for value in distinct] == sorted(shown.values())
    assert not [value for value, many in Counter(shown.values()).items() if many > 1]
    assert all(-shown[value].as_tuple().exponent >= decimals for value in distinct)


def test_only_what_looks_alike_is_printed_longer():
    third, close, far = Fraction(100, 3), Fraction(33_334, 1000), Fraction(50)
    assert order.printed([third, close, far], 2) == {
        third: Decimal("33.333"),
        close: Decimal("33.334"),
        far: Decimal("50.00"),
    }


@settings(deadline=None)
@given(st.integers(0, 300), st.integers(1, 300))
def test_a_share_never_differs_from_itself_but_by_chance(part, more):
    assert order.by_chance(part, part + more, Fraction(part, part + more))
