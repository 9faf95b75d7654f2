"""Every sentence about a flow: its code, its severity, what is wrong and how to mend it, twice.

Only words stand here, laid over those of the reader of files; ``bot.problems`` fills them in.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.flow.answer_sentences import ANSWER_SENTENCES, CONDITION_SENTENCES
from bot.flow.path_sentences import PATH_SENTENCES
from bot.problems import Sentence, error, warning
from bot.yaml_form import FORM_SENTENCES

_FILE = {
    "name_yml": error(
        "L0", "Tên tệp kết thúc bằng .yml.", "The file name ends in .yml.",
        "Đổi tên thành {name}.", "Rename it to {name}.",
    ),
    "name_other": error(
        "L0", "Tệp này không phải .yaml.", "This file is not a .yaml file.",
        "Đổi đuôi tên tệp thành .yaml, hoặc để tệp ở thư mục khác.", "End its name in .yaml or move it elsewhere.",
    ),
    "file_empty": error(
        "L0", "Tệp trống.", "The file is empty.",
        "Viết spec, flow, title và steps, hoặc xoá tệp.", "Write spec, flow, title and steps, or delete the file.",
    ),
    "file_documents": error(
        "L0", "Tệp có nhiều phần cách nhau bằng ---.", "The file holds several documents (---).",
        "Mỗi tệp chỉ một cuộc trò chuyện: tách ra.", "One file is one flow: split it.",
    ),
    "text_long": error(
        "L5", "Câu dài hơn {limit} ký tự.", "The text is longer than {limit} characters.",
        "Viết ngắn lại, hoặc tách thành hai bước.", "Shorten it, or make it two steps.",
    ),
    "icon_long": error(
        "L5", "Hình “{name}” dài hơn {limit} ký tự.", "The icon “{name}” is longer than {limit} characters.",
        "Dùng một hình thôi.", "Use a single emoji.",
    ),
    "flow_long": error(
        "L5", "Cả phần con thì hơn {limit} bước.", "With its sub-flows it has more than {limit} steps.",
        "Bớt bước, hoặc bớt call.", "Take steps or calls away.",
    ),
    "silence_long": error(
        "L5", "Từ đây có hơn {limit} bước liền không hỏi gì.", "From here on there are more than {limit} steps without a question.",
        "Đặt một câu hỏi vào giữa.", "Put a question in between.",
    ),
    "not_time": error(
        "L7", "“{name}” không phải giờ.", "“{name}” is no time of the day.",
        "Viết như \"20:00\", trong ngoặc kép.", "Write it like \"20:00\", in quotes.",
    ),
    "name_twice": error(
        "G1", "Tên “{name}” đã có ở {first}.", "The name “{name}” is taken by {first}.",
        "Đổi tên một trong hai tệp.", "Rename one of the two files.",
    ),
    "spec_newer": error(
        "L7", "Không đọc được spec {name}.", "Spec {name} cannot be read.",
        "Viết spec: 1, hoặc dùng bản chương trình mới hơn.", "Write spec: 1, or use a newer program.",
    ),
    "flow_name": error(
        "L7", "“flow: {name}” khác tên tệp.", "“flow: {name}” differs from the file's name.",
        "Viết flow: {wanted}.", "Write flow: {wanted}.",
    ),
    "kind_missing": error(
        "L7", "Bước này không nói làm gì.", "This step does not say what it is.",
        "Thêm đúng một trong: {kinds}.", "Add exactly one of: {kinds}.",
    ),
    "kind_twice": error(
        "L7", "Bước này vừa là {kinds}.", "This step is several things: {kinds}.",
        "Tách thành nhiều bước.", "Make it several steps.",
    ),
}  # fmt: skip

_TEXTS = {
    "placeholder_unknown": error(
        "T2", "Không có gì để điền vào “{{name}}”.", "There is nothing to put into “{{name}}”.",
        "{near_vi}", "{near_en}",
    ),
    "placeholder_private": error(
        "T2", "“{name}” là câu trả lời kín, không nhắc lại được.", "“{name}” is private and is quoted nowhere.",
        "Bỏ chỗ điền này.", "Remove this placeholder.",
    ),
    "placeholder_label": error(
        "T2", "Chữ trên nút và tên gọi không điền được “{{name}}”.", "Labels and titles cannot hold “{{name}}”.",
        "Viết hẳn chữ ra, hoặc đưa lên câu hỏi.", "Write the words, or move it to the question.",
    ),
    "input_private": error(
        "T2", "“{deed}” nhắc lại “{name}”, mà đó là câu trả lời kín.", "“{deed}” says “{name}”, which is a private answer.",
        "Đưa câu trả lời khác.", "Give it another answer.",
    ),
    "brace_alone": error(
        "T2", "Dấu { hoặc } đứng lẻ.", "A { or } stands alone.",
        "Viết {tên}, hoặc bỏ dấu.", "Write {name}, or remove it.",
    ),
    "labels_alike": error(
        "T3", "Hai nút giống nhau: “{first}” và “{second}”.", "Two labels are alike: “{first}” and “{second}”.",
        "Đổi chữ một nút.", "Change one of them.",
    ),
    "label_long": warning(
        "T3", "Chữ trên nút dài hơn {limit} ký tự.", "The label is longer than {limit} characters.",
        "Viết ngắn lại.", "Shorten it.",
    ),
    "caption_long": warning(
        "T3", "Câu dài hơn {limit} ký tự: không đặt dưới lời ghi âm được.",
        "The text is longer than {limit} characters: it cannot stand under a recording.",
        "Viết ngắn lại, hoặc tách thành hai bước.", "Shorten it, or make it two steps.",
    ),
    "word_taken": warning(
        "T5", "“{name}” đã là lời gọi khác: {first}.", "“{name}” calls something else already: {first}.",
        "Chọn từ khác.", "Choose another word.",
    ),
    "label_is_interrupt": warning(
        "T5", "Nút “{name}” trùng với một lời gọi chung.", "The label “{name}” is also a word for an interrupt.",
        "Đổi chữ trên nút.", "Change the label.",
    ),
}  # fmt: skip

SENTENCES: Mapping[str, Sentence] = {
    **FORM_SENTENCES,
    **_FILE,
    **PATH_SENTENCES,
    **CONDITION_SENTENCES,
    **ANSWER_SENTENCES,
    **_TEXTS,
}
