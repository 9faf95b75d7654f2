"""Every command and every press of the staff: what it does, and by which permit. The permits stand in the domain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.chat import Outgoing, text
from bot.domain.lifecycle import Act as LawAct
from bot.domain.permits import PERMITS
from bot.domain.request import Request
from bot.handlers import (
    absence,
    admin,
    agency,
    announcing,
    appointments,
    bundling,
    canned,
    circumstances,
    complaint_desk,
    consenting,
    conversation,
    counter,
    counting,
    declining,
    disaster,
    dossier,
    dues,
    erasing,
    flow_approval,
    flow_desk,
    flow_preview,
    group,
    handing,
    helping,
    hurrying,
    inquiring,
    interpreting,
    inviting,
    law_acts,
    letters,
    linking,
    mornings,
    opinions,
    papers,
    parting,
    privacy,
    queue,
    reports,
    rights,
    rota,
    searching,
    sorting,
    staffing,
    standing_in,
    team,
    trail,
    translators,
    trips,
    work,
)
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.permission import may
from bot.handlers.work import tell
from bot.store import desk, leaves, previews, progress, staff
from bot.store.database import Transaction
from bot.store.staff import Officer

Verb: TypeAlias = Callable[[Transaction, House, Officer, Given], list[Outgoing]]
VerbOn: TypeAlias = Callable[[Transaction, House, Officer, Request, Given], list[Outgoing]]


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press does, and the command whose permit it needs."""

    command: str
    act: Verb | None = None
    on: VerbOn | None = None


def mine(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """What is in hand; who is waited for stands beside it."""
    shown: list[Outgoing] = [
        announcing.in_hand(house, request, officer.chat) for request in progress.mine(tx, officer.id)
    ]
    for row in leaves.covered_by(tx, officer.id):
        if found := progress.mine(tx, row):
            shown.append(tell(officer, text("substitute.for", officer=staff.load(tx, row).name)))
            shown += [announcing.in_hand(house, request, officer.chat) for request in found]
    return shown or [tell(officer, text("mine.empty"))]


def cancel(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """What waited for words waits no more."""
    desk.clear(tx, officer.person)
    if previews.close(tx, officer.person):
        return [tell(officer, text("preview.over"))]
    stopped = counter.stop(tx, officer)
    return [tell(officer, text("counter.stopped" if stopped else "desk.cleared"))]


def commands(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The commands that this one may use, made from the table of permits; also beside the typing field."""
    lines = [
        text("command.line", typed=text(f"command.{name}.typed"), help=text(f"command.{name}.help"))
        for name in PERMITS
        if name in TYPED or name in TYPED_ON
        if may(tx, officer, name)
    ]
    return [staffing.lines(officer, [text("command.list"), *lines]), staffing.menu(tx, officer)]


TYPED: Final[Mapping[str, Verb]] = {
    "queue": queue.queue,
    "search": searching.search,
    "mine": mine,
    "notice": agency.notice,
    "dues": dues.dues,
    "counter": counter.ask_source,
    "morning": mornings.morning,
    "evening": mornings.evening,
    "trip": trips.trip,
    "leave": absence.leave,
    "leave_of": absence.leave_of,
    "duty": rota.duty,
    "disaster": disaster.disaster,
    "people": staffing.people,
    "balance": team.balance,
    "rights_queue": rights.queue,
    "privacy": privacy.say,
    "stats": reports.stats,
    "public": reports.public,
    "export": reports.export,
    "report": reports.report,
    "opinions": opinions.opinions,
    "complaints": complaint_desk.listed,
    "looked": trail.looked,
    "invite": admin.invite,
    "set_up": admin.set_up,
    "topics": group.parted,
    "again": admin.again,
    "flows": flow_desk.flows,
    "translate": translators.translate,
    "record": translators.record,
    "compare": translators.compare,
    "me": staffing.me,
    "cancel": cancel,
    "commands": commands,
}
"""Typed without a request."""
TYPED_ON: Final[Mapping[str, VerbOn]] = {
    "request": work.open_card,
    "claim": work.claim,
    "contacted": work.contacted,
    "helper_told": helping.helper_told,
    "interpreter": interpreting.interpreter,
    "appointment": appointments.appointment,
    "bundle": bundling.bundle,
    "reply": work.reply,
    "ask": inquiring.offered,
    "canned": canned.offered,
    "note": work.note,
    "extend": handing.extend,
    "release": handing.release,
    "transfer": handing.transfer,
    "not_mine": declining.not_mine,
    "conflict": declining.conflict,
    "bar": declining.bar,
    "matter": sorting.matter,
    "urgent": hurrying.urgent,
    "form": papers.form,
    "paper": papers.choose,
    "reconnect": parting.reconnect,
    "close": work.close,
    "counted": counting.sex,
    "split": linking.split,
    "duplicate": linking.duplicate,
    "conversation": conversation.conversation,
    "trail": trail.trail,
    "file": law_acts.card,
    "dossier": dossier.papers,
    "eligibility": circumstances.card,
    "rights": rights.card,
    "consent": consenting.purposes,
    "correct": rights.correct,
}
"""Typed with the number of a request; what follows the number is given to it."""
PRESSED: Final[Mapping[str, Pressed]] = {
    **{name: Pressed(name, on=act) for name, act in TYPED_ON.items()},
    "queue": Pressed("queue", act=queue.page),
    "sieve": Pressed("queue", act=queue.sieves),
    "later": Pressed("later", on=queue.later),
    "place": Pressed("search", act=searching.more_of_place),
    "mine": Pressed("mine", act=mine),
    "open": Pressed("request", on=work.open_card),
    "more": Pressed("request", on=work.more),
    "canned_of": Pressed("canned", on=canned.chosen),
    "canned_send": Pressed("canned", on=canned.sent),
    "ask_of": Pressed("ask", on=inquiring.put),
    "same": Pressed("duplicate", on=linking.same),
    "meet_day": Pressed("appointment", on=appointments.day),
    "meet_at": Pressed("appointment", on=appointments.hour),
    "meet": Pressed("appointment", on=appointments.meet),
    "unmeet": Pressed("appointment", on=appointments.cancel),
    "calendar": Pressed("appointment", on=appointments.calendar),
    "talk": Pressed("conversation", on=conversation.turn),
    "file_of": Pressed("conversation", on=conversation.send_file),
    "trail_page": Pressed("trail", on=trail.turn),
    "looked_at": Pressed("looked", act=trail.looked_at),
    "paper_of": Pressed("paper", on=papers.chosen),
    "hand": Pressed("paper", on=papers.hand),
    "closed": Pressed("close", on=work.closed),
    "counted_sex": Pressed("counted", on=counting.note_sex),
    "counted_minority": Pressed("counted", on=counting.note_minority),
    "notice": Pressed("notice", act=agency.press),
    "helper_hears": Pressed("helper_told", on=helping.helper_hears),
    "came": Pressed("counter", act=counter.begin),
    "here": Pressed("claim", on=counter.take),
    "give": Pressed("transfer", on=handing.give),
    "given": Pressed("transfer", on=handing.given_over),
    "ground": Pressed("conflict", on=declining.own_ground),
    "barred": Pressed("bar", on=declining.bar_whom),
    "unbarred": Pressed("bar", on=declining.unbar),
    "barred_for": Pressed("bar", on=declining.on_ground),
    "send_now": Pressed("reply", on=letters.send_now),
    "reconnected": Pressed("reconnect", on=parting.reconnected),
    "sorted": Pressed("matter", on=sorting.sort),
    "urged": Pressed("urgent", on=hurrying.urge),
    **{name: Pressed("dossier", on=act) for name, act in dossier.PRESSES.items()},
    "circumstance": Pressed("eligibility", on=circumstances.ask),
    "said": Pressed("eligibility", on=circumstances.note),
    "judged": Pressed("eligibility", on=circumstances.result),
    "circumstances": Pressed("eligibility", on=circumstances.every),
    **{act: Pressed(act, on=law_acts.pressed(act)) for act in LawAct},
    "rights_new": Pressed("rights", on=rights.note),
    "rights_ack": Pressed("rights", on=rights.acknowledge),
    "rights_extend": Pressed("rights", on=rights.extend),
    "rights_extended": Pressed("rights", on=rights.extended),
    "rights_done": Pressed("rights", on=rights.done),
    "rights_sure": Pressed("rights", on=erasing.erase),
    "rights_not_her": Pressed("rights", on=rights.not_her),
    "rights_lift": Pressed("rights", on=rights.lift),
    "rights_copy": Pressed("rights", on=rights.copy),
    "consent_for": Pressed("consent", on=consenting.read_out),
    "consented": Pressed("consent", on=consenting.keep),
    "morning_at": Pressed("morning", act=mornings.set_hour),
    "stand_in": Pressed("leave", act=standing_in.proposed),
    "stands_in": Pressed("leave", act=standing_in.accepted),
    "stands_not": Pressed("leave", act=standing_in.declined),
    "unleave": Pressed("leave", act=standing_in.withdrawn),
    "back_at_work": Pressed("leave", act=absence.back_at_work),
    "on_duty": Pressed("duty", act=rota.on_duty),
    "off_rota": Pressed("duty", act=rota.strike),
    "flood": Pressed("disaster", act=disaster.ask),
    "flood_on": Pressed("disaster", act=disaster.turn_on),
    "flood_off": Pressed("disaster", act=disaster.turn_off),
    "person": Pressed("team", act=team.person),
    "trait": Pressed("team", act=team.trait),
    "choose": Pressed("team", act=team.choose),
    "load": Pressed("balance", act=team.load),
    "remove": Pressed("remove", act=staffing.remove),
    "removed": Pressed("remove", act=staffing.removed),
    "group": Pressed("set_up", act=admin.use_group),
    "admit": Pressed("invite", act=inviting.admit),
    "turn_away": Pressed("invite", act=inviting.turn_away),
    "call_in": Pressed("interpreter", on=inviting.call_in),
    "send_away": Pressed("interpreter", on=inviting.send_away),
    "interpreter_sure": Pressed("interpreter", on=interpreting.sure),
    "interpreter_out": Pressed("interpreter", on=interpreting.ended),
    "topics_by": Pressed("topics", act=group.part),
    "flow": Pressed("flows", act=flow_desk.one),
    "flow_back": Pressed("flows", act=flow_desk.back),
    "flow_try": Pressed("flows", act=flow_preview.try_running),
    "flow_tryout": Pressed("flow_approval", act=flow_preview.try_proposal),
    "try": Pressed("flow_approval", act=flow_preview.pressed),
    "try_language": Pressed("flow_approval", act=flow_preview.other_language),
    "try_channel": Pressed("flow_approval", act=flow_preview.other_channel),
    "try_keep": Pressed("flows", act=flow_preview.keep),
    "try_stop": Pressed("flow_approval", act=flow_preview.stop),
    "flow_ask": Pressed("flows", act=flow_approval.ask),
    "flows_everybody": Pressed("flows", act=flow_approval.everybody),
    "flows_pinned": Pressed("flows", act=flow_approval.pinned),
    "flow_drop": Pressed("flows", act=flow_approval.drop),
    "flow_approve": Pressed("flow_approval", act=flow_approval.approve),
    "flow_refuse": Pressed("flow_approval", act=flow_approval.refuse),
    "written": Pressed("translate", act=translators.written),
    "spoken": Pressed("record", act=translators.spoken),
    "pack": Pressed("flows", act=translators.pack),
    "voice_agree": Pressed("record", act=translators.agree),
    "same_meaning": Pressed("translate", act=translators.same),
    "other_meaning": Pressed("translate", act=translators.other),
    "compare_same": Pressed("compare", act=translators.compared_same),
    "compare_other": Pressed("compare", act=translators.compared_other),
    "complaint": Pressed("complaints", act=complaint_desk.card),
    "write": Pressed("complaints", act=complaint_desk.write),
    "forward": Pressed("complaints", act=complaint_desk.forward),
}
"""By the first word of a button's data; after it stands the request, after a point what was chosen."""
WAITING: Final[Mapping[str, VerbOn]] = {
    "reply": work.reply,
    "note": work.note,
    "release": handing.release,
    "transfer": handing.hand_over,
    **{act: law_acts.told(act) for act in law_acts.WORDS},
    "correct": rights.correct,
    "interpreter": interpreting.named,
    "split": linking.split,
    "dossier": dossier.papers,
}
"""The verbs that wait for words: what is sent next is given to them."""
WAITING_ALONE: Final[Mapping[str, Pressed]] = {
    "decide": Pressed("complaints", act=complaint_desk.decide),
    "search": Pressed("search", act=searching.search),
    "flow_code": Pressed("flows", act=flow_approval.code),
    translators.WRITE: Pressed("translate", act=translators.write),
    translators.SPEAK: Pressed("record", act=translators.speak),
    translators.MEANING: Pressed("translate", act=translators.meaning),
}
"""The same for verbs that are about no request: what they are about was chosen before."""
TAKES_FILES: Final = frozenset({"reply", "note"})
