"""What may be wrong with conditions, questions, and what is made of answers (A)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.problems import Sentence, error, warning

CONDITION_SENTENCES: Mapping[str, Sentence] = {
    "condition_too_long": error(
        "A2", "Điều kiện dài hơn {limit} ký tự.", "The condition is longer than {limit} characters.",
        "Tách bằng branch.", "Split it with a branch.",
    ),
    "condition_too_big": error(
        "A2", "Điều kiện có hơn {limit} phần.", "The condition has more than {limit} parts.",
        "Tách bằng branch.", "Split it with a branch.",
    ),
    "condition_syntax": error(
        "A2", "Điều kiện viết sai ở “{at}”.", "The condition goes wrong at “{at}”.",
        "Ví dụ đúng: who == 'other' and answered(story).", "A right one: who == 'other' and answered(story).",
    ),
    "condition_ends": error(
        "A2", "Điều kiện bị cụt.", "The condition stops short.",
        "Viết nốt, ví dụ: who == 'other'.", "Finish it, for example: who == 'other'.",
    ),
    "condition_expected": error(
        "A2", "Trong điều kiện cần “{wanted}” trước “{at}”.", "The condition needs “{wanted}” before “{at}”.",
        "Thêm “{wanted}”.", "Add “{wanted}”.",
    ),
    "condition_constant": error(
        "A2", "“{at}” không phải số hay chữ trong nháy đơn.", "“{at}” is neither a number nor a word in single quotes.",
        "Viết như ['a', 'b'].", "Write it like ['a', 'b'].",
    ),
    "condition_function": error(
        "A2", "Không có hàm “{name}”.", "There is no function “{name}”.", "{near_vi}", "{near_en}",
    ),
    "condition_step": error(
        "A2", "Không có bước “{name}” để hỏi trong điều kiện.", "The condition asks about “{name}”, which is no step.",
        "{near_vi}", "{near_en}",
    ),
    "condition_not_question": error(
        "A2", "Bước “{name}” không có câu trả lời.", "Step “{name}” has no answer.",
        "Hỏi đến một bước ask, consent hoặc review.", "Ask about an ask, consent or review step.",
    ),
    "condition_no_options": error(
        "A2", "Bước “{name}” không có lựa chọn để so.", "Step “{name}” has no options to compare with.",
        "Dùng answered({name}) hoặc count({name}).", "Use answered({name}) or count({name}).",
    ),
    "condition_option": error(
        "A2", "Bước “{step}” không có lựa chọn “{name}”.", "No option “{name}” in step “{step}”.",
        "{near_vi}", "{near_en}",
    ),
    "condition_not_true": error(
        "A2", "“{source}” không đúng cũng không sai.", "“{source}” is neither true nor false.",
        "So với một giá trị, ví dụ == 'co'.", "Compare it with a value, such as == 'yes'.",
    ),
    "condition_types": error(
        "A2", "Điều kiện so hai thứ khác loại.", "The condition compares things of different kinds.",
        "So lựa chọn với chữ trong nháy đơn, số với số.", "Compare options with words in quotes, numbers with numbers.",
    ),
    "condition_sizes": error(
        "A2", "Chỉ so lớn bé với số.", "Only numbers can be compared by size.",
        "Dùng count(bước), == hoặc in.", "Use count(step), == or in.",
    ),
    "condition_group": error(
        "A2", "Không có nhóm xã “{name}”.", "There is no group of communes “{name}”.", "{near_vi}", "{near_en}",
    ),
    "condition_not_date": error(
        "A2", "Bước “{name}” không hỏi ngày.", "Step “{name}” does not ask for a date.",
        "Chỉ dùng years_since với bước ask: date.", "Use years_since only with an ask: date step.",
    ),
    "condition_not_place": error(
        "A2", "communes chỉ so với một bước hỏi xã.", "communes is only compared with a step that asks for a place.",
        "Viết như: xa in communes('zone_3').", "Write it like: place in communes('zone_3').",
    ),
    "condition_list": error(
        "A2", "Sau “in” phải là một danh sách.", "After “in” there must be a list.",
        "Viết như in ['a', 'b'].", "Write it like in ['a', 'b'].",
    ),
}  # fmt: skip

ANSWER_SENTENCES: Mapping[str, Sentence] = {
    "no_options": error(
        "A3", "Câu hỏi không có lựa chọn nào để trả lời.", "The question has no option that answers it.",
        "Thêm ít nhất một lựa chọn không có hint.", "Add at least one option without a hint.",
    ),
    "bounds": error(
        "A3", "min ({low}) lớn hơn max ({high}).", "min ({low}) is greater than max ({high}).",
        "Đổi lại cho đúng.", "Put them right.",
    ),
    "provided_kind": error(
        "A3", "Danh sách “{name}” chỉ dùng cho ask: choice.", "The list “{name}” is only for ask: choice.",
        "Đổi thành ask: choice.", "Make it ask: choice.",
    ),
    "one_option": warning(
        "A3", "Câu hỏi chỉ có một lựa chọn.", "The question has only one option.",
        "Thêm một lựa chọn, hoặc đổi thành say.", "Add another option, or make it a say.",
    ),
    "share_and_next": error(
        "A3", "Lựa chọn “{name}” vừa có share vừa có next.", "Option “{name}” has a share and a next.",
        "Đặt next ở câu hỏi, không ở lựa chọn này.", "Put next on the question, not on this option.",
    ),
    "many_leads": warning(
        "A3", "ask: many chỉ đánh dấu: next của “{name}” không dùng đến.",
        "In ask: many options are ticked: the next of “{name}” is not followed.",
        "Đặt next ở câu hỏi, hoặc đổi thành ask: choice.", "Put next on the question, or make it ask: choice.",
    ),
    "attempts_round": warning(
        "A3", "attempts quay lại chính câu này.", "attempts leads back to the question itself.",
        "Cho sang bước khác, viết then: skip, hoặc bỏ attempts.", "Lead to another step, write then: skip, or remove it.",
    ),
    "depends_itself": error(
        "A3", "depends nhắc tới chính câu này.", "depends names the question itself.",
        "Bỏ tên ấy.", "Remove that name.",
    ),
    "call_sensitive_early": error(
        "A4", "Có đường gọi phần con này trước khi được đồng ý, mà trong đó có câu nhạy cảm “{name}”.",
        "A path calls this sub-flow before consent, and it asks “{name}”, which is sensitive.",
        "Đặt call sau bước consent.", "Put the call after consent.",
    ),
    "answer_not_asked": error(
        "A1", "Có đường tới đây mà chưa hỏi “{name}”.", "A path comes here without asking “{name}”.",
        "Hỏi “{name}” trên mọi đường tới đây, hoặc thêm when: answered({name}).",
        "Ask “{name}” on every path to here, or add when: answered({name}).",
    ),
    "input_unwired": error(
        "A5", "“{deed}” phải được đưa “{name}”, dù có khi chưa hỏi.", "“{deed}” must be given “{name}”, if only on some paths.",
        "Thêm {name} vào with.", "Add {name} to with.",
    ),
    "input_never_asked": warning(
        "A5", "Không đường nào tới đây đã hỏi “{name}”.", "No path to here has asked “{name}”.",
        "Hỏi “{name}” trước, hoặc bỏ khỏi with.", "Ask “{name}” before, or remove it from with.",
    ),
    "input_shape": error(
        "A2", "“{name}” không phải tên bước, số hay chữ trong nháy đơn.",
        "“{name}” is neither a step nor a number nor a word in single quotes.",
        "Viết tên một bước, hoặc \"'chữ'\".", "Write a step, or \"'word'\".",
    ),
    "option_twice": error(
        "A3", "Lựa chọn “{name}” có hai lần.", "Option “{name}” stands twice.",
        "Đổi một tên.", "Rename one of them.",
    ),
    "hint_and_next": error(
        "A3", "Lựa chọn “{name}” vừa có hint vừa có next.", "Option “{name}” has a hint and a next.",
        "Bỏ một: hint thì hỏi lại câu này, next thì đi tiếp.", "Keep one: a hint asks again, a next goes on.",
    ),
    "attempts_no_way": error(
        "A3", "attempts không nói sau đó đi đâu.", "attempts does not say where to go then.",
        "Thêm then: skip, hoặc tên một bước.", "Add then: skip, or a step.",
    ),
    "sensitive_early": error(
        "A4", "Có đường hỏi câu này trước khi được đồng ý.", "A path asks this before consent.",
        "Đặt sau bước consent, hoặc viết before_consent: urgent.", "Put it after consent, or write before_consent: urgent.",
    ),
    "input_missing": error(
        "A5", "“{deed}” cần “{name}”.", "“{deed}” needs “{name}”.",
        "Thêm {name} vào with.", "Add {name} to with.",
    ),
    "input_unknown": error(
        "A5", "“{deed}” không nhận “{name}”.", "“{deed}” takes no “{name}”.", "{near_vi}", "{near_en}",
    ),
    "input_not_question": error(
        "A5", "“{name}” không phải bước có câu trả lời.", "“{name}” is not a step with an answer.",
        "{near_vi}", "{near_en}",
    ),
    "input_not_asked": error(
        "A5", "Có đường tới đây mà chưa hỏi “{name}”.", "A path comes here without asking “{name}”.",
        "Hỏi “{name}” trên mọi đường tới bước gửi này, không bỏ qua.", "Ask “{name}” on every path to this submit, never skipped.",
    ),
}  # fmt: skip
