"""Every sentence about a transcript, twice. Only words stand here, laid over those of the reader of files."""

from __future__ import annotations

from collections.abc import Mapping

from bot.problems import Sentence, error, warning
from bot.yaml_form import FORM_SENTENCES

_READING = {
    "clock": error(
        "V3", "“{name}” không phải ngày giờ.", "“{name}” is no date and time.",
        "Viết như “2026-11-26 09:00”, giờ Việt Nam.", "Write it like “2026-11-26 09:00”, in Vietnam's time.",
    ),
    "wait": error(
        "V3", "Không hiểu phải chờ bao lâu: “{name}”.", "It is not clear how long to wait: “{name}”.",
        "Viết như “3 days”, “2 hours” hoặc “10 minutes”.", "Write “3 days”, “2 hours” or “10 minutes”.",
    ),
    "not_one": error(
        "V3", "Mỗi dòng có đúng một trong: {keys}.", "A line has exactly one of: {keys}.",
        "Tách thành nhiều dòng, mỗi dòng một dấu -.", "Make it several lines, each with a -.",
    ),
    "edit_line": error(
        "V3", "Trước dòng này chỉ có {mine} dòng “me”.", "Only {mine} “me” lines stand before this one.",
        "Đếm lại các dòng “me” từ đầu, bắt đầu từ 1.", "Count the “me” lines from the top, beginning with 1.",
    ),
    "not_between": error(
        "V3", "not_between cần hai giờ.", "not_between takes two times.",
        "Viết not_between: [\"20:00\", \"07:00\"].", "Write not_between: [\"20:00\", \"07:00\"].",
    ),
    "location": error(
        "V3", "“{name}” không phải một điểm trên bản đồ.", "“{name}” is no point on the map.",
        "Viết như “21.38, 103.02”.", "Write it like “21.38, 103.02”.",
    ),
    "deed_shape": error(
        "V3", "Mỗi việc là một tên, hoặc một tên với những gì đưa cho nó.", "A deed is a name, or a name with what it is given.",
        "Viết - legal_aid_request, hoặc - legal_aid_request: {matter: land}.",
        "Write - legal_aid_request, or - legal_aid_request: {matter: land}.",
    ),
    "name_suffix": error(
        "V3", "Tên tệp thử phải kết thúc bằng .test.yaml.", "The name of a test ends in .test.yaml.",
        "Đổi tên thành {name}.", "Rename it to {name}.",
    ),
    "transcript_flow": error(
        "V3", "Không có cuộc trò chuyện “{name}”.", "There is no conversation “{name}”.", "{near_vi}", "{near_en}",
    ),
    "transcript_language": error(
        "V3", "Không có tiếng “{name}”.", "There is no language “{name}”.", "{near_vi}", "{near_en}",
    ),
    "transcript_step": error(
        "V3", "Không có bước “{name}”.", "There is no step “{name}”.", "{near_vi}", "{near_en}",
    ),
}  # fmt: skip

_PLAYING = {
    "said_otherwise": error(
        "V3", "({lang}) Chờ “bot: {expected}”, nhưng bot nói: {said}.", "({lang}) Expected “bot: {expected}”, but the bot said: {said}.",
        "Sửa dòng này cho đúng, hoặc sửa cuộc trò chuyện.", "Mend this line, or mend the flow.",
    ),
    "said_nothing": error(
        "V3", "({lang}) Chờ “bot: {expected}”, nhưng bot không nói gì nữa.", "({lang}) Expected “bot: {expected}”, but the bot said nothing more.",
        "Xoá dòng này, hoặc sửa cuộc trò chuyện.", "Remove this line, or mend the flow.",
    ),
    "said_more": error(
        "V3", "({lang}) Trước dòng này bot còn nói: {said}.", "({lang}) Before this line the bot also said: {said}.",
        "Thêm dòng “- bot: {first}”, hoặc sửa cuộc trò chuyện.", "Add the line “- bot: {first}”, or mend the flow.",
    ),
    "said_more_at_end": error(
        "V3", "({lang}) Sau dòng này bot còn nói: {said}.", "({lang}) After this line the bot also said: {said}.",
        "Thêm dòng “- bot: {first}”, hoặc sửa cuộc trò chuyện.", "Add the line “- bot: {first}”, or mend the flow.",
    ),
    "no_button": error(
        "V3", "({lang}) Ở câu này không có nút “{name}”. Có: {shown}.", "({lang}) There is no button “{name}” here. There are: {shown}.",
        "Chọn một nút có ở đó, hoặc sửa cuộc trò chuyện.", "Choose one that is there, or mend the flow.",
    ),
    "no_press": error(
        "V3", "Chưa bấm nút nào để bấm lại.", "No button was pressed yet that could be pressed again.",
        "Thêm một dòng “me: {tap: …}” ở trước.", "Put a line “me: {tap: …}” before it.",
    ),
    "no_files": error(
        "V3", "Kênh chỉ có chữ (channel: text) không gửi được thứ này.", "A channel of words alone (channel: text) cannot send this.",
        "Bỏ channel: text, hoặc bỏ dòng này.", "Remove channel: text, or this line.",
    ),
    "is_over": error(
        "V3", "({lang}) Cuộc trò chuyện đã xong, không bấm được nữa.", "({lang}) The conversation is over, there is nothing to press.",
        "Bỏ dòng này, hoặc sửa cuộc trò chuyện.", "Remove this line, or mend the flow.",
    ),
    "at_night": error(
        "V3", "({lang}) Bot nhắc lúc {time}, trong giờ phải im.", "({lang}) The bot reminded at {time}, in the hours of silence.",
        "Sửa quiet_hours trong flows/_defaults.yaml, hoặc sửa dòng này.", "Mend quiet_hours in flows/_defaults.yaml, or this line.",
    ),
    "answer_other": error(
        "V3", "({lang}) Câu trả lời ở “{step}” là: {found}; chờ: {expected}.", "({lang}) The answer at “{step}” is: {found}; expected: {expected}.",
        "Sửa dòng này, hoặc sửa cuộc trò chuyện.", "Mend this line, or mend the flow.",
    ),
    "deeds_other": error(
        "V3", "({lang}) Máy đã làm: {found}; chờ: {expected}.", "({lang}) What was done: {found}; expected: {expected}.",
        "Sửa dòng này, hoặc sửa cuộc trò chuyện.", "Mend this line, or mend the flow.",
    ),
    "deed_input": error(
        "V3", "({lang}) “{deed}” nhận {input}: {found}; chờ: {expected}.", "({lang}) “{deed}” was given {input}: {found}; expected: {expected}.",
        "Sửa dòng này, hoặc sửa cuộc trò chuyện.", "Mend this line, or mend the flow.",
    ),
    "request_sent": error(
        "V3", "({lang}) Đã gửi lời nhờ: {found}; chờ không gửi gì.", "({lang}) A request was sent: {found}; none was expected.",
        "Bỏ no_request, hoặc sửa cuộc trò chuyện.", "Remove no_request, or mend the flow.",
    ),
    "outcome_other": error(
        "V3", "({lang}) Kết thúc là “{found}”; chờ “{expected}”.", "({lang}) It ended as “{found}”; expected “{expected}”.",
        "Sửa dòng này, hoặc sửa cuộc trò chuyện.", "Mend this line, or mend the flow.",
    ),
    "said_aloud": error(
        "V3", "({lang}) Bot đã nói ra “{words}” ở dòng {at}.", "({lang}) The bot said “{words}” aloud, at line {at}.",
        "Đặt private: true cho câu hỏi, hoặc bỏ chỗ trống {answer.…} trong câu.",
        "Give the question private: true, or take {answer.…} out of the sentence.",
    ),
    "not_taken": warning(
        "V3", "Tiếng {tag}: chưa cuộc thử nào đi qua: {names}.", "Language {tag}: no transcript takes: {names}.",
        "Thêm một tệp flows/tests/….test.yaml đi qua chỗ ấy.", "Add a file flows/tests/….test.yaml that takes them.",
    ),
}  # fmt: skip

SENTENCES: Mapping[str, Sentence] = {**FORM_SENTENCES, **_READING, **_PLAYING}
