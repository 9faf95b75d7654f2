"""Telegram's guide values, counted: three at once to a chat, twenty a minute to a group, thirty a second in all."""

from __future__ import annotations

from bot.gateway.limits import Limits


def send_all(limits: Limits, addresses: list[str], now: float) -> int:
    return sum(limits.wait(address, now) == 0 for address in addresses)


def test_a_chat_gets_three_within_three_seconds() -> None:
    limits = Limits("guide")
    assert send_all(limits, ["telegram:1"] * 5, 0.0) == 3
    assert limits.wait("telegram:1", 1.0) == 2.0
    assert limits.wait("telegram:1", 3.0) == 0.0


def test_a_group_gets_twenty_a_minute() -> None:
    limits = Limits("guide")
    assert send_all(limits, ["telegram:-5"] * 30, 0.0) == 20
    assert limits.wait("telegram:-5", 30.0) == 30.0


def test_all_together_get_thirty_a_second() -> None:
    limits = Limits("guide")
    people = [f"telegram:{number}" for number in range(100)]
    assert send_all(limits, people, 0.0) == 30
    assert send_all(limits, people[30:], 1.0) == 30


def test_there_are_no_limits_when_they_are_off() -> None:
    assert send_all(Limits("off"), ["telegram:1"] * 500, 0.0) == 500


def test_chats_that_rest_are_forgotten() -> None:
    limits = Limits("guide")
    for number in range(2_500):
        limits.wait(f"telegram:{number}", float(number))
    assert len(limits._chats) < 2_100
