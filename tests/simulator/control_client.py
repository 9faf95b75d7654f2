"""The control API as a client in another language would speak it: HTTP and JSON, nothing of the simulator's own code."""

from __future__ import annotations

from typing import Any, Literal, cast

import aiohttp

Json = dict[str, Any]


class NotDone(Exception):
    """The simulator did not do it; its sentence says why."""


class Control:
    """People, time and faults of one simulator."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def user(self, first_name: str, **more: str | int) -> int:
        """Somebody new; the id."""
        return cast("int", (await self.post("/control/users", first_name=first_name, **more))["id"])

    async def group(self, title: str, members: list[int], **more: bool | int) -> int:
        """A new group with the bot in it; the id."""
        return cast("int", (await self.post("/control/groups", title=title, members=members, **more))["id"])

    async def act(self, user: int, act: str, **fields: Any) -> Json:
        """Somebody does something: `send`, `press`, `voice` …"""
        return await self.post(f"/control/users/{user}/{act}", **fields)

    async def send(self, user: int, text: str, *, chat: int | None = None) -> int:
        """Somebody types; the message id."""
        return cast("int", (await self.act(user, "send", text=text, chat=chat))["message_id"])

    async def press(self, user: int, label: str, *, chat: int | None = None) -> None:
        """Somebody presses the newest button with this label."""
        for message in reversed(await self.messages(chat or user, user)):
            if any(button["text"] == label for row in message["inline"] for button in row):
                await self.act(user, "press", message_id=message["message_id"], label=label, chat=chat)
                return
        raise NotDone(f"there is no button {label}")

    async def messages(self, chat: int, user: int | None = None, *, after: int = 0) -> list[Json]:
        """What stands in a chat and changed after a seq."""
        seen = f"&user={user}" if user is not None else ""
        shown = await self.get(f"/control/chats/{chat}/messages?after={after}{seen}")
        return cast("list[Json]", shown["messages"])

    async def transcript(self, chat: int) -> str:
        """A chat as plain text."""
        async with self._session.get(f"/control/chats/{chat}/transcript?form=text") as answer:
            return await answer.text()

    async def calls(self, *, after: int = 0) -> list[Json]:
        """What bots called after a seq."""
        return cast("list[Json]", (await self.get(f"/control/calls?after={after}"))["calls"])

    async def clock(
        self, *, advance: float = 0, at: str | float | None = None, freeze: bool | None = None
    ) -> float:
        """Rule the time; what it is now, in seconds since 1970."""
        wanted = {"set": at, "freeze": freeze}
        given = {name: value for name, value in wanted.items() if value is not None}
        return cast("float", (await self.post("/control/clock", advance=advance, **given))["now"])

    async def fault(
        self, kind: Literal["latency", "error", "retry_after", "lost_answer", "reset"], **rule: Any
    ) -> None:
        """Something goes wrong from now on."""
        await self.post("/control/faults", kind=kind, **rule)

    async def idle(self, *, timeout: float = 10, quiet: float = 0.05) -> None:  # noqa: ASYNC109
        """Until the bots did everything; raises NotDone saying what is open."""
        rest = await self.post("/control/idle", timeout=timeout, quiet=quiet)
        if not rest["idle"]:
            raise NotDone(rest["open"])

    async def reset(self, *, seed: int | None = None) -> None:
        """An empty world."""
        await self.post("/control/reset", seed=seed)

    async def whole(self) -> str:
        """The whole world as one text, to be compared."""
        async with self._session.get("/control/snapshot") as answer:
            return await answer.text()

    async def keep(self, name: str) -> None:
        """Keep the world as it is now."""
        await self.post(f"/control/snapshots/{name}")

    async def restore(self, name: str) -> None:
        """Put a kept world back."""
        await self.post(f"/control/snapshots/{name}/restore")

    async def get(self, path: str) -> Json:
        """Any look."""
        async with self._session.get(path) as answer:
            return _done(await answer.json())

    async def post(self, path: str, **fields: Any) -> Json:
        """Any deed; a field that is None is left out."""
        given = {name: value for name, value in fields.items() if value is not None}
        async with self._session.post(path, json=given) as answer:
            return _done(await answer.json())


def _done(answer: Json) -> Json:
    if "error" in answer:
        raise NotDone(answer["error"])
    return answer
