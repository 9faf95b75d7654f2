"""What ``preview`` says to who tries a flow out, in Vietnamese and in English. Only words stand here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "banner": (
        "XEM THỬ, không gửi ai. Cuộc trò chuyện: {flow}. Tiếng: {language}. Kênh: {channel}. Gõ :help để xem các lệnh.",
        "A REHEARSAL, nothing is sent to anyone. Flow: {flow}. Language: {language}. Channel: {channel}. Type :help for the commands.",
    ),
    "help": (
        "Gõ số, chữ trên nút, hoặc lời của bà con. Lệnh bắt đầu bằng dấu hai chấm:\n"
        "  :step BƯỚC      đến thẳng bước ấy, tự trả lời các câu trước\n"
        "  :lang TIẾNG     đổi tiếng (vi, en …)\n"
        "  :channel KÊNH   telegram hoặc text (chỉ có chữ); bắt đầu lại\n"
        "  :wait 3 days    để thời gian trôi: days, hours, minutes\n"
        "  :photo, :voice  gửi ảnh, gửi lời nói (thêm chữ phía sau cũng được)\n"
        "  :phone 0912…    đưa số máy này\n"
        "  :edit 2 LỜI     sửa tin thứ 2 của mình\n"
        "  :back           quay lại câu trước\n"
        "  :new            bắt đầu lại\n"
        "  :events         xem máy đã ghi gì\n"
        "  :save TÊN       lưu thành cuộc thử flows/tests/TÊN.test.yaml\n"
        "  :quit           thôi",
        "Type a number, a label, or what a person would say. Commands begin with a colon:\n"
        "  :step STEP      go to that step; what lies before is answered by itself\n"
        "  :lang TAG       another language (vi, en …)\n"
        "  :channel KIND   telegram or text (words alone); begins anew\n"
        "  :wait 3 days    let time go by: days, hours, minutes\n"
        "  :photo, :voice  send a photo, a voice note (words may follow)\n"
        "  :phone 0912…    share this phone's number\n"
        "  :edit 2 WORDS   edit the second message of the person\n"
        "  :back           back to the question before\n"
        "  :new            begin anew\n"
        "  :events         what is kept so far\n"
        "  :save NAME      keep this as the test flows/tests/NAME.test.yaml\n"
        "  :quit           leave",
    ),
    "command": ("Không có lệnh {name}. Gõ :help để xem các lệnh.", "There is no command {name}. Type :help for the commands."),
    "needs": ("Lệnh {name} cần thêm chữ phía sau. Gõ :help.", "{name} needs something after it. Type :help."),
    "channel": ("Kênh là telegram hoặc text.", "The channel is telegram or text."),
    "wait": ("Viết như :wait 3 days, :wait 2 hours.", "Write it like :wait 3 days, :wait 2 hours."),
    "waited": ("Bây giờ là {now}.", "It is now {now}."),
    "reminder": ("Lúc {at}, máy nhắc một lần.", "At {at} the one reminder comes."),
    "deed": ("Máy sẽ làm: {what}. Xem thử nên không làm.", "To be done: {what}. Not done, this is a rehearsal."),
    "over": (
        "— Hết cuộc trò chuyện ({outcome}). :new để bắt đầu lại, :save để lưu, :quit để thôi.",
        "— The conversation is over ({outcome}). :new begins anew, :save keeps it, :quit leaves.",
    ),
    "rests": ("— Máy chờ, không hỏi gì.", "— The bot waits and asks nothing."),
    "unseen": ("Bước “{step}” không hiện ra với ai: nó chỉ rẽ đường.", "Nobody sees the step “{step}”: it only decides the way."),
    "no_way": ("Không tìm được đường đến bước “{step}”.", "No way was found to the step “{step}”."),
    "jumped": ("Đã tự trả lời {count} lần để đến “{step}”.", "Answered {count} times to come to “{step}”."),
    "name": ("Tên chỉ gồm chữ thường không dấu, số và gạch dưới, ví dụ dat_chung.", "A name has small letters, digits and underscores, such as shared_land."),
    "taken": ("Đã có tệp {file}. Chọn tên khác.", "{file} is there already. Choose another name."),
    "unwritable": ("Không ghi được {file}: {why}.", "{file} cannot be written: {why}."),
    "saved": ("Đã lưu {file}. Chạy lại thấy đúng.", "Kept as {file}. Played again, it holds."),
    "saved_broken": ("Đã lưu {file}, nhưng chạy lại thì khác:", "Kept as {file}, but played again it differs:"),
    "bye": ("Thôi xem thử. Không gửi gì cho ai.", "The rehearsal is over. Nothing was sent to anyone."),
    "flow": ("Không có cuộc trò chuyện “{name}”. {near_vi}", "There is no conversation “{name}”. {near_en}"),
    "step": ("Không có bước “{name}”. {near_vi}", "There is no step “{name}”. {near_en}"),
    "language": ("Không có tiếng “{name}”. {near_vi}", "There is no language “{name}”. {near_en}"),
}  # fmt: skip
