"""The tables of docs/officers.md, made from the permits: ``make pages`` writes them, a test holds them fresh."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from bot.chat import Text, text
from bot.domain.law_book import LawBook
from bot.domain.lifecycle import STEPS, Act, Next
from bot.domain.permits import PERMITS, Permit, Relation, Role
from bot.domain.provisions import provision_of
from bot.domain.request import Stage, Status
from bot.handlers.commands import TYPED, TYPED_ON
from bot.loading import load
from bot.settings import SHIPPED
from bot.texts import AUTHORITY, Texts

BEGIN: Final = "<!-- từ bảng quyền, đừng sửa tay: make pages -->"
END: Final = "<!-- hết bảng quyền -->"
LAW_BEGIN: Final = "<!-- từ bảng các bước theo luật, đừng sửa tay: make pages -->"
LAW_END: Final = "<!-- hết bảng các bước theo luật -->"

ROLES: Final[Mapping[Role, str]] = {
    Role.OFFICER: "cán bộ",
    Role.LAWYER: "luật sư hợp đồng",
    Role.COLLABORATOR: "cộng tác viên",
    Role.COORDINATOR: "điều phối",
    Role.HEAD: "giám đốc",
    Role.ADMIN: "quản trị",
    Role.TRANSLATOR: "dịch chữ",
    Role.INTERPRETER: "phiên dịch",
}
RELATIONS: Final[Mapping[frozenset[Relation], str]] = {
    frozenset(): "✓",
    frozenset({Relation.MINE}): "việc mình giữ",
    frozenset({Relation.FREE}): "việc chưa ai giữ",
    frozenset({Relation.FREE, Relation.RESERVED}): "việc chưa ai giữ",
    frozenset({Relation.MINE, Relation.FREE}): "việc mình giữ, việc chưa ai giữ",
    frozenset({Relation.MINE, Relation.FREE, Relation.OTHERS}): "mọi việc",
    frozenset({Relation.MINE, Relation.FREE, Relation.OTHERS, Relation.OUTSIDE}): "mọi việc",
    frozenset({Relation.MINE, Relation.FREE, Relation.OTHERS, Relation.RESERVED}): "mọi việc",
    frozenset(
        {Relation.MINE, Relation.FREE, Relation.OTHERS, Relation.OUTSIDE, Relation.RESERVED}
    ): "mọi việc",
    frozenset({Relation.INTERPRETS}): "việc mình dịch",
}
STATUSES: Final[Mapping[Status, str]] = {
    Status.NEW: "chờ",
    Status.CLAIMED: "chưa gặp",
    Status.ANSWERED: "đã gặp",
    Status.CLOSED: "đã đóng",
}


NEXT: Final[Mapping[Next, str]] = {
    Next.OFFICER: "người giữ việc",
    Next.HEAD: "giám đốc",
    Next.CITIZEN: "bà con",
    Next.NONE: "",
}


def fresh(page: str, texts: Texts, law: LawBook) -> str:
    """The page with its tables made anew; raises ValueError where the marks are missing."""
    page = _between(page, BEGIN, END, table(texts))
    return _between(page, LAW_BEGIN, LAW_END, law_table(texts, law))


def _between(page: str, begin: str, end: str, made: str) -> str:
    before, begins, rest = page.partition(begin)
    _, ends, after = rest.partition(end)
    if not begins or not ends:
        raise ValueError(f"the marks {begin!r} and {end!r} are missing")
    return f"{before}{begin}\n{made}\n{end}{after}"


def law_table(texts: Texts, law: LawBook) -> str:
    """A row an act of the law: from which stages to which, who may, what it needs, who hears, who must act next, by which
    provision in each version."""
    columns = ("bước", "từ", "sang", "ai làm được", "cần có", "bà con được báo", "giấy", "rồi ai làm tiếp")
    head = (*columns, *(f"luật {version.id}" for version in law.versions))
    rows = [(*_law_row(texts, act), *_provisions(law, act)) for act in Act]
    return "\n".join(_cells(cells) for cells in (head, ("---",) * len(head), *rows))


def _provisions(law: LawBook, act: Act) -> Iterable[str]:
    for version in law.versions:
        found = provision_of(law.provisions, act, version.term.last or version.term.first)
        yield found.words if found else "–"


def _law_row(texts: Texts, act: Act) -> tuple[str, ...]:
    def said(what: Text) -> str:
        return texts.say(what, AUTHORITY)

    step, permits = STEPS[act], PERMITS[act]
    may = [name for role, name in ROLES.items() if any(role in permit.roles for permit in permits)]
    return (
        said(text(f"law.act.{act}")),
        ", ".join(said(text(f"law.stage.{stage}")) for stage in Stage if stage in step.sources),
        "" if step.to is None else said(text(f"law.stage.{step.to}")),
        ", ".join(may),
        ", ".join(said(text(f"law.need.{need}")) for need in step.needs),
        "✓" if step.tells else "",
        "✓" if step.paper else "",
        NEXT[step.next],
    )


def table(texts: Texts) -> str:
    """A row a command: how it is typed, what it does, who may, with which requests, in which statuses."""
    rows = [_row(texts, name, PERMITS[name]) for name in PERMITS if name in TYPED or name in TYPED_ON]
    head = ("lệnh", "cách gõ khác", "làm gì", *ROLES.values(), "khi việc")
    return "\n".join(_cells(cells) for cells in (head, ("---",) * len(head), *rows))


def _row(texts: Texts, name: str, permits: tuple[Permit, ...]) -> tuple[str, ...]:
    words = [word.strip() for word in texts.say(text(f"command.{name}.words"), AUTHORITY).split(",")]
    typed = texts.say(text(f"command.{name}.typed"), AUTHORITY)
    does = texts.say(text(f"command.{name}.help"), AUTHORITY)
    command = typed.split()[0]
    statuses = [status for status in Status if any(status in each.statuses for each in permits)]
    return (
        f"`{command}`{typed.removeprefix(command)}",
        ", ".join(f"`{word}`" for word in words if word != command),
        does,
        *(_may(role, permits) for role in ROLES),
        "mọi lúc" if len(statuses) == len(Status) else ", ".join(STATUSES[status] for status in statuses),
    )


def _may(role: Role, permits: tuple[Permit, ...]) -> str:
    """With which requests this role may do it; nothing where it may not."""
    mine = [permit for permit in permits if role in permit.roles]
    return RELATIONS[frozenset().union(*(permit.relations for permit in mine))] if mine else ""


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main(page: Path) -> None:
    """Write the table anew."""
    loaded = load(SHIPPED / "flows", SHIPPED / "locales", SHIPPED / "province")
    assert loaded.texts is not None
    page.write_text(fresh(page.read_text("utf-8"), loaded.texts, loaded.province.law), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
