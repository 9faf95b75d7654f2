"""An administrator changes a flow from a telephone: gets the file, sends it back, reads what is different, a second one says yes."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from shipped import FLOWS
from stage import BEFORE, Stage

from bot import clerk
from bot.documents.drawing import is_there
from bot.handlers import flow_desk
from bot.simulator.person import Person
from bot.store import releases

STORY = BEFORE["Kể bằng lời, bằng chữ"]
ASKED = "Kể bằng lời, bằng chữ, hoặc chụp giấy."
MIME = "application/yaml"
SECRET = base64.b32encode(b"0123456789abcdef0123").decode()


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clerk, "TICK_S", 0.01)


def intake(*changes: tuple[str, str], name: str = "legal_aid.yaml") -> bytes:
    words = (FLOWS / name).read_text(encoding="utf-8")
    for before, after in changes:
        assert before in words, before
        words = words.replace(before, after)
    return words.encode()


async def sends(
    house: Stage, who: Person, content: bytes, name: str = "legal_aid.yaml", note: str = ""
) -> str:
    who.document(name, content, mime=MIME, caption=note)
    await house.idle()
    return house.heard(who)


async def second(house: Stage) -> Person:
    return await house.hire("Vàng A Páo", "Giám đốc")


async def running(house: Stage) -> int:
    return await house.read(releases.newest)


MENDED = (ASKED, "Kể đi, bằng lời hay bằng chữ.")


async def test_the_list_the_file_a_change_and_a_second_yes(house: Stage) -> None:
    head = await second(house)
    citizen = await house.citizen()
    await house.press(citizen, *STORY)
    await house.say(house.admin, "/kichban")
    assert "legal_aid: «Nhờ trợ giúp pháp lý», 1 người đang hỏi" in house.heard(
        house.admin
    ) or "1 người đang hỏi" in house.heard(house.admin)
    await house.press(house.admin, "legal_aid")
    assert "đang ở câu «story»: 1 người" in house.all_heard(house.admin)
    files = {each.file.name: each.file.content for each in house.admin.from_bot if each.file}
    assert files["legal_aid.yaml"] == intake()
    if is_there():
        assert (files["legal_aid.png"] or b"").startswith(b"\x89PNG")

    told = await sends(house, house.admin, intake(MENDED), note="cho dễ hiểu")

    assert f"câu story nay hỏi: «{MENDED[1]}» (trước: «{ASKED}») (1 người đang ở câu này)" in told
    assert await running(house) == 1
    await house.press(house.admin, "Xin duyệt")
    assert house.heard(house.admin) == house.says("flows.waits", name="legal_aid")
    assert "cho dễ hiểu" in house.all_heard(head)
    assert f"«{MENDED[1]}»" in house.heard(head)
    await house.press(head, "Duyệt, cho chạy")

    assert await running(house) == 2
    assert "Bản 2 đang chạy" in house.heard(house.admin)
    assert MENDED[1] in await house.say(citizen, "nhắc lại")
    [told_by] = await house.rows("SELECT details FROM audit WHERE what = 'flow_published'")
    assert told_by["details"] == "release:2"


async def test_a_file_with_errors_says_where_and_how_to_mend_it_and_changes_nothing(house: Stage) -> None:
    told = await sends(house, house.admin, intake(("ask: choice", "ask: choise")))

    assert house.says("flows.broken", name="legal_aid") in told
    assert "legal_aid.yaml:" in told
    assert "Có phải là “choice”?" in told
    assert await running(house) == 1
    assert [row["state"] for row in await house.rows("SELECT state FROM proposals")] == ["broken"]
    assert await house.rows("SELECT 1 FROM files WHERE digest IS NOT NULL") == []  # it goes once it was read


@pytest.mark.parametrize(
    ("name", "key", "values"),
    [
        ("legal_aid.yml", "flows.yml", {"name": "legal_aid.yaml"}),
        ("Legal Aid.yaml", "flows.name", {"name": "Legal Aid"}),
    ],
)
async def test_a_file_of_the_wrong_name_is_told(
    house: Stage, name: str, key: str, values: dict[str, str]
) -> None:
    assert await sends(house, house.admin, intake(), name) == house.says(key, **values)
    assert await house.rows("SELECT 1 FROM proposals") == []


async def test_a_file_that_is_too_large_is_told(house: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_desk, "LARGEST", 100)
    assert await sends(house, house.admin, intake()) == house.says("flows.too_large")


async def test_the_same_file_is_no_change(house: Stage) -> None:
    assert await sends(house, house.admin, intake()) == house.says("flows.same", name="legal_aid")


async def test_nobody_says_yes_to_his_own_and_nobody_else_may(house: Stage) -> None:
    head = await second(house)
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/start")
    await sends(house, house.admin, intake(MENDED))
    await house.press(house.admin, "Xin duyệt")

    assert await house.forge(house.admin, "flow_approve:1") == house.says("flows.own")
    assert await house.forge(officer, "flow_approve:1") == house.says(
        "staff.other_role", role="cán bộ trợ giúp"
    )
    assert await house.forge(head, "flow_ask:1") == house.says("staff.other_role", role="giám đốc")
    assert await house.forge(head, "flow_approve:99") == house.says("press.old")
    assert await running(house) == 1
    await house.press(head, "Không duyệt")
    assert "không duyệt «legal_aid»" in house.heard(house.admin)
    assert await house.forge(head, "flow_approve:1") == house.says("press.old")
    assert await running(house) == 1


async def test_a_file_of_an_officer_is_no_flow(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    assert await sends(house, officer, intake()) == house.says("desk.for_nobody")
    assert await house.rows("SELECT 1 FROM proposals") == []


async def test_alone_without_a_code_nothing_is_published(house: Stage) -> None:
    await sends(house, house.admin, intake(MENDED))
    await house.press(house.admin, "Xin duyệt")
    assert house.toast(house.admin) == house.says("flows.nobody")
    assert await running(house) == 1


async def with_codes(house: Stage) -> None:
    await house.stop()
    house.settings = replace(house.settings, totp_secret=SECRET)
    house.app = house._new_app()
    await house.start()


def code(house: Stage) -> str:
    totp = TOTP(base64.b32decode(SECRET), 6, SHA1(), 30)
    return totp.generate(int(house.world.clock.now())).decode()


async def test_alone_with_a_code_app_six_digits_say_yes_once(house: Stage) -> None:
    await with_codes(house)
    await sends(house, house.admin, intake(MENDED))
    await house.press(house.admin, "Xin duyệt")
    assert house.heard(house.admin) == house.says("flows.code", name="legal_aid")
    assert await house.say(house.admin, "000000") == house.says("flows.code_wrong")
    assert await running(house) == 1

    await house.press(house.admin, "Xin duyệt")
    used = code(house)
    await house.say(house.admin, used)

    assert await running(house) == 2
    await sends(house, house.admin, intake((ASKED, "Kể nữa đi.")))
    await house.press(house.admin, "Xin duyệt")
    assert await house.say(house.admin, used) == house.says("flows.code_wrong")
    assert await running(house) == 2


async def test_an_older_version_is_published_again(house: Stage) -> None:
    head = await second(house)
    for change in (MENDED, (ASKED, "Kể lần ba.")):
        await sends(house, house.admin, intake(change))
        await house.press(house.admin, "Xin duyệt")
        await house.press(head, "Duyệt, cho chạy")
    await house.say(house.admin, "/kichban legal_aid")
    await house.press(house.admin, "Lùi về bản 2")
    assert MENDED[1] in house.heard(house.admin)
    await house.press(house.admin, "Xin duyệt")
    await house.press(head, "Duyệt, cho chạy")

    assert await running(house) == 4
    assert (await house.read(lambda tx: releases.load(tx, 4))).origin == releases.BACK
    citizen = await house.citizen()
    await house.press(citizen, *STORY)
    assert MENDED[1] in house.heard(citizen)


async def test_who_published_the_same_file_meanwhile_is_not_run_over(house: Stage) -> None:
    head = await second(house)
    other = await house.hire("Tòng Thị Nhung", "Quản trị")
    await sends(house, house.admin, intake(MENDED))
    await sends(house, other, intake((ASKED, "Kể lần ba.")))
    await house.press(other, "Xin duyệt")
    await house.press(head, "Duyệt, cho chạy")
    await house.press(house.admin, "Xin duyệt")

    await house.press(head, "Duyệt, cho chạy")

    assert await running(house) == 2
    assert house.says("flows.stale", name="legal_aid", release=2) in house.all_heard(house.admin)


async def test_who_published_another_file_meanwhile_has_it_checked_again(house: Stage) -> None:
    head = await second(house)
    other = await house.hire("Tòng Thị Nhung", "Quản trị")
    await sends(house, house.admin, intake(MENDED))
    await sends(house, other, intake(name="money.yaml") + b"\n# a remark\n", "money.yaml")
    await house.press(other, "Xin duyệt")
    await house.press(head, "Duyệt, cho chạy")
    await house.press(house.admin, "Xin duyệt")
    await house.press(head, "Duyệt, cho chạy")
    assert house.says("flows.again", name="legal_aid", release=2) in house.all_heard(house.admin)
    assert await running(house) == 2

    await house.press(house.admin, "Xin duyệt")
    await house.press(head, "Duyệt, cho chạy")

    assert await running(house) == 3
    kept = await house.read(lambda tx: releases.files(tx, 3))
    assert kept["money.yaml"].endswith(b"# a remark\n")
    assert MENDED[1].encode() in kept["legal_aid.yaml"]


async def test_everybody_at_once_is_chosen_and_unchosen(house: Stage) -> None:
    head = await second(house)
    await sends(
        house, house.admin, intake(("{id: me, icon", "{id: myself, icon"), ("who == 'me'", "who == 'myself'"))
    )
    await house.press(house.admin, "Ai đang hỏi cũng đổi ngay")
    assert house.says("flows.everybody") in house.heard(house.admin)
    await house.press(house.admin, "Ai đang hỏi thì hỏi nốt", "Ai đang hỏi cũng đổi ngay", "Xin duyệt")
    assert house.says("flows.everybody") in house.heard(head)
    citizen = await house.citizen()
    await house.press(citizen, *STORY)
    await house.press(head, "Duyệt, cho chạy")

    await house.say(citizen, "Nhà bên lấn nương.")

    assert house.says("flow.moved") in house.all_heard(citizen)


async def test_a_proposal_can_be_dropped_and_a_newer_file_takes_its_place(house: Stage) -> None:
    await second(house)
    await sends(house, house.admin, intake(MENDED))
    await sends(house, house.admin, intake((ASKED, "Kể lần ba.")))
    assert [row["state"] for row in await house.rows("SELECT state FROM proposals ORDER BY id")] == [
        "dropped",
        "checked",
    ]
    await house.press(house.admin, "Bỏ")
    assert house.heard(house.admin) == house.says("flows.dropped", name="legal_aid")
    assert await house.forge(house.admin, "flow_ask:2") == house.says("press.old")


async def test_a_new_conversation_and_a_shared_part_are_published_too(house: Stage) -> None:
    head = await second(house)
    new = b'spec: 1\nflow: herbs\ntitle: "Cay thuoc"\nfor: staff\nsteps:\n  a: {ask: text, text: "Cay gi?"}\n  end: {exit: done, text: Xong}\n'
    assert "cuộc trò chuyện mới: «Cay thuoc»" in await sends(house, house.admin, new, "herbs.yaml")
    await house.press(house.admin, "Xin duyệt")
    await house.press(head, "Duyệt, cho chạy")
    part = (FLOWS / "parts" / "contact_safe.yaml").read_text(encoding="utf-8") + "\n# remark\n"
    assert "contact_safe" in await sends(house, house.admin, part.encode(), "contact_safe.yaml")
    assert {"herbs.yaml", "parts/contact_safe.yaml"} <= set(
        await house.read(lambda tx: releases.paths(tx, 2))
    )


async def test_an_unknown_conversation_is_told(house: Stage) -> None:
    assert await house.say(house.admin, "/kichban nothing") == house.says("flows.unknown", name="nothing")
