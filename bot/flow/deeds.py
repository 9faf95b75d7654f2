"""What a ``submit`` can do: the closed table of deeds, their inputs, and what their receipts may name.

The deeds themselves are done by the handlers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deed:
    """``required`` and ``optional`` are inputs; ``gives`` are placeholders of the receipt.

    ``wired`` are optional inputs that a flow must ask for on some path: without them nobody would know whose
    request it is.
    """

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()
    wired: frozenset[str] = frozenset()

    @property
    def inputs(self) -> frozenset[str]:
        return self.required | self.optional

    @property
    def sends(self) -> bool:
        """Does something go to the officers by it?"""
        return "request_no" in self.gives


def _deed(required: str = "", optional: str = "", gives: str = "", wired: str = "") -> Deed:
    return Deed(*(frozenset(names.split()) for names in (required, optional, gives, wired)))


DEEDS: Mapping[str, Deed] = {
    "legal_aid_request": _deed(
        required="matter story",
        optional="who relation agreed agreed_voice person_phone own_commune read_back involved violence papers paper_photos paper_date paper_day"
        " place phone shared call_time stranger name",
        gives="request_no office",
        wired="place phone",
    ),
    "urgent_request": _deed(optional="contact phone place matter", gives="request_no office"),
    "arrested_request": _deed(optional="story held taken_away place phone", gives="request_no office"),
    "callback_request": _deed(gives="request_no office"),
    "add_to_request": _deed(
        optional="other_party officer_sex speak avoid pass_phrase code_word picture", gives="request_no"
    ),
    "answer_officer": _deed(optional="at_home when_free where_now words", gives="told"),
    "check_eligibility": _deed(
        required="trade",
        optional="age role about people household money health",
        gives="verdict",
    ),
    "my_requests": _deed(gives="requests"),
    "request_status": _deed(required="request", gives="status"),
    "find_request": _deed(required="number", optional="word picture", gives="found"),
    "settings": _deed(optional="language voice low_data quiet"),
    "hush": _deed(),
    "withdraw": _deed(optional="request reason", gives="withdrawn"),
    "complaint": _deed(optional="request number ground story", gives="told"),
    "money_report": _deed(optional="asker when", gives="told"),
    "opinion": _deed(optional="words", gives="told"),
    "privacy_notice": _deed(gives="notice"),
    "data_right": _deed(required="wish", optional="words", gives="told"),
    "set_up_centre": _deed(required="phone"),
    "invite_staff": _deed(required="role name", gives="link"),
}


def sends(deed: str) -> bool:
    """Does something go to the officers by this deed?"""
    return deed in DEEDS and DEEDS[deed].sends


PROVIDED: frozenset[str] = frozenset("hotline office hours promise duty danger_numbers near shelter".split())
"""Facts of the world that every text may name."""
