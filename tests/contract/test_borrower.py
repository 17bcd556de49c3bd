"""When two names are one borrower's: by the lender's own word, else by issuer and subject, else nobody knows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from borrower_app.contract.borrower import (
    NOBODY,
    BorrowerNames,
    is_same_borrower,
    joined,
    lender_digest,
    sign_in_digest,
)

TEXTS = st.text(max_size=6)
NAMES = st.builds(
    BorrowerNames,
    by_lender=st.none() | st.sampled_from("ab").map(lambda who: lender_digest("bank", who)),
    by_sign_in=st.none() | st.sampled_from("ab").map(lambda who: sign_in_digest("https://bank.example", who)),
)


@given(NAMES, NAMES)
def test_the_lenders_word_decides_alone(known: BorrowerNames, told: BorrowerNames) -> None:
    same = is_same_borrower(known, told)
    assert same == is_same_borrower(told, known)
    if known.by_lender and told.by_lender:
        assert same is (known.by_lender == told.by_lender)
    elif known.by_sign_in and told.by_sign_in:
        assert same is (known.by_sign_in == told.by_sign_in)
    else:
        assert same is None


@given(NAMES)
def test_nobody_is_nobodys_other(names: BorrowerNames) -> None:
    assert is_same_borrower(NOBODY, names) is None
    assert is_same_borrower(names, names) is (True if names.are_told else None)
    assert joined(NOBODY, names) == joined(names, NOBODY) == names


@given(NAMES, NAMES)
def test_joined_names_are_still_the_same_ones(known: BorrowerNames, told: BorrowerNames) -> None:
    if is_same_borrower(known, told):
        assert is_same_borrower(joined(known, told), told) is True


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_no_two_pairs_have_one_digest(issuer: str, subject: str, other_issuer: str, other_subject: str) -> None:
    """Where one part ends and the next begins belongs to the name."""
    is_one = (issuer, subject) == (other_issuer, other_subject)
    assert (sign_in_digest(issuer, subject) == sign_in_digest(other_issuer, other_subject)) is is_one
    assert lender_digest(issuer, subject) != sign_in_digest(issuer, subject)
