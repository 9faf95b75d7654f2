"""What is wished after sending: the other side, which officer, which language, whom not to meet, a private word.

Whom she does not want to meet only leaders learn, by whatever way it is said; the private word stands nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.chat import Message, Outgoing, Refused, text
from bot.domain.numbers import show_number
from bot.domain.request import Request
from bot.flow.answers import words_of
from bot.flow.sent import answered_by
from bot.flow.truth import compared
from bot.flow.words import fold
from bot.handlers import announcing, sides
from bot.handlers.house import House
from bot.handlers.own_deeds import Done, picture_word
from bot.store import files, history, requests, sessions
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.sessions import Stored

SECRETS: Final = frozenset({"code_word", "picture"})
"""What opens a request from any phone: a private word, or one of twelve pictures."""
WITHHELD: Final = frozenset({"avoid", *SECRETS})
"""What is said for leaders alone, or for nobody."""


def add(tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]) -> Done:
    """What is said after sending belongs to the request of this session, else to the newest open one."""
    request = requests.by_session(tx, stored.id) or next(iter(requests.open_of(tx, person.id)), None)
    if request is None:
        raise Refused(text("mine.none"))
    picture = compared(inputs.get("picture"))
    if word := picture_word(picture) if isinstance(picture, str) else fold(words_of(inputs.get("code_word"))):
        requests.set_code_word(tx, request.id, word)
    added = {name: value for name, value in inputs.items() if value is not None and name not in SECRETS}
    before = requests.facts(tx, request.id)
    if "avoid" in added:
        added["avoid"] = _together(before.get("avoid"), added["avoid"])
    requests.set_facts(tx, request.id, {**before, **added})
    history.append(tx, request.id, person.actor, "added", words=repr(sorted(added.items())))
    files.attach(tx, stored.id, request.id)
    shown = {name for name, value in added.items() if value != before.get(name)} - WITHHELD
    told = announcing.tell_claimer(tx, house, request) if shown else []
    avoid = inputs.get("avoid")
    if words_of(avoid) or _files(avoid):
        told += _tell_avoided(tx, request)
    if "other_party" in added:
        told += sides.look(tx, requests.load(tx, request.id))
    clears = stored.asked_at if request.helper else None
    return Done({"request_no": show_number(request.number)}, told, clears)


def _together(before: Any, now: Any) -> Any:
    """Whoever was named once stays withheld, words and voices, also when somebody else is named later."""
    if not isinstance(before, dict) or not isinstance(now, dict):
        return now
    words = dict.fromkeys(each for each in (words_of(before), words_of(now)) if each)
    files = [*before.get("files", ()), *now.get("files", ())]
    return {**now, "text": "\n".join(words), "files": [*{file["id"]: file for file in files}.values()]}


def _tell_avoided(tx: Transaction, request: Request) -> list[Outgoing]:
    says = text("officer.avoids", number=show_number(request.number))
    return announcing.tell_leaders(tx, request, says)


def mend_withheld(tx: Transaction, person: Person, message: str, words: str) -> list[Outgoing] | None:
    """An edited message that had named whom not to meet, or the private word: that must reach nobody but leaders.

    None where the message answered something else.
    """
    for stored in sessions.with_words(tx, person.id):
        path = answered_by(stored.session, message)
        request = requests.by_session(tx, stored.id)
        if path not in WITHHELD or request is None:
            continue
        if path == "code_word":
            return [Message(person.chat, (text("talk.edit_word"),))]
        facts = requests.facts(tx, request.id)
        requests.set_facts(tx, request.id, {**facts, path: _together(facts.get(path), {"text": words})})
        return [Message(person.chat, (text("talk.edit_kept"),)), *_tell_avoided(tx, request)]
    return None


def _files(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("files"))
