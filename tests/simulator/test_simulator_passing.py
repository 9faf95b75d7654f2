"""Albums by the bot, and messages it passes on: forwarded or copied."""

from __future__ import annotations

import json
from typing import Any

import pytest
from telegram import (
    Bot,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    MessageOriginHiddenUser,
    MessageOriginUser,
)
from telegram.error import BadRequest

from bot.simulator.acts import NotPossible
from bot.simulator.dispatch import call
from bot.simulator.params import Upload
from bot.simulator.person import Person
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World


@pytest.fixture
def lan(world: World) -> Person:
    lan = world.person("Lan")
    lan.start()
    return lan


async def test_an_album_mixes_uploads_and_known_files_under_one_name(bot: Bot, mai: Person) -> None:
    known = await bot.send_photo(mai.id, b"known")
    media = [
        InputMediaPhoto(b"fresh", caption="giấy tờ"),
        InputMediaPhoto(known.photo[-1].file_id),
    ]
    sent = await bot.send_media_group(mai.id, media)
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in sent] == ["giấy tờ", None]
    assert [seen.file.content for seen in mai.from_bot[-2:] if seen.file] == [b"fresh", b"known"]
    (alone,) = await bot.send_media_group(mai.id, [InputMediaDocument(b"x", filename="đơn.pdf")])
    assert alone.media_group_id is None
    assert alone.document is not None
    assert alone.document.file_name == "đơn.pdf"


async def test_a_wrong_album_is_refused_whole(bot: Bot, mai: Person) -> None:
    photo = InputMediaPhoto(b"x")
    with pytest.raises(BadRequest, match="Document can't be mixed with other media types"):
        await bot.send_media_group(mai.id, [photo, InputMediaDocument(b"y")])
    with pytest.raises(BadRequest, match="Audio can't be mixed"):
        await bot.send_media_group(mai.id, [InputMediaAudio(b"y"), photo])
    with pytest.raises(BadRequest, match="Too many messages to send as an album"):
        await bot.send_media_group(mai.id, [photo] * 11)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_media_group(mai.id, [photo, InputMediaPhoto(b"y", caption="x" * 1025)])
    with pytest.raises(BadRequest, match='message #2 with the error message "wrong file identifier'):
        await bot.send_media_group(mai.id, [photo, InputMediaPhoto("SIMF-1-1")])
    with pytest.raises(BadRequest, match="parse_mode is not simulated"):
        await bot.send_media_group(mai.id, [photo, InputMediaPhoto(b"y", caption="x", parse_mode="HTML")])
    assert mai.from_bot == []


@pytest.mark.parametrize(
    ("media", "reason"),
    [
        ("x", "can't parse media JSON object"),
        ({}, "expected an Array of InputMedia"),
        ([], "there are no messages to send"),
        ([1], "can't parse InputMedia: expected an Object"),
        ([{"type": "voice", "media": "x"}], 'type "voice" can\'t be used in sendMediaGroup'),
        ([{"type": "poem", "media": "x"}], 'type "poem" is unsupported'),
        ([{"type": "photo", "media": "attach://nothing"}], "can't parse InputMedia: media not found"),
        ([{"type": "photo", "media": "x", "captoin": "y"}], "simulator: InputMedia has no field captoin"),
    ],
)
async def test_media_that_cannot_be_read_is_refused(
    world: World, mai: Person, media: Any, reason: str
) -> None:
    _, body = await call(world, DEFAULT_TOKEN, "sendMediaGroup", {"chat_id": mai.id, "media": media})
    assert reason in body["description"]


async def test_a_forward_names_who_wrote_first(bot: Bot, mai: Person, lan: Person) -> None:
    said = mai.send("đất nhà tôi")
    once = await bot.forward_message(lan.id, mai.id, said)
    twice = await bot.forward_message(mai.id, lan.id, once.message_id)
    for forward in (once, twice):
        assert isinstance(forward.forward_origin, MessageOriginUser)
        assert forward.forward_origin.sender_user.id == mai.id
        assert forward.text == "đất nhà tôi"
    assert lan.last.forwarded_from == "Mai"
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("khác", lan.id, once.message_id)


async def test_a_copy_is_the_bots_own_and_may_get_another_caption(bot: Bot, mai: Person, lan: Person) -> None:
    photo = mai.photo(caption="sổ đỏ")
    await bot.copy_message(lan.id, mai.id, photo)
    assert (lan.last.text, lan.last.forwarded_from) == ("sổ đỏ", None)
    copied = await bot.copy_message(lan.id, mai.id, photo, caption="sổ đỏ của bà Mai")
    assert lan.last.text == "sổ đỏ của bà Mai"
    await bot.edit_message_caption(lan.id, copied.message_id, caption="sửa được")
    await bot.copy_message(lan.id, mai.id, photo, caption="")
    assert lan.last.text == ""


async def test_what_is_gone_protected_or_a_service_message_does_not_pass(
    world: World, bot: Bot, mai: Person
) -> None:
    kept = await bot.send_message(mai.id, "giữ kín", protect_content=True)
    group = world.group("Nhóm", [mai])
    group.add_bot(by=mai)
    service = group.chat[-1].message_id
    with pytest.raises(BadRequest, match="Message to forward not found"):
        await bot.forward_message(mai.id, mai.id, 999)
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(mai.id, mai.id, 999)
    with pytest.raises(BadRequest, match="can't be forwarded"):
        await bot.forward_message(mai.id, mai.id, kept.message_id)
    with pytest.raises(BadRequest, match="can't be copied"):
        await bot.copy_message(mai.id, group.id, service)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.copy_message(mai.id, 424242, 1)


async def test_many_pass_at_once_and_albums_stay_together(bot: Bot, mai: Person, lan: Person) -> None:
    album = mai.album(["photo", "photo"], caption="giấy tờ")
    said = mai.send("hết")
    forwarded = await bot.forward_messages(lan.id, mai.id, [*album, said, 998])
    assert len(forwarded) == 3
    assert [seen.album for seen in lan.from_bot][:2] == [lan.from_bot[0].album] * 2
    assert lan.from_bot[0].album not in (None, mai.chat[1].album)
    assert lan.from_bot[2].album is None
    await bot.copy_messages(lan.id, mai.id, album, remove_caption=True)
    assert [seen.text for seen in lan.from_bot[-2:]] == ["", ""]
    with pytest.raises(BadRequest, match="There are no messages to forward"):
        await bot.copy_messages(lan.id, mai.id, [998, 999])
    with pytest.raises(BadRequest, match="strictly increasing order"):
        await bot.forward_messages(lan.id, mai.id, [said, album[0]])
    with pytest.raises(BadRequest, match="Too many message identifiers"):
        await bot.forward_messages(lan.id, mai.id, list(range(1, 102)))


@pytest.mark.parametrize("name", ["a", "giấy tờ"])
async def test_attached_files_may_have_any_name(world: World, mai: Person, name: str) -> None:
    media = json.dumps([{"type": "photo", "media": f"attach://{name}"}], ensure_ascii=False)
    files = {name: Upload("a.jpg", b"x")}
    params = {"chat_id": mai.id, "media": media}
    assert (await call(world, DEFAULT_TOKEN, "sendMediaGroup", params, files))[0] == 200
    wrong = await call(world, DEFAULT_TOKEN, "sendMediaGroup", params, files | {"b": Upload("b.jpg", b"x")})
    assert wrong[1]["description"] == "Bad Request: simulator: sendMediaGroup has no parameter b"


async def test_a_bot_shares_a_contact_card(bot: Bot, mai: Person) -> None:
    sent = await bot.send_contact(mai.id, "+842153825555", "Trung tâm", last_name="Trợ giúp pháp lý")
    assert sent.contact is not None
    assert sent.contact.last_name == "Trợ giúp pháp lý"


async def test_an_animation_is_a_document_too_and_a_round_video_has_no_caption(
    world: World, bot: Bot, mai: Person
) -> None:
    moving = await bot.send_animation(mai.id, b"x", caption="cách ghi tiếng", duration=3)
    assert moving.animation is not None
    assert moving.document is not None
    assert (moving.animation.file_id, moving.caption) == (moving.document.file_id, "cách ghi tiếng")
    round_one = await bot.send_video_note(mai.id, b"x")
    assert round_one.video_note is not None
    assert round_one.video_note.length == 240
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(mai.id, round_one.message_id, caption="x")
    with pytest.raises(BadRequest, match="file of type videonote as video"):
        await bot.send_video(mai.id, round_one.video_note.file_id)
    body = (await call(world, DEFAULT_TOKEN, "sendVideoNote", {"chat_id": mai.id}))[1]
    assert body["description"] == "Bad Request: there is no video note in the request"


async def test_a_person_forwards_what_somebody_else_wrote(
    world: World, bot: Bot, mai: Person, lan: Person
) -> None:
    lan.user.hidden = True
    group = world.group("Bản", [mai, lan])
    group.add_bot(by=mai)
    said = lan.send("bán đất", chat=group)
    mai.forward(said, source=group)
    mai.forward(mai.send("của tôi"), chat=group)
    origins = [update.message.forward_origin for update in await bot.get_updates() if update.message]
    assert isinstance(origins[-2], MessageOriginHiddenUser)
    assert origins[-2].sender_user_name == "Lan"
    assert mai.chat[-2].forwarded_from == "Lan"
    with pytest.raises(NotPossible, match="cannot be forwarded"):
        mai.forward(group.chat[0].message_id, source=group)
    with pytest.raises(NotPossible, match="of their own"):
        mai.edit(mai.chat[-2].message_id, "khác")
