"""Addresses: our names of Telegram's chats, and those that are none."""

from __future__ import annotations

import pytest
from telegram.error import Forbidden

from bot.gateway.channel import judge
from bot.gateway.outgoing import address, chat_id


@pytest.mark.parametrize("number", [12, -1001234])
def test_an_address_names_a_chat_and_gives_it_back(number: int) -> None:
    assert chat_id(address(number)) == number


@pytest.mark.parametrize("name", ["nowhere:12", "system:0", "zalo:12"])
def test_what_is_no_chat_of_telegram_is_never_taken_for_one(name: str) -> None:
    with pytest.raises(Forbidden) as refused:
        chat_id(name)

    assert judge(refused.value).state == "blocked"
