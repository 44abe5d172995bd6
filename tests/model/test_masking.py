"""Identity numbers and phones stay out of messages and results."""

from __future__ import annotations

import pytest

from evalprep.model.masking import masked


@pytest.mark.parametrize(
    "text",
    [
        "539901197504129917",
        "53990119750412991X",
        "5399 0119 7504 1299 17",
        "id_number：539901197504129917",
        "５３９９０１１９７５０４１２９９１７",
        "13900000001",
        "139-0000-0001",
        "139 0000 0001",
        "1390000001",
        "0871-60000001",
        "（0871）60000001",
        "电话0871-60000001转802",
    ],
)
def test_a_personal_number_is_hidden_but_for_its_ends(text: str) -> None:
    digits = "".join(sign for sign in text if sign.isdigit())
    shown = "".join(sign for sign in masked(text) if sign.isdigit())
    assert "*" in masked(text)
    assert len(shown) < len(digits) - 3


@pytest.mark.parametrize(
    "text",
    [
        "51530000MJX000123X",
        "914300001234567890",
        "6-31-01-03",
        "2019-03",
        "57,360 至 107,815 人次",
        "2012 至 2019 年",
        "evalprep.yaml:88:12",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert masked(text) == text
