"""Who works at the Centre, and the single-use invites by which they come in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from bot.store import duties
from bot.store.database import Transaction
from bot.store.engine import Row

INVITE_MS: Final = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Officer:
    """One of the staff, with any role. ``chat`` is the private chat."""

    id: int
    person: int
    chat: int
    role: str
    name: str
    branch: str
    on_duty: bool = False
    interprets: int | None = None
    """The one request that an interpreter was called into."""
    sex: str | None = None
    communes: tuple[str, ...] = ()
    """Codes of those he looks after; none: all of the branch."""
    languages: tuple[str, ...] = ()
    """Those he speaks besides Vietnamese, as the intake names them."""
    matters: tuple[str, ...] = ()
    """None: all."""
    language: str = "vi"
    """In which they work; as citizens they may have another."""


@dataclass(frozen=True, slots=True)
class Invite:
    """An invite that was used and waits for a yes. ``by``, ``used_by``: rows of people; ``request``: an interpreter's."""

    id: int
    role: str
    name: str
    branch: str
    by: int
    used_by: int
    request: int | None


SELECT: Final = (
    "SELECT staff.id, staff.person, people.chat, staff.role, staff.name, staff.branch, staff.interprets, staff.sex,"
    " staff.communes, staff.languages, staff.matters, staff.language,"
    " staff.on_duty = 1 OR EXISTS (SELECT 1 FROM duties WHERE duties.staff = staff.id"
    " AND duties.from_at <= :now AND duties.until_at > :now) AS on_duty"
    " FROM staff JOIN people ON people.id = staff.person"
)
"""``:now`` decides who is on duty by the roster (duties.py); the switch holds until it is turned."""


def of_person(tx: Transaction, person: int) -> Officer | None:
    """The active staff role of a person, None for everybody else."""
    row = tx.one(f"{SELECT} WHERE staff.person = :person AND staff.until IS NULL", person=person, now=tx.now)
    return _officer(tx, row) if row else None


def last_of_person(tx: Transaction, person: int) -> Officer | None:
    """What a person was at the Centre last, though no longer."""
    row = tx.one(
        f"{SELECT} WHERE staff.person = :person ORDER BY staff.id DESC LIMIT 1", person=person, now=tx.now
    )
    return _officer(tx, row) if row else None


def load(tx: Transaction, staff: int) -> Officer:
    """A member of staff by row, active or not."""
    return _officer(tx, tx.only(f"{SELECT} WHERE staff.id = :staff", staff=staff, now=tx.now))


def active(tx: Transaction, *, roles: Collection[str] = (), branch: str | None = None) -> list[Officer]:
    """Everyone who works here, of these roles (all when none is named), of a branch or of ``all``."""
    rows = tx.all(
        f"{SELECT} WHERE staff.until IS NULL AND (coalesce(:branch, 'all') = 'all' OR staff.branch IN (:branch, 'all'))"
        " ORDER BY staff.id",
        branch=branch,
        now=tx.now,
    )
    return [officer for officer in (_officer(tx, row) for row in rows) if not roles or officer.role in roles]


def present(tx: Transaction, *, roles: Collection[str] = (), branch: str | None = None) -> list[Officer]:
    """Those of the active who can be told something now: not on leave, and they did not stop the bot."""
    rows = tx.all(
        "SELECT staff AS id FROM leaves WHERE from_at <= :now AND until_at > :now"
        " UNION SELECT staff.id FROM staff JOIN people ON people.id = staff.person"
        " JOIN chats ON chats.id = people.chat WHERE chats.blocked_at IS NOT NULL",
        now=tx.now,
    )
    away = {row["id"] for row in rows}
    return [officer for officer in active(tx, roles=roles, branch=branch) if officer.id not in away]


def set_duty(tx: Transaction, staff: int, *, on: bool) -> None:
    """Turn the switch: who is on duty is told first. Off also ends what the roster says of now."""
    tx.run("UPDATE staff SET on_duty = :on WHERE id = :staff", on=int(on), staff=staff)
    if not on:
        duties.end(tx, staff)


def set_language(tx: Transaction, staff: int, language: str) -> None:
    """In which they work from now on; it changes nothing in what they chose as citizens."""
    tx.run("UPDATE staff SET language = :language WHERE id = :staff", language=language, staff=staff)


def end(tx: Transaction, staff: int) -> None:
    """From now on no longer one of the staff."""
    tx.run(
        "UPDATE staff SET until = :now, on_duty = 0 WHERE id = :staff AND until IS NULL",
        now=tx.now,
        staff=staff,
    )


def hire(
    tx: Transaction, person: int, role: str, name: str, branch: str, interprets: int | None = None
) -> Officer:
    """Make a person one of the staff; who is one already keeps the row, and with it what is in hand.

    ``interprets``: the one request of an interpreter. A newcomer works in English where she chose it, else in Vietnamese: the
    languages that every text is written in.
    """
    officer = of_person(tx, person)
    row = officer.id if officer else tx.new_id("staff")
    tx.run(
        "INSERT INTO staff (id, person, role, name, branch, interprets, since, language)"
        " VALUES (:id, :person, :role, :name, :branch, :interprets, :now,"
        " (SELECT CASE language WHEN 'en' THEN 'en' ELSE 'vi' END FROM people WHERE id = :person))"
        " ON CONFLICT (id) DO UPDATE SET role = :role, name = :name, branch = :branch, interprets = :interprets",
        id=row,
        person=person,
        role=role,
        name=tx.seal("staff", "name", row, name),
        branch=branch,
        interprets=interprets,
        now=tx.now,
    )
    return load(tx, row)


def describe(
    tx: Transaction,
    staff: int,
    *,
    sex: str | None,
    communes: Collection[str],
    languages: Collection[str],
    matters: Collection[str],
) -> None:
    """Note what he looks after and speaks: the queue shows him first what fits."""
    tx.run(
        "UPDATE staff SET sex = :sex, communes = :communes, languages = :languages, matters = :matters"
        " WHERE id = :staff",
        sex=sex,
        communes=" ".join(communes),
        languages=" ".join(languages),
        matters=" ".join(matters),
        staff=staff,
    )


def morning_of(tx: Transaction, staff: int) -> int | None:
    """The minute of the day at which the morning list comes, -1 for none; None: it was not chosen."""
    minute: int | None = tx.only("SELECT morning FROM staff WHERE id = :staff", staff=staff)["morning"]
    return minute


def set_morning(tx: Transaction, staff: int, minute: int | None) -> None:
    """Choose it."""
    tx.run("UPDATE staff SET morning = :minute WHERE id = :staff", minute=minute, staff=staff)


def at_work(tx: Transaction, staff: int) -> Officer | None:
    """A member of staff by row, if still one."""
    row = tx.one(f"{SELECT} WHERE staff.id = :staff AND staff.until IS NULL", staff=staff, now=tx.now)
    return _officer(tx, row) if row else None


def interpreters(tx: Transaction, request: int) -> list[Officer]:
    """Who was called into this request for its language, and still is."""
    rows = tx.all(
        f"{SELECT} WHERE staff.interprets = :request AND staff.until IS NULL", request=request, now=tx.now
    )
    return [_officer(tx, row) for row in rows]


def invite(
    tx: Transaction, token: str, role: str, name: str, branch: str, by: int, request: int | None = None
) -> None:
    """Note an invite; only a digest of its token is kept."""
    new = tx.new_id("invites")
    tx.run(
        "INSERT INTO invites (id, token_digest, role, name, branch, invited_by, request, expires_at)"
        " VALUES (:id, :digest, :role, :name, :branch, :by, :request, :expires_at)",
        id=new,
        digest=tx.digest("invite", token),
        role=role,
        name=tx.seal("invites", "name", new, name),
        branch=branch,
        by=by,
        request=request,
        expires_at=tx.now + INVITE_MS,
    )


def use_invite(tx: Transaction, token: str, person: int) -> Invite | None:
    """Use up an invite: one conditional UPDATE; None when it is unknown, used or too old."""
    digest = tx.digest("invite", token)
    used = tx.run(
        "UPDATE invites SET used_by = :person, used_at = :now"
        " WHERE token_digest = :digest AND used_by IS NULL AND expires_at > :now",
        person=person,
        now=tx.now,
        digest=digest,
    )
    if not used:
        return None
    return _invite(tx, tx.only("SELECT * FROM invites WHERE token_digest = :digest", digest=digest))


def settle(tx: Transaction, invite: int, by: int, *, lets_in: bool) -> Invite | None:
    """Say yes or no to whoever used an invite, once and within a day; None when it was said or is too late."""
    settled = tx.run(
        "UPDATE invites SET settled_at = :now, settled_by = :by, let_in = :let_in"
        " WHERE id = :invite AND used_at > :since AND settled_at IS NULL",
        now=tx.now,
        by=by,
        let_in=int(lets_in),
        invite=invite,
        since=tx.now - INVITE_MS,
    )
    return (
        _invite(tx, tx.only("SELECT * FROM invites WHERE id = :invite", invite=invite)) if settled else None
    )


def _invite(tx: Transaction, row: Row) -> Invite:
    return Invite(
        row["id"],
        row["role"],
        tx.open("invites", "name", row["id"], row["name"]),
        row["branch"],
        row["invited_by"],
        row["used_by"],
        row["request"],
    )


def _officer(tx: Transaction, row: Row) -> Officer:
    return Officer(
        row["id"],
        row["person"],
        row["chat"],
        row["role"],
        tx.open("staff", "name", row["id"], row["name"]),
        row["branch"],
        bool(row["on_duty"]),
        row["interprets"],
        row["sex"],
        tuple(row["communes"].split()),
        tuple(row["languages"].split()),
        tuple(row["matters"].split()),
        row["language"],
    )
