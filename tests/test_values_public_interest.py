"""The public-interest test in words: how it came out, that it need not be made, and what only tells what it is."""

from __future__ import annotations

import pytest

from kg.values.public_interest import PublicInterest, find_public_interest

MADE, NOT_REQUIRED = PublicInterest.MADE, PublicInterest.NOT_REQUIRED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On balance, the public interest in withholding the prices outweighs that in disclosing them.", MADE),
        ("We have concluded that the public interest lies in maintaining the exception.", MADE),
        ("Therefore the balance of the public interest favours disclosure.", MADE),
        ("The council considers that the public interest is best served by not releasing the tender.", MADE),
        ("For these reasons the public interest is in favour of the exemption.", MADE),
        ("In all the circumstances the public interest in giving the data is outweighed by that in keeping it.", MADE),
        ("In all the circumstances of the case, we find that the public interest lies in maintaining it.", MADE),
        (
            "The award notice was published, and with that, in our judgment, the public interest has been satisfied.",
            MADE,
        ),
        (
            "It is exempt if, in all the circumstances of the case, the public interest in keeping it outweighs disclosure.",
            None,
        ),
        ("Public interest arguments in favour of disclosure:", None),
        ("Section 36 is a qualified exemption and we have considered the public interest.", MADE),
        ("We have considered whether the public interest favours release and have concluded that it does not.", MADE),
        ("The public interest test has been carried out.", MADE),
        ("The public interest favours non-disclosure.", MADE),
        ("The public interest in keeping the prices safe is the stronger.", MADE),
        ("For now the public interest is in withholding.", MADE),
        ("Section 31 is subject to the public interest test.", None),
        ("This is an absolute exemption and no public interest test is required.", NOT_REQUIRED),
        ("Section 21 is not subject to a public interest test.", NOT_REQUIRED),
        ("The public interest test does not apply to this exemption.", NOT_REQUIRED),
        ("We must consider whether the public interest in disclosure outweighs that in withholding.", None),
        ("There is a public interest in the transparency of spending.", None),
        ("It would be in the public interest to know who supplies the system.", None),
        ("The library has served the public since 1902, and many take an interest in it.", None),
        ("", None),
    ],
)
def test_what_an_answer_says_of_the_test(text: str, found: PublicInterest | None) -> None:
    result = find_public_interest(text)
    assert (result and result[0]) == found
    if result:
        assert result[1].of(text) == text


def test_the_last_sentence_that_decides_is_the_one() -> None:
    text = (
        "The public interest in openness was considered in favour of disclosure. Harm to bidders weighs against it. "
        "We are satisfied that the public interest in maintaining the exemption outweighs the interest in disclosure. "
        "You may ask for a review."
    )
    result = find_public_interest(text)
    assert result
    assert result[1].of(text).startswith("We are satisfied")
