"""The table of methods: which the simulator carries out with which parameters, and which it only knows of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.simulator import albums, asking, editing, links, marks, passing, profile, sending, topics, webhook
from bot.simulator.account import SimBot
from bot.simulator.params import Params

if TYPE_CHECKING:
    from bot.simulator.world import World

Run = Callable[["World", SimBot, Params], Any]


@dataclass(frozen=True, slots=True)
class Method:
    """A method which is carried out."""

    name: str
    run: Run
    parameters: frozenset[str]


_PUT = (
    "chat_id message_thread_id direct_messages_topic_id disable_notification protect_content "
    "allow_paid_broadcast message_effect_id suggested_post_parameters "
)
_SEND = _PUT + "business_connection_id reply_parameters reply_markup "
_FROM = "from_chat_id "
_TEXT = "text parse_mode entities link_preview_options "
_CAPTION = "caption parse_mode caption_entities "
_EDIT = "business_connection_id chat_id message_id inline_message_id reply_markup "
_MESSAGE = "business_connection_id chat_id message_id "
_TOPIC = "chat_id message_thread_id "
_SCOPE = "scope language_code "

_TABLE: list[tuple[str, Run, str]] = [
    ("getMe", asking.get_me, ""),
    (
        "setWebhook",
        webhook.set_webhook,
        "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    ),
    ("deleteWebhook", webhook.delete_webhook, "drop_pending_updates"),
    ("getWebhookInfo", webhook.get_webhook_info, ""),
    ("sendMessage", sending.send_message, _SEND + _TEXT),
    ("sendPhoto", sending.send_photo, _SEND + _CAPTION + "photo has_spoiler show_caption_above_media"),
    (
        "sendDocument",
        sending.send_document,
        _SEND + _CAPTION + "document thumbnail disable_content_type_detection",
    ),
    ("sendVoice", sending.send_voice, _SEND + _CAPTION + "voice duration"),
    ("sendAudio", sending.send_audio, _SEND + _CAPTION + "audio duration performer title thumbnail"),
    (
        "sendVideo",
        sending.send_video,
        _SEND + _CAPTION + "video duration width height thumbnail cover start_timestamp "
        "show_caption_above_media has_spoiler supports_streaming",
    ),
    (
        "sendAnimation",
        sending.send_animation,
        _SEND + _CAPTION + "animation duration width height thumbnail show_caption_above_media has_spoiler",
    ),
    ("sendVideoNote", sending.send_video_note, _SEND + "video_note duration length thumbnail"),
    (
        "sendLocation",
        sending.send_location,
        _SEND + "latitude longitude horizontal_accuracy live_period heading proximity_alert_radius",
    ),
    ("sendContact", sending.send_contact, _SEND + "phone_number first_name last_name vcard"),
    ("sendMediaGroup", albums.send_media_group, _PUT + "business_connection_id media reply_parameters"),
    ("forwardMessage", passing.forward_message, _PUT + _FROM + "message_id video_start_timestamp"),
    ("forwardMessages", passing.forward_messages, _PUT + _FROM + "message_ids"),
    (
        "copyMessage",
        passing.copy_message,
        _SEND + _FROM + _CAPTION + "message_id video_start_timestamp show_caption_above_media",
    ),
    ("copyMessages", passing.copy_messages, _PUT + _FROM + "message_ids remove_caption"),
    (
        "sendMessageDraft",
        sending.send_message_draft,
        "chat_id message_thread_id draft_id text parse_mode entities",
    ),
    ("sendChatAction", sending.send_chat_action, "business_connection_id chat_id message_thread_id action"),
    ("editMessageText", editing.edit_message_text, _EDIT + _TEXT),
    ("editMessageCaption", editing.edit_message_caption, _EDIT + _CAPTION + "show_caption_above_media"),
    ("editMessageReplyMarkup", editing.edit_message_reply_markup, _EDIT),
    ("deleteMessage", editing.delete_message, "chat_id message_id"),
    ("deleteMessages", editing.delete_messages, "chat_id message_ids"),
    (
        "answerCallbackQuery",
        editing.answer_callback_query,
        "callback_query_id text show_alert url cache_time",
    ),
    ("pinChatMessage", marks.pin_chat_message, _MESSAGE + "disable_notification"),
    ("unpinChatMessage", marks.unpin_chat_message, _MESSAGE),
    ("unpinAllChatMessages", marks.unpin_all_chat_messages, "chat_id"),
    ("setMessageReaction", marks.set_message_reaction, "chat_id message_id reaction is_big"),
    (
        "createChatInviteLink",
        links.create_chat_invite_link,
        "chat_id name expire_date member_limit creates_join_request",
    ),
    ("exportChatInviteLink", links.export_chat_invite_link, "chat_id"),
    (
        "createForumTopic",
        topics.create_forum_topic,
        "chat_id name icon_color icon_custom_emoji_id",
    ),
    ("editForumTopic", topics.edit_forum_topic, _TOPIC + "name icon_custom_emoji_id"),
    ("closeForumTopic", topics.close_forum_topic, _TOPIC),
    ("reopenForumTopic", topics.reopen_forum_topic, _TOPIC),
    ("deleteForumTopic", topics.delete_forum_topic, _TOPIC),
    ("getFile", asking.get_file, "file_id"),
    ("getChat", asking.get_chat, "chat_id"),
    ("getChatMember", asking.get_chat_member, "chat_id user_id"),
    ("getChatMemberCount", asking.get_chat_member_count, "chat_id"),
    ("getChatAdministrators", asking.get_chat_administrators, "chat_id return_bots"),
    ("leaveChat", asking.leave_chat, "chat_id"),
    ("setMyCommands", profile.set_my_commands, _SCOPE + "commands"),
    ("getMyCommands", profile.get_my_commands, _SCOPE),
    ("deleteMyCommands", profile.delete_my_commands, _SCOPE),
    ("setMyName", profile.setter("name"), "name language_code"),
    ("setMyDescription", profile.setter("description"), "description language_code"),
    ("setMyShortDescription", profile.setter("short_description"), "short_description language_code"),
    ("getMyName", profile.getter("name"), "language_code"),
    ("getMyDescription", profile.getter("description"), "language_code"),
    ("getMyShortDescription", profile.getter("short_description"), "language_code"),
    ("setChatMenuButton", profile.set_chat_menu_button, "chat_id menu_button"),
    ("getChatMenuButton", profile.get_chat_menu_button, "chat_id"),
]

METHODS = {name.lower(): Method(name, run, frozenset(words.split())) for name, run, words in _TABLE}
GET_UPDATES = frozenset({"offset", "limit", "timeout", "allowed_updates"})

KNOWN = frozenset(
    """
    addStickerToSet answerCallbackQuery answerGuestQuery answerInlineQuery answerPreCheckoutQuery
    answerShippingQuery answerWebAppQuery approveChatJoinRequest approveSuggestedPost banChatMember
    banChatSenderChat close closeForumTopic closeGeneralForumTopic convertGiftToStars copyMessage
    copyMessages createChatInviteLink createChatSubscriptionInviteLink createForumTopic
    createInvoiceLink createNewStickerSet declineChatJoinRequest declineSuggestedPost
    deleteAllMessageReactions deleteBusinessMessages deleteChatPhoto deleteChatStickerSet
    deleteForumTopic deleteMessage deleteMessageReaction deleteMessages deleteMyCommands
    deleteStickerFromSet deleteStickerSet deleteStory deleteWebhook editChatInviteLink
    editChatSubscriptionInviteLink editForumTopic editGeneralForumTopic editMessageCaption
    editMessageChecklist editMessageLiveLocation editMessageMedia editMessageReplyMarkup
    editMessageText editStory editUserStarSubscription exportChatInviteLink forwardMessage
    forwardMessages getAvailableGifts getBusinessAccountGifts getBusinessAccountStarBalance
    getBusinessConnection getChat getChatAdministrators getChatGifts getChatMember
    getChatMemberCount getChatMenuButton getCustomEmojiStickers getFile getForumTopicIconStickers
    getGameHighScores getManagedBotAccessSettings getManagedBotToken getMe getMyCommands
    getMyDefaultAdministratorRights getMyDescription getMyName getMyShortDescription
    getMyStarBalance getStarTransactions getStickerSet getUpdates getUserChatBoosts getUserGifts
    getUserPersonalChatMessages getUserProfileAudios getUserProfilePhotos getWebhookInfo
    giftPremiumSubscription hideGeneralForumTopic leaveChat logOut pinChatMessage postStory
    promoteChatMember readBusinessMessage refundStarPayment removeBusinessAccountProfilePhoto
    removeChatVerification removeMyProfilePhoto removeUserVerification reopenForumTopic
    reopenGeneralForumTopic replaceManagedBotToken replaceStickerInSet repostStory
    restrictChatMember revokeChatInviteLink savePreparedInlineMessage savePreparedKeyboardButton
    sendAnimation sendAudio sendChatAction sendChecklist sendContact sendDice sendDocument sendGame
    sendGift sendInvoice sendLivePhoto sendLocation sendMediaGroup sendMessage sendMessageDraft
    sendPaidMedia sendPhoto sendPoll sendSticker sendVenue sendVideo sendVideoNote sendVoice
    setBusinessAccountBio setBusinessAccountGiftSettings setBusinessAccountName
    setBusinessAccountProfilePhoto setBusinessAccountUsername setChatAdministratorCustomTitle
    setChatDescription setChatMemberTag setChatMenuButton setChatPermissions setChatPhoto
    setChatStickerSet setChatTitle setCustomEmojiStickerSetThumbnail setGameScore
    setManagedBotAccessSettings setMessageReaction setMyCommands setMyDefaultAdministratorRights
    setMyDescription setMyName setMyProfilePhoto setMyShortDescription setPassportDataErrors
    setStickerEmojiList setStickerKeywords setStickerMaskPosition setStickerPositionInSet
    setStickerSetThumbnail setStickerSetTitle setUserEmojiStatus setWebhook stopMessageLiveLocation
    stopPoll transferBusinessAccountStars transferGift unbanChatMember unbanChatSenderChat
    unhideGeneralForumTopic unpinAllChatMessages unpinAllForumTopicMessages
    unpinAllGeneralForumTopicMessages unpinChatMessage upgradeGift uploadStickerFile verifyChat
    verifyUser
    """.lower().split()
)
"""Every method of Bot API 10.0: what is not carried out is refused as "not simulated yet", not as unknown."""
