"""What the demonstration hands to the page: the story of a woman whose field is taken, and the way to Tết.

Invented people. Words only: how it is played belongs to the page.
"""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from bot.simulator.programme import Act, Moment, Programme, Said, Sign, Story

HERE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING: Final = dt.time(8)
# The first day of the lunar year in Vietnam, which now and then is not China's (2030).
TET: Final = (
    dt.date(2027, 2, 6),
    dt.date(2028, 1, 26),
    dt.date(2029, 2, 13),
    dt.date(2030, 2, 2),
    dt.date(2031, 1, 23),
    dt.date(2032, 2, 11),
)
WOMEN: Final = ("Vàng Thị Sua", "Thào Thị Chứ", "Lầu Thị Dua", "Hạng Thị Pà", "Cứ Thị Say", "Sùng Thị Mỷ")
TOLD: Final = (
    "Nhà bên dời cọc sang nương nhà mình. Họ bảo đừng kêu, kêu thì họ phá lán. "
    "Mình sợ. Nhưng nương này mẹ để lại, mình không bỏ."
)
ANSWERED: Final = (
    "Chào chị, tôi là Sơn, người thật. Chị kể thế là đúng. Chị cứ làm nương, đừng ký giấy gì. "
    "Có ai đe thì gọi 113. Sáng mai tôi nhắn chị."
)
THANKED: Final = "Cảm ơn cán bộ. Mình giữ nương, không ký gì."


def programme(officer: int) -> Programme:
    """What the page gets; `officer` is who claims and answers."""
    tet = tuple(dt.datetime.combine(day, MORNING, HERE).timestamp() for day in TET)
    return Programme(_story(officer), (Moment(Said("đến Tết", "to Tết"), tet),))


def _story(officer: int) -> Story:
    return Story(
        title=Said("Một người giữ nương", "A woman keeps her field"),
        hero="citizen",
        newcomers=WOMEN,
        cast={"group": officer, "officer": officer},
        acts=ACTS,
        end=Said(
            "Hết chuyện. Giờ bấm thử: máy nào cũng bấm được.",
            "That is the story. Now try it by hand: every phone here works.",
        ),
        sign=Sign("citizen", "Số:? ([0-9]{3} [0-9]{3} [A-Z])"),
    )


ACTS: Final = (
    Act(
        "citizen",
        "start",
        caption=Said(
            "Nhà bên lấn nương, còn đe. Chị sợ, mà chị vẫn nhắn.",
            "The neighbours take her field and threaten her. She is afraid, and writes all the same.",
        ),
    ),
    Act(
        "citizen",
        "press",
        "Tiếng Việt",
        "Nói tiếng nào?",
        caption=Said("Số 113 đứng ở ngay tin đầu.", "113, the police, stands in the very first message."),
    ),
    Act(
        "citizen",
        "press",
        "Nhờ giúp",
        "Cần gì?",
        caption=Said(
            "Nguy hiểm, người nhà bị bắt: bấm được ngay, không phải đồng ý gì trước.",
            "Danger or an arrest: one press, and no consent is asked before.",
        ),
    ),
    Act(
        "citizen",
        "press",
        "Đồng ý ghi",
        caption=Said(
            "Máy xin phép rồi mới ghi. Không cho ghi thì có số để tự gọi.",
            "The bot asks before it writes anything down. Who says no gets a number to call.",
        ),
    ),
    Act("citizen", "press", "Cho mình", "Nhờ cho ai?"),
    Act(
        "citizen",
        "press",
        "Đất, nhà",
        "Chuyện gì?",
        caption=Said(
            "Câu nào cũng có nút gặp người thật, và nút quay lại.",
            "Every question has a button to reach a human, and one to go back.",
        ),
    ),
    Act(
        "citizen",
        "send",
        TOLD,
        "Kể bằng lời",
        caption=Said(
            "Kể bằng chữ, bằng lời nói hay ảnh đều được. Lời kể niêm phong trên đĩa.",
            "Written, spoken or as a photo. What she says lies sealed on the disk.",
        ),
    ),
    Act(
        "citizen",
        "press",
        "Không có giấy",
        caption=Said(
            "Giấy toà, giấy xã có ngày hẹn: máy hỏi trước, kẻo lỡ ngày.",
            "Papers from a court carry dates: the bot asks early, lest one is missed.",
        ),
    ),
    Act(
        "citizen",
        "send",
        "bản Huổi Lóng, xã Na Sang",
        "Đang ở xã nào",
        caption=Said(
            "Tên xã mới hay tên cũ, máy đều hiểu.", "New or old name of the commune: both are known."
        ),
    ),
    Act("citizen", "press", "Xã Na Sang", "Có phải chỗ này không?"),
    Act(
        "citizen",
        "press",
        "Không có máy",
        "Cán bộ gọi số nào?",
        caption=Said(
            "Không có số để gọi thì cán bộ nhắn ở đây.", "No number to call: the officer writes here."
        ),
    ),
    Act(
        "citizen",
        "press",
        "Chỉ mình dùng",
        caption=Said(
            "Máy có người khác xem thì tin báo nói ít, không lộ chuyện.",
            "On a shared phone the notices say little and give nothing away.",
        ),
    ),
    Act(
        "citizen",
        "press",
        "Chưa muốn nói",
        "Gọi tên gì",
        caption=Said("Chưa muốn nói tên thì thôi.", "She need not give her name."),
    ),
    Act(
        "citizen",
        "press",
        "✅ Gửi",
        "Gửi cho cán bộ nhé?",
        caption=Said("Đọc lại một lượt, sai thì sửa, rồi mới gửi.", "Read it over, mend it, then send."),
    ),
    Act(
        "citizen",
        "press",
        "Dặn xong",
        "Đã nhận lời nhờ",
        caption=Said("Chưa thụ lý: máy nói thật.", "Not yet accepted as a case: the bot tells the truth."),
    ),
    Act(
        "group",
        "press",
        "Nhận liên hệ",
        about=True,
        caption=Said(
            "Nhóm cán bộ chỉ thấy số, việc, xã. Không tên, không lời kể.",
            "The staff's group sees number, matter, commune. No name, no story.",
        ),
    ),
    Act(
        "officer",
        "press",
        "Trả lời",
        about=True,
        caption=Said(
            "Ai nhận thì phiếu có lời kể mới tới, ở máy riêng của người ấy.",
            "The story itself goes only to the officer who claimed it, in private.",
        ),
    ),
    Act(
        "officer",
        "send",
        ANSWERED,
        "Viết lời cho người nhờ",
        about=True,
        caption=Said("Người thật trả lời, bằng lời của mình.", "A human answers, in his own words."),
    ),
    Act(
        "citizen",
        "send",
        THANKED,
        "trả lời:",
        caption=Said("Chị đọc được lời của người thật.", "She reads the words of a real person."),
    ),
    Act(
        "officer",
        "read",
        after=THANKED,
        about=True,
        caption=Said(
            "Chị nhắn thêm câu nào, câu ấy tới đúng người đang lo việc.",
            "Whatever she adds reaches the one who has her matter in hand.",
        ),
    ),
)
