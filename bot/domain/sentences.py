"""Every sentence about a file of ``province/``: its code, what is wrong and how to mend it, twice.

Laid over those of the reader of files; ``bot.problems`` fills them in.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.problems import Sentence, error
from bot.yaml_form import FORM_SENTENCES

_PLACES = {
    "header": error(
        "P1", "Thiếu dòng tên cột.", "The line of column names is missing.",
        "Dòng đầu phải là: {columns}.", "The first line must be: {columns}.",
    ),
    "cells": error(
        "P1", "Dòng này không đủ {count} ô.", "This line has not {count} cells.",
        "Giữa các ô có dấu phẩy, ô trống vẫn giữ dấu phẩy.",
        "Put a comma between cells, and keep the comma of an empty one.",
    ),
    "place_code": error(
        "P1", "Mã “{name}” sai hoặc đã có ở dòng khác.", "The code “{name}” is wrong or used twice.",
        "Mã là năm chữ số, mỗi xã phường một mã.", "A code is five digits, one for each place.",
    ),
    "place_kind": error(
        "P1", "Không biết loại “{name}”.", "The kind “{name}” is unknown.",
        "Ghi xã, phường, hoặc thị trấn (thị trấn chỉ có ở xã cũ).",
        "Write xã, phường, or thị trấn (thị trấn only among old units).",
    ),
    "place_point": error(
        "P1", "“{name}” không phải vĩ độ, kinh độ.", "“{name}” is no latitude and longitude.",
        "Ghi hai số, ví dụ 21.4061,103.067; không biết thì để trống cả hai ô.",
        "Write two numbers, such as 21.4061,103.067; leave both cells empty where they are not known.",
    ),
    "place_name": error(
        "P1", "Tên “{name}” không đọc được.", "The name “{name}” cannot be read.",
        "Ghi tên bằng chữ, không ghi chữ xã, phường.", "Write the name in letters, without the word xã or phường.",
    ),
    "place_missing": error(
        "P1", "Không có xã, phường mang mã “{name}”.", "No place has the code “{name}”.",
        "Lấy mã ở cột code của {file}.", "Take the code from the column code of {file}.",
    ),
    "district": error(
        "P1", "Tên huyện cũ “{name}” chưa đúng.", "The old district “{name}” is not well written.",
        "Ghi cả chữ huyện, thị xã hoặc thành phố ở trước.", "Put huyện, thị xã or thành phố before the name.",
    ),
}  # fmt: skip

_ROUTING = {
    "id": error(
        "R1", "Tên gọi tắt “{name}” không dùng được, hoặc đã có.", "The id “{name}” cannot be used, or is used already.",
        "Dùng chữ thường không dấu, số và _, bắt đầu bằng chữ, không dùng all.",
        "Use small letters a to z, digits and _, beginning with a letter, not the word all.",
    ),
    "else_missing": error(
        "R1", "Các quy tắc thiếu dòng else.", "The rules have no else.",
        "Thêm ở cuối: - else: {name}.", "Add at the end: - else: {name}.",
    ),
    "else_last": error(
        "R1", "Dòng else không đứng cuối.", "The else is not the last rule.",
        "Để nó cuối cùng, và chỉ một dòng.", "Put it last, and only once.",
    ),
    "for_all": error(
        "R1", "Quy tắc này nhận mọi việc.", "This rule takes every request.",
        "Thêm matters, places hoặc urgent; nơi nhận mọi việc còn lại ghi ở else.",
        "Add matters, places or urgent; the branch for all the rest stands at else.",
    ),
    "branch": error(
        "R1", "Không có chi nhánh “{name}”.", "There is no branch “{name}”.",
        "{near_vi} Chi nhánh mới thì thêm ở branches trước.", "{near_en} A new branch is first added under branches.",
    ),
    "matter": error(
        "R1", "Không có lĩnh vực “{name}”.", "There is no matter “{name}”.",
        "{near_vi} Lĩnh vực mới thì thêm ở matters trước.", "{near_en} A new matter is first added under matters.",
    ),
    "place": error(
        "R1", "Không có xã, phường “{name}”.", "There is no place “{name}”.",
        "{near_vi} Ghi tên xã mới hoặc mã năm chữ số.", "{near_en} Write the name of today or the code of five digits.",
    ),
    "urgent": error(
        "R1", "“{name}” không phải là yes hay no.", "“{name}” is neither yes nor no.",
        "Ghi urgent: yes (khẩn) hoặc urgent: no.", "Write urgent: yes or urgent: no.",
    ),
}  # fmt: skip

_PROMISES = {
    "days": error(
        "R1", "“{name}” không phải số ngày.", "“{name}” is no number of days.",
        "Ghi số ngày làm việc từ 1 đến {limit}, hoặc none.", "Write working days from 1 to {limit}, or none.",
    ),
    "not_dialled": error(
        "R1", "“{name}” không phải số để gọi.", "“{name}” is no number to dial.",
        "Chỉ ghi số đã gọi thử, trong nháy: \"0215 300 0000\". Chưa có thì để [].",
        "Write a number that was tried, in quotes: \"0215 300 0000\". Without one leave [].",
    ),
}  # fmt: skip

_WAITING = {
    "span": error(
        "R1", "“{name}” không phải khoảng thời gian.", "“{name}” is no length of time.",
        "Ghi ví dụ: 8 giờ làm việc, 15 phút, 2 giờ.", "Write for example: 8 working hours, 15 minutes, 2 hours.",
    ),
    "climbs": error(
        "R1", "Bước này có thể không muộn hơn bước trước.", "This step may come no later than the one before.",
        "Xếp các bước từ sớm đến muộn; sau bước tính giờ làm việc thì ghi giờ làm việc.",
        "Put the steps in order, the soonest first; after one in working hours write working hours.",
    ),
    "too_late": error(
        "R1", "Nhắc có thể không sớm hơn lúc trả lại.", "The reminder may come no earlier than the lapse.",
        "Đặt remind ngắn hơn lapse và extend; remind tính giờ làm việc thì lapse và extend cũng vậy.",
        "Make remind shorter than lapse and extend; where it is in working hours, so are they.",
    ),
}  # fmt: skip

_SAFE_HOURS = {
    "safe_hours": error(
        "R1", "“{name}” không phải khoảng giờ trong một ngày.", "“{name}” is no span of hours of one day.",
        "Ghi như \"07:00-10:30\", giờ đầu trước, giờ cuối sau.",
        "Write \"07:00-10:30\", the beginning before the end.",
    ),
    "safe_hours_asleep": error(
        "R1", "“{name}” nằm trọn trong giờ yên lặng.", "“{name}” lies wholly within the quiet hours.",
        "Đổi giờ ở đây, hoặc quiet_hours trong flows/_defaults.yaml.",
        "Change the hours here, or quiet_hours in flows/_defaults.yaml.",
    ),
}  # fmt: skip

_GROUNDS = {
    "ground": error(
        "R1", "Mã căn cứ “{name}” không dùng được, hoặc đã có.", "The ground “{name}” cannot be used, or is used already.",
        'Ghi trong dấu nháy, năm của bản luật rồi điều khoản, đ viết là dd, ví dụ "2017:25.2.a".',
        'Write it in quotes, the year of the version and the clause, đ as dd, such as "2017:25.2.a".',
    ),
}  # fmt: skip

_LAW = {
    "law_day": error(
        "R1", "“{name}” không phải là một ngày.", "“{name}” is no day.",
        "Ghi ngày/tháng/năm trong dấu nháy, ví dụ \"1/1/2027\".", "Write day/month/year in quotes, such as \"1/1/2027\".",
    ),
    "term_turned": error(
        "R1", "Ngày cuối đứng trước ngày đầu.", "The last day comes before the first.",
        "Đổi lại from và to.", "Swap from and to.",
    ),
    "version_id": error(
        "R1", "“{name}” không phải tên một bản luật.", "“{name}” is no version of the law.",
        "Ghi năm bằng bốn chữ số trong dấu nháy, ví dụ \"2027\".", "Write a year of four digits in quotes, such as \"2027\".",
    ),
    "provision_twice": error(
        "R1", "Bước “{name}” có hai điều trong cùng một ngày.", "The act “{name}” stands on two provisions on one day.",
        "Sửa from, to cho các dòng nối nhau, không chồng nhau.", "Mend from and to so that the rows follow each other.",
    ),
    "version_gap": error(
        "R1", "Bản luật này không nối liền với bản {name}.", "This version does not follow the version {name} at once.",
        "Ngày from là ngày ngay sau ngày to của bản trước.", "Let from be the day after the to of the one before.",
    ),
}  # fmt: skip

_ELIGIBLE = {
    "circumstance": error(
        "R1", "Không có hoàn cảnh “{name}”.", "There is no circumstance “{name}”.", "{near_vi}", "{near_en}",
    ),
    "who_one": error(
        "R1", "Chỗ này phải có đúng một trong all, any, open.", "Exactly one of all, any, open must stand here.",
        "Viết ví dụ: {all: [teen, {any: [accused, victim]}]}.", "Write for example: {all: [teen, {any: [accused, victim]}]}.",
    ),
}  # fmt: skip

_DEADLINES = {
    "deadline_id": error(
        "R1", "Tên gọi tắt “{name}” không dùng được.", "The id “{name}” cannot be used.",
        "Dùng chữ thường không dấu và _, bắt đầu bằng chữ.", "Use small letters a to z and _, beginning with a letter.",
    ),
    "deadline_amount": error(
        "R1", "Thời hạn “{name}” phải có amount, còn at_once và unknown thì không.",
        "A period in {name} needs an amount, but at_once and unknown have none.",
        "Thêm amount: số, hoặc bỏ amount.", "Add amount: a number, or take amount away.",
    ),
    "deadline_longest": error(
        "R1", "longest phải dài hơn amount.", "longest must be more than amount.",
        "Ghi cả thời gian kéo dài, ví dụ amount: 15, longest: 30.",
        "Write the whole time with its extension, such as amount: 15, longest: 30.",
    ),
    "deadline_unknown": error(
        "R1", "unit: unknown và certainty: unknown phải đi cùng nhau.", "unit: unknown and certainty: unknown go together.",
        "Chưa biết thời hạn thì ghi unknown ở cả hai; đã biết thì ghi unit và certainty cho đúng.",
        "Where the period is not known write unknown for both; where it is, write its unit and certainty.",
    ),
    "deadline_hidden": error(
        "R1", "Không bao giờ dùng đến dòng này: dòng ở trên đã nhận hết.",
        "This line is never used: one above takes everything.",
        "Để dòng có when ở trên, dòng không có when ở dưới.", "Put lines with a when above the one without.",
    ),
}  # fmt: skip

_SENSITIVE = {
    "bare_word": error(
        "R1", "“{name}” không có chữ nào để so.", "There is no word to compare in “{name}”.",
        "Ghi một từ, hoặc bỏ dấu - hay dấu phẩy thừa.", "Write a word, or take away the - or comma that is too much.",
    ),
}  # fmt: skip

_RETENTION = {
    "days_or_months": error(
        "R1", "Chỗ này cần days hoặc months, một trong hai.", "Here stands days or months, one of the two.",
        "Ghi ví dụ {days: 30, set_by: us}.", "Write for example {days: 30, set_by: us}.",
    ),
}  # fmt: skip

_CALENDAR = {
    "hours": error(
        "R1", "“{name}” không phải khoảng giờ, hoặc không sau khoảng trước.",
        "“{name}” is no span of hours, or not after the one before.",
        "Ghi như \"07:30-11:30\", giờ đầu trước, giờ cuối sau, sáng trước chiều sau.",
        "Write \"07:30-11:30\", its beginning before its end, the morning before the afternoon.",
    ),
    "year": error(
        "R1", "“{name}” không phải là năm.", "“{name}” is no year.",
        "Ghi năm bằng bốn chữ số, từ 2000 đến 2099.", "Write the year in four digits, from 2000 to 2099.",
    ),
    "dates": error(
        "R1", "“{name}” không phải ngày của năm {year}.", "“{name}” is no day of the year {year}.",
        "Ghi ngày/tháng như 4/2, hoặc từ ngày đến ngày như 4/2-10/2.",
        "Write day/month as in 4/2, or from-to as in 4/2-10/2.",
    ),
    "off_and_worked": error(
        "R1", "Ngày {name} vừa nghỉ vừa đi làm.", "{name} is both off and worked.",
        "Bỏ ngày ấy ở off hoặc ở worked.", "Take it away under off or under worked.",
    ),
    "dated_days": error(
        "R1", "“{name}” không phải một ngày, hay từ ngày đến ngày.", "“{name}” is no day, nor from a day to a day.",
        "Ghi ngày/tháng/năm như 12/3/2027, hoặc 12/3/2027-14/3/2027.",
        "Write day/month/year as in 12/3/2027, or 12/3/2027-14/3/2027.",
    ),
    "calendar_place": error(
        "R1", "Không có chi nhánh, xã, phường “{name}”.", "There is no branch and no place “{name}”.",
        "{near_vi} Ghi tên gọi tắt của chi nhánh, tên xã mới, hoặc mã năm chữ số.",
        "{near_en} Write the id of a branch, the name of a place of today, or its code of five digits.",
    ),
}  # fmt: skip

_PAPERS = {
    "paper_unreadable": error(
        "D1", "Không phải tệp Word (.docx), hoặc tệp hỏng.", "This is no Word file (.docx), or it is broken.",
        "Mở bằng Word hay LibreOffice, ghi lại thành .docx, rồi thay tệp này.",
        "Open it in Word or LibreOffice, save it as .docx, and replace the file.",
    ),
    "paper_large": error(
        "D1", "Tệp quá lớn.", "The file is too large.",
        "Bỏ ảnh lớn; mẫu chỉ cần chữ.", "Take large pictures out; a template needs words only.",
    ),
    "paper_syntax": error(
        "D1", "Đoạn này có chỗ trống viết chưa đúng: “{words}”.", "This paragraph has a placeholder that is not well written: “{words}”.",
        "Viết {{ tên }}, hoặc {% if tên %} … {% endif %}, đủ hai dấu mở và hai dấu đóng.",
        "Write {{ name }}, or {% if name %} … {% endif %}, with both signs at each end.",
    ),
    "paper_unknown": error(
        "D1", "Đoạn “{words}”: không có chỗ trống tên “{name}”.", "Paragraph “{words}”: there is no placeholder “{name}”.",
        "{near_vi} Các tên ở province/README.md.", "{near_en} The names stand in province/README.md.",
    ),
    "paper_not_allowed": error(
        "D1", "Đoạn “{words}”: mẫu không được tính toán, lặp hay gọi gì ({name}).",
        "Paragraph “{words}”: a template may not compute, repeat or call anything ({name}).",
        "Chỉ dùng {{ tên }}, {% if tên %}, {% if not tên %}, {% else %}, {% endif %}.",
        "Use only {{ name }}, {% if name %}, {% if not name %}, {% else %}, {% endif %}.",
    ),
    "paper_missing": error(
        "D1", "Mẫu thiếu chỗ trống {{ {name} }}.", "The template lacks the placeholder {{ {name} }}.",
        "Thêm vào chỗ cần in.", "Put it where it is to be printed.",
    ),
    "paper_properties": error(
        "D1", "Chỗ trống nằm ở thuộc tính của tệp, không ở trên giấy.", "A placeholder stands in the properties of the file, not on the paper.",
        "Xoá nó ở File → Info (Thông tin).", "Take it away under File → Info.",
    ),
    "paper_macro": error(
        "D1", "Mẫu có macro ({name}): mở ra là có thứ chạy.", "The template has macros ({name}): something would run when it is opened.",
        "Ghi lại thành .docx không macro.", "Save it as .docx without macros.",
    ),
    "paper_link": error(
        "D1", "Mẫu nối ra ngoài ({name}): liên kết, ảnh hay mẫu ở nơi khác.", "The template leads outside ({name}): a link, picture or template elsewhere.",
        "Bỏ liên kết; ảnh thì chèn hẳn vào tệp.", "Take the link away; insert a picture into the file itself.",
    ),
    "paper_object": error(
        "D1", "Mẫu nhúng tệp khác ({name}).", "The template holds another file ({name}).",
        "Bỏ tệp nhúng, chỉ để chữ và ảnh.", "Take it out; keep words and pictures only.",
    ),
    "paper_field": error(
        "D1", "Mẫu có trường tự chạy của Word ({name}).", "The template has a field that Word computes ({name}).",
        "Chỉ giữ số trang; trường khác thì gõ thành chữ.", "Keep page numbers only; type the others as words.",
    ),
    "paper_doctype": error(
        "D1", "Mẫu có khai báo lạ trong XML ({name}).", "The template has a strange XML declaration ({name}).",
        "Mở bằng Word hay LibreOffice, ghi lại thành .docx.", "Open it in Word or LibreOffice and save it as .docx.",
    ),
}  # fmt: skip

SENTENCES: Mapping[str, Sentence] = {
    **FORM_SENTENCES, **_PLACES, **_ROUTING, **_PROMISES, **_CALENDAR, **_WAITING, **_SAFE_HOURS, **_GROUNDS, **_LAW,
    **_ELIGIBLE, **_DEADLINES, **_SENSITIVE, **_PAPERS, **_RETENTION,
}  # fmt: skip
