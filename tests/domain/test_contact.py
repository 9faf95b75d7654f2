"""What may be sent to a person, and may she be called: every state × every kind, against the rule in words."""

from __future__ import annotations

from itertools import product

import pytest

from bot.domain.contact import NEVER, Calling, Contact, Parted, Sending, Way, calling, way

STATES = [
    (Contact(*state), in_hours)
    for *state, in_hours in product(
        ("", "morning", NEVER),
        (False, True),  # wrote
        (False, True),  # shared
        (False, True),  # words_only
        (False, True),  # silenced
        (False, True),  # helper
        (False, True),  # guarded
        (False, True),  # chatless
        (False, True),  # doubted
        (None, *Parted),
        (False, True),
    )
]


def test_every_state_is_walked() -> None:
    assert len(STATES) == 3 * 2**8 * 3 * 2


@pytest.mark.parametrize("sending", Sending)
def test_nothing_goes_after_an_exit_a_not_me_a_withdrawal_or_a_wish_for_silence(sending: Sending) -> None:
    for to, in_hours in STATES:
        silent = to.chatless or to.parted or to.silenced or (to.hours == NEVER and not to.wrote)
        if silent:
            assert way(sending, to, in_hours=in_hours) is Way.NOT


@pytest.mark.parametrize("sending", Sending)
def test_what_may_go_waits_for_her_hours_and_says_little_on_a_guarded_phone(sending: Sending) -> None:
    for to, in_hours in STATES:
        how = way(sending, to, in_hours=in_hours)
        if how is Way.NOT:
            unheard = to.helper and sending is Sending.NOTICE
            assert to.chatless or to.parted or not to.first_step or unheard
        elif not in_hours or to.doubted:
            assert how is Way.LATER
        else:
            assert how is (Way.NEWS if to.guarded else Way.PLAIN)


def test_a_helper_gets_letters_and_never_a_notice() -> None:
    helpers = [(to, now) for to, now in STATES if to.helper]
    assert all(way(Sending.NOTICE, to, in_hours=now) is Way.NOT for to, now in helpers)
    assert any(way(Sending.LETTER, to, in_hours=now) is Way.PLAIN for to, now in helpers)


def test_nobody_is_called_who_asked_for_no_call_or_whose_phone_has_changed_hands() -> None:
    for to, _ in STATES:
        how = calling(to)
        if to.silenced or to.words_only or to.hours == NEVER or to.parted is Parted.NOT_ME:
            assert how is Calling.NOT
        elif to.shared or to.hours:
            assert how is (Calling.NOT if to.parted else Calling.CAREFULLY)
        else:
            assert how is Calling.FREELY


def test_silence_is_for_the_first_step_and_the_number_stays_hidden_all_the_same() -> None:
    hushed = Contact(hours=NEVER)
    spoken = Contact(hours=NEVER, wrote=True)
    assert (hushed.first_step, spoken.first_step) == (False, True)
    assert hushed.no_calls
    assert spoken.no_calls
    assert spoken.window == ""
    assert Contact(hours="noon").window == "noon"
