"""Starts the bot with one defect: a turn that hears the marked word takes the whole process with it."""

from __future__ import annotations

import json
import os
import sys

from bot.__main__ import main
from bot.chat import Outgoing
from bot.handlers import dispatch
from bot.handlers.house import House
from bot.store.database import Transaction
from bot.store.inbox import Open

MARKED = "takes-the-process-with-it"

healthy = dispatch.handle


def handle(tx: Transaction, house: House, row: Open) -> list[Outgoing]:
    if MARKED in json.dumps(row.raw):
        os._exit(9)
    return healthy(tx, house, row)


if __name__ == "__main__":
    dispatch.handle = handle
    sys.exit(main(["run"]))
