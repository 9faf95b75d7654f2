"""python-telegram-bot's own Bot talks with the simulated world, without sockets."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from bot.simulator.request import SimulatorRequest
from bot.simulator.world import World


def inline(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"d:{label}")] for label in labels]
    )


async def one(bot: Bot, **options: Any) -> Update:
    (update,) = await bot.get_updates(**options)
    await bot.get_updates(offset=update.update_id + 1)
    return update


async def test_a_started_bot_gets_the_command_with_its_entity_and_answers(world: World, bot: Bot) -> None:
    mai = world.person("Mai", username="mai_dbp")
    mai.start("invite_1")
    update = await one(bot)
    message = update.message
    assert message is not None
    assert message.from_user is not None
    assert message.text == "/start invite_1"
    assert [(e.type, e.offset, e.length) for e in message.entities] == [("bot_command", 0, 6)]
    assert message.from_user.language_code == "vi"
    await bot.send_message(mai.id, "Chào bà Mai.")
    assert mai.read() == ["Chào bà Mai."]
    assert mai.read() == []
    assert mai.last.message_id == 2


async def test_a_press_arrives_with_its_message_and_the_answer_becomes_a_toast(
    world: World, bot: Bot
) -> None:
    mai = world.person("Mai")
    mai.start()
    await one(bot)
    sent = await bot.send_message(mai.id, "Việc gì?", reply_markup=inline("Đất đai", "Gia đình"))
    mai.press("gia")
    query = (await one(bot)).callback_query
    assert query is not None
    assert query.data == "d:Gia đình"
    assert query.chat_instance
    assert query.message is not None
    assert query.message.message_id == sent.message_id
    await query.answer("Đã ghi ✓", show_alert=True)
    assert [(toast.text, toast.alert) for toast in mai.toasts] == [("Đã ghi ✓", True)]


async def test_a_press_is_answerable_for_15_seconds_and_kept_for_150(world: World, bot: Bot) -> None:
    mai = world.person("Mai")
    mai.start()
    await bot.send_message(mai.id, "?", reply_markup=inline("Có"))
    await bot.get_updates(offset=-1)
    mai.press(0)
    world.clock.advance(16)
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    with pytest.raises(BadRequest, match=r"[Qq]uery is too old"):
        await query.answer()
    world.clock.advance(150)
    assert [update.message is not None for update in await bot.get_updates()] == [True]
    world.clock.advance(24 * 3600)
    assert await bot.get_updates() == ()


async def test_what_is_not_confirmed_comes_again_and_a_negative_offset_keeps_the_last(
    world: World, bot: Bot
) -> None:
    mai = world.person("Mai")
    for word in "abc":
        mai.send(word)
    first = await bot.get_updates()
    assert [u.update_id for u in await bot.get_updates()] == [u.update_id for u in first]
    assert len(await bot.get_updates(limit=2)) == 2
    assert [u.message.text for u in await bot.get_updates(offset=-2) if u.message] == ["b", "c"]
    assert [u.message.text for u in await bot.get_updates(offset=first[2].update_id) if u.message] == ["c"]
    assert len(await bot.get_updates(offset=first[2].update_id + 1_000_000)) == 1
    assert await bot.get_updates(offset=first[2].update_id + 1) == ()


async def test_a_long_poll_wakes_for_an_update_and_a_newer_poll_ends_the_older(
    world: World, bot: Bot
) -> None:
    mai = world.person("Mai")
    older = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0)
    newer = asyncio.create_task(bot.get_updates(timeout=20))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await older
    mai.send("xin chào")
    (update,) = await newer
    assert update.message is not None
    assert update.message.text == "xin chào"


async def test_allowed_updates_are_sticky_and_work_at_creation(world: World, bot: Bot) -> None:
    mai = world.person("Mai")
    mai.send("trước")
    await bot.get_updates(allowed_updates=["callback_query"])
    mai.send("sau")
    assert [u.message.text for u in await bot.get_updates() if u.message] == ["trước"]
    await bot.get_updates(allowed_updates=[])
    mai.send("lại")
    assert [u.message.text for u in await bot.get_updates() if u.message] == ["trước", "lại"]


async def test_a_contact_button_shares_the_own_number_and_hides_a_one_time_keyboard(
    world: World, bot: Bot
) -> None:
    mai = world.person("Mai", phone="+84912345678")
    mai.start()
    await one(bot)
    keys = ReplyKeyboardMarkup(
        [[KeyboardButton("Gửi số của tôi", request_contact=True)], ["Thôi"]], one_time_keyboard=True
    )
    sent = await bot.send_message(mai.id, "Số điện thoại?", reply_markup=keys)
    assert world.private_chat(mai.bot, mai.user).keyboard is not None
    mai.press("gửi số")
    message = (await one(bot)).message
    assert message is not None
    assert message.contact is not None
    assert (message.contact.phone_number, message.contact.user_id) == ("+84912345678", mai.id)
    assert mai.keyboard is None
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("khác", mai.id, sent.message_id)
    await bot.send_message(mai.id, "Cảm ơn.", reply_markup=ReplyKeyboardRemove())


async def test_a_forwarded_card_of_somebody_else_is_not_the_senders(world: World, bot: Bot) -> None:
    mai, son = world.person("Mai"), world.person("Sơn")
    mai.contact(of=son)
    message = (await one(bot)).message
    assert message is not None
    assert message.contact is not None
    assert message.contact.user_id == son.id


async def test_edits_and_deletions_follow_telegrams_rules(world: World, bot: Bot) -> None:
    mai = world.person("Mai")
    own = mai.start()
    sent = await bot.send_message(mai.id, "một", reply_markup=inline("x"))
    with pytest.raises(BadRequest, match="is not modified"):
        await bot.edit_message_text("một", mai.id, sent.message_id, reply_markup=inline("x"))
    await bot.edit_message_text("hai", mai.id, sent.message_id)
    assert mai.last.buttons == ()
    assert mai.last.edited
    mai.press_old(sent.message_id)  # the press was on its way
    with pytest.raises(BadRequest, match="to edit not found"):
        await bot.edit_message_text("ba", mai.id, 999)
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("ba", mai.id, own)
    photo = await bot.send_photo(mai.id, b"picture", caption="ảnh")
    with pytest.raises(BadRequest, match="no text in the message"):
        await bot.edit_message_text("ba", mai.id, photo.message_id)
    await bot.edit_message_caption(mai.id, photo.message_id, caption="ảnh 2")
    world.clock.advance(3 * 86400)
    await bot.edit_message_text("bốn", mai.id, sent.message_id)
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await bot.delete_message(mai.id, sent.message_id)
    fresh = await bot.send_message(mai.id, "năm")
    assert await bot.delete_message(mai.id, fresh.message_id)
    with pytest.raises(BadRequest, match="to delete not found"):
        await bot.delete_message(mai.id, fresh.message_id)


async def test_a_blocked_or_gone_or_unknown_chat_is_refused(world: World, bot: Bot) -> None:
    mai = world.person("Mai")
    mai.start()
    mai.block()
    changed = (await bot.get_updates())[-1].my_chat_member
    assert changed is not None
    assert changed.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(mai.id, "?")
    mai.start()
    mai.deactivate()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(mai.id, "?")
    with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
        await bot.send_message(424242, "?")


async def test_limits_are_kept(world: World, bot: Bot) -> None:
    mai = world.person("Mai")
    mai.start()
    for text, reason in [(" \n", "text is empty"), ("ă" * 4097, "is too long")]:
        with pytest.raises(BadRequest, match=reason):
            await bot.send_message(mai.id, text)
    await bot.send_message(mai.id, "ă" * 4096)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(mai.id, b"x", caption="a" * 1025)
    long = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="ă" * 33)]])
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(mai.id, "x", reply_markup=long)
    with pytest.raises(BadRequest, match="parse_mode"):
        await bot.send_message(mai.id, "<b>x</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="no parameter txet"):
        await bot.send_message(mai.id, "x", api_kwargs={"txet": 1})
    with pytest.raises(NetworkError, match="sendPoll is not simulated yet"):
        await bot.send_poll(mai.id, "?", ["a", "b"])


async def test_files_come_in_go_out_and_come_back_by_their_id(world: World, bot: Bot) -> None:
    mai = world.person("Mai")
    mai.voice(b"OggS-words", seconds=7)
    message = (await one(bot)).message
    assert message is not None
    assert message.voice is not None
    assert message.voice.mime_type == "audio/ogg"
    file = await message.voice.get_file()
    assert bytes(await file.download_as_bytearray()) == b"OggS-words"
    again = await bot.send_voice(mai.id, message.voice.file_id, caption="nghe lại")
    assert again.voice is not None
    assert again.voice.file_unique_id == message.voice.file_unique_id
    assert mai.last.file is not None
    assert mai.last.file.content == b"OggS-words"
    mai.document("lon.pdf", size=25_000_000)
    big = (await one(bot)).message
    assert big is not None
    assert big.document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await big.document.get_file()


async def test_an_album_is_separate_messages_with_one_name(world: World, bot: Bot) -> None:
    world.person("Mai").album(["photo", "photo", "document"], caption="giấy tờ")
    messages = [update.message for update in await bot.get_updates()]
    assert len({message.media_group_id for message in messages if message}) == 1
    assert [message.caption for message in messages if message] == ["giấy tờ", None, None]


async def test_a_group_with_privacy_shows_commands_replies_and_service_messages_only(
    world: World, bot: Bot
) -> None:
    lan, hung = world.person("Lan"), world.person("Hùng")
    group = world.group("Trợ giúp viên", [lan, hung])
    group.add_bot(by=lan)
    seen = await bot.get_updates()
    assert seen[0].my_chat_member is not None
    assert seen[1].message is not None
    assert seen[1].message.new_chat_members
    await bot.get_updates(offset=seen[-1].update_id + 1)
    card = await bot.send_message(group.id, "Yêu cầu mới", reply_markup=inline("Nhận"))
    hung.send("chuyện riêng", chat=group)
    hung.send("/viec", chat=group)
    hung.send("/viec@khac_bot", chat=group)
    hung.send("trả lời", chat=group, reply_to=card.message_id)
    lan.press("Nhận", chat=group)
    got = await bot.get_updates()
    assert [update.message.text for update in got if update.message] == ["/viec", "trả lời"]
    assert got[-1].callback_query is not None
    assert got[-1].callback_query.from_user.id == lan.id
    group.add_bot(by=lan, admin=True)
    lan.send("ẩn danh", chat=group, anonymous=True)
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.sender_chat is not None
    assert message.sender_chat.id == group.id


async def test_a_group_that_became_a_supergroup_says_where_it_went(world: World, bot: Bot) -> None:
    lan = world.person("Lan")
    group = world.group("Trợ giúp viên", [lan])
    group.add_bot(by=lan)
    old = group.id
    new = group.migrate()
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old, "?")
    assert moved.value.new_chat_id == new
    kept = [update.message for update in await bot.get_updates() if update.message]
    assert kept[-2].migrate_to_chat_id == new
    assert kept[-1].migrate_from_chat_id == old
    sent = await bot.send_message(new, "Chào.")
    assert sent.message_id == 2
    assert (await bot.get_chat_member(new, lan.id)).status == "creator"
    assert await bot.leave_chat(new)
    with pytest.raises(Forbidden, match="not a member of the supergroup"):
        await bot.send_message(new, "?")


async def test_faults_strike_the_calls_they_name(
    world: World, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # PTB warns when it makes a RetryAfter without
    mai = world.person("Mai")
    mai.start()
    world.faults.add("retry_after", method="sendMessage", seconds=7, count=1)
    with pytest.raises(RetryAfter):
        await bot.send_message(mai.id, "một")
    world.faults.add("lost_answer", method="sendMessage", chat=str(mai.id), count=1)
    with pytest.raises(TimedOut):
        await bot.send_message(mai.id, "hai")
    world.faults.add("reset")
    with pytest.raises(NetworkError):
        await bot.get_me()
    world.faults.clear()
    await bot.send_message(mai.id, "ba")
    assert mai.read() == ["hai", "ba"]


async def test_a_token_that_looks_real_is_refused(world: World) -> None:
    request = SimulatorRequest(world)
    looks_real = "12345678:" + "AAx9" * 9
    with pytest.raises(InvalidToken):
        await Bot(looks_real, request=request).get_me()
    assert not world.bots


async def test_idle_means_confirmed_and_quiet(world: World, bot: Bot) -> None:
    mai = world.person("Mai")
    mai.send("một")
    with pytest.raises(TimeoutError, match="1 updates unconfirmed"):
        await world.wait_idle(timeout=0.05)
    await one(bot)
    await world.wait_idle(quiet=0.01)


async def test_setting_up_the_face_of_the_bot_is_remembered(world: World, bot: Bot) -> None:
    await bot.set_my_commands([("start", "Bắt đầu")], language_code="vi")
    assert [command.command for command in await bot.get_my_commands(language_code="vi")] == ["start"]
    assert await bot.get_my_commands() == ()
    with pytest.raises(BadRequest, match="language code"):
        await bot.set_my_commands([("start", "Pib")], language_code="hmn")
    await bot.set_my_description("Trợ giúp pháp lý miễn phí")
    assert (await bot.get_my_description()).description == "Trợ giúp pháp lý miễn phí"
