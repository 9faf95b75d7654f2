"""Every Vietnamese text that a citizen reads, held against the words of ``vi/plain.yaml`` (T4)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from bot.flow.model import Asking, ConsentStep, Flow, SourceText
from bot.plain_words import SENTENCES, Kind, PlainWords, faults, read_plain_words
from bot.problems import Findings, Problem

PLAIN: Final = "vi/plain.yaml"

STAFF_KEYS: Final = frozenset(
    "paper button.hand "
    "later interpreter weekday medium reconnect not_me.staff button.later button.older button.newer button.appointment"
    " button.other_day button.cancel_appointment button.ask button.conversation button.back_page button.team"
    " button.back_to_person button.let_in button.turn_away button.interpreter button.interpreter_sure"
    " button.interpreter_out button.topics button.file button.ask_on button.mend_said button.judge button.rights"
    " button.consent button.rights_ack button.rights_extend button.rights_done button.rights_not_her button.rights_lift"
    " button.rights_copy button.reconnect button.reconnected button.open_request "
    "again alarm bar card claim clock close command conflict contacted deadline desk disaster duty.ask duty.on duty.off duty.on_you duty.off_you duty.person duty.days duty.days_you duty.kept duty.unread edit.other edit.too_late"
    " consent correct export extend ground group law invite kept leave matter me more not_mine note officer outcome people period privacy purpose queue release remove reply report"
    " helper_told.ask helper_told.ended helper_told.kept helper_told.no helper_told.none helper_told.yes"
    " button.eligibility button.here circumstance counter eligible notice reply.no_chat"
    " request rights role sheet source staff stats transfer undelivered urgency waiting mine.empty mine.awaited"
    " button.back_at_work button.bar button.claim button.close button.conflict button.contacted button.extend"
    " button.matter button.mine button.more button.next button.no_words button.not_mine button.note button.open"
    " charge opinions button.complaint button.department button.queue button.release button.remove button.remove_sure button.reply button.transfer button.use_group"
    " button.disaster button.off_rota button.urgent"
    " language.ask_at_work language.kept_at_work"
    " translate record compare button.pass_over button.same_meaning button.other_meaning button.voice_agree"
    " button.voice_back button.record_again button.pack"
    " public register flows button.flow_back button.flow_try button.try_language button.try_channel button.try_keep button.try_stop preview button.flow_ask button.flows_everybody button.flows_pinned button.flow_drop button.flow_approve button.flow_refuse button.no_agreement button.agreement counted report dossier button.counted button.dossier button.received button.original button.list_paper button.unlist button.as_pdf split duplicate button.split button.duplicate trip asking ready button.canned button.send_canned button.other_canned substitute button.stands_in button.stands_not button.unleave appointment balance bundle morning evening button.no_morning made button.calendar button.bundle button.attached button.sieve button.trail conversation looked search team topics trail".split()
)
"""Of the program's own texts, those that only staff read, aloud or for themselves, and the long notice on paper: these keys, and
all below them."""


def read_aloud(
    content: bytes | None,
    file: str,
    sources: Mapping[str, SourceText],
    flows: Mapping[str, Flow],
    for_staff: Collection[str],
) -> list[Problem]:
    """What citizens would stumble over, by the words in ``content`` (None: no such file), which is called ``file``.

    ``for_staff`` are the flows that only staff see.
    """
    found = {file: Findings(file, SENTENCES)}
    if content is None:
        found[file].add("plain_missing", 1)
    plain = read_plain_words(content, found[file]) if content is not None else None
    if plain:
        _check(plain, sources, _kinds(sources, flows, for_staff), found)
    return [problem for findings in found.values() for problem in findings.problems]


def _check(
    plain: PlainWords,
    sources: Mapping[str, SourceText],
    kinds: Mapping[str, Kind],
    found: dict[str, Findings],
) -> None:
    for key, kind in kinds.items():
        source = sources[key]
        findings = found.setdefault(source.file, Findings(source.file, SENTENCES))
        for slug, values in faults(source.vi, kind, plain):
            findings.add(slug, source.line, key=key, **values)


def _kinds(
    sources: Mapping[str, SourceText], flows: Mapping[str, Flow], for_staff: Collection[str]
) -> Mapping[str, Kind]:
    """The texts of citizens, by key, and what each is."""
    # Shared lists stand in flows of the staff too; whoever is a citizen reads them all the same.
    by_audience = sorted(flows.values(), key=lambda flow: flow.id not in for_staff)
    in_flows = {key: flow for flow in by_audience for key in flow.texts}
    kinds: dict[str, Kind] = {}
    for key, source in sources.items():
        if key.endswith(".words"):
            continue  # what a person may type is a list, no sentence
        flow = in_flows.get(key)
        if flow is None and is_for_citizens(key):
            kinds[key] = "question" if "?" in source.vi else "notice"
        elif flow is not None and flow.id not in for_staff:
            kinds[key] = _kind(key.removeprefix(f"{flow.id}."), flow)
    return kinds


def is_for_citizens(key: str) -> bool:
    """Does a citizen read, or type, this text of the program's own?"""
    return STAFF_KEYS.isdisjoint(_heads(key))


def _heads(key: str) -> Iterator[str]:
    """``a``, ``a.b`` and ``a.b.c`` of ``a.b.c``."""
    parts = key.split(".")
    return (".".join(parts[: count + 1]) for count in range(len(parts)))


def _kind(place: str, flow: Flow) -> Kind:
    """``place`` is ``title`` or ``step.part``."""
    name, _, part = place.partition(".")
    step = flow.steps.get(name)
    if not part or part.startswith("opt."):
        return "label"
    if part != "text" or not isinstance(step, Asking):
        return "notice"
    return "consent" if isinstance(step, ConsentStep) else "question"
