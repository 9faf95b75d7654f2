"""Every sentence about a flow: its code, its severity, what is wrong and how to mend it, twice.

Only words stand here, laid over those of the reader of files; ``bot.problems`` fills them in.
"""

from __future__ import annotations

from collections.abc import Mapping

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
        "L5", "Từ đây có hơn {limit} bước liền không hỏi gì.", "From here more than {limit} steps follow without a question.",
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

_GRAPH = {
    "id_form": error(
        "G1", "Tên “{name}” không hợp lệ.", "The name “{name}” is not allowed.",
        "Dùng chữ thường a–z, số và _, bắt đầu bằng chữ, dài nhất 32.",
        "Use a–z, digits and _, beginning with a letter, at most 32.",
    ),
    "id_reserved": error(
        "G1", "Tên “{name}” đã dành riêng.", "The name “{name}” is reserved.", "Chọn tên khác.", "Choose another name.",
    ),
    "target_missing": error(
        "G2", "Không có bước “{name}”.", "There is no step “{name}”.", "{near_vi}", "{near_en}",
    ),
    "unreachable": warning(
        "G3", "Không đường nào tới bước này.", "No path leads to this step.",
        "Nối tới nó, hoặc xoá nó.", "Lead to it, or delete it.",
    ),
    "unreachable_submit": error(
        "G3", "Không đường nào tới bước gửi này.", "No path leads to this submit.",
        "Nối tới nó, hoặc xoá nó.", "Lead to it, or delete it.",
    ),
    "no_end": error(
        "G4", "Có đường đi hết ở đây mà không gửi, không chuyển, không kết thúc.",
        "A path ends here without submit, handoff or exit.",
        "Thêm một bước exit ở cuối.", "Add an exit step at the end.",
    ),
    "loop": error(
        "G5", "Vòng lặp không có câu hỏi: {names}.", "A loop without a question: {names}.",
        "Sửa next, hoặc đặt một câu hỏi vào giữa.", "Change a next, or put a question in it.",
    ),
    "no_else": error(
        "G6", "Rẽ nhánh không có else ở cuối.", "The branch does not end with else.",
        "Thêm dòng cuối: - else: bước.", "Add a last line: - else: step.",
    ),
    "else_early": error(
        "G6", "else phải đứng cuối và chỉ một lần.", "else must stand last, and once.",
        "Chuyển else xuống cuối.", "Move else to the end.",
    ),
    "part_missing": error(
        "G2", "Không có phần con “{name}”.", "There is no sub-flow “{name}”.", "{near_vi}", "{near_en}",
    ),
    "part_unused": warning(
        "G3", "Không cuộc trò chuyện nào gọi phần con “{name}”.", "No flow calls the sub-flow “{name}”.",
        "Gọi nó bằng call, hoặc xoá tệp.", "Call it, or delete the file.",
    ),
    "call_round": error(
        "G7", "Phần con gọi vòng lại chính nó: {names}.", "Sub-flows call each other in a circle: {names}.",
        "Bỏ một call.", "Remove one of the calls.",
    ),
    "call_deep": error(
        "G7", "call lồng nhau sâu hơn {limit} tầng.", "Calls are nested deeper than {limit}.",
        "Gộp bớt phần con lại.", "Join some of the sub-flows.",
    ),
    "part_input_missing": error(
        "G7", "“{deed}” cần “{name}”.", "“{deed}” needs “{name}”.",
        "Thêm {name} vào with.", "Add {name} to with.",
    ),
    "part_input_unknown": error(
        "G7", "“{deed}” không nhận “{name}”.", "“{deed}” takes no “{name}”.", "{near_vi}", "{near_en}",
    ),
    "input_unused": warning(
        "G7", "Đầu vào “{name}” không dùng đến.", "The input “{name}” is not used.",
        "Dùng nó, hoặc bỏ khỏi inputs.", "Use it, or remove it from inputs.",
    ),
    "call_no_end": error(
        "G4", "Phần con này chạy hết rồi không còn bước nào.", "Nothing comes after this sub-flow ends.",
        "Thêm một bước exit sau call.", "Add an exit step after the call.",
    ),
    "part_broken": error(
        "G2", "Phần con “{name}” chưa đọc được.", "The sub-flow “{name}” cannot be read.",
        "Sửa {file} trước.", "Mend {file} first.",
    ),
    "not_question": error(
        "G2", "“{name}” không phải câu hỏi.", "“{name}” is no question.",
        "Chỉ kể tên các bước ask, consent, hoặc call.", "Name ask and consent steps, or a call.",
    ),
    "input_is_step": error(
        "G1", "Đầu vào “{name}” trùng tên một bước.", "The input “{name}” is also the name of a step.",
        "Đổi tên một trong hai.", "Rename one of the two.",
    ),
    "input_type": error(
        "G7", "Đầu vào “{name}” phải là {wanted_vi}.", "The input “{name}” must be {wanted_en}.",
        "Đưa câu trả lời khác, hoặc sửa inputs của phần con.", "Give another answer, or change the inputs of the sub-flow.",
    ),
    "input_option": error(
        "G7", "Đầu vào “{input}” của “{deed}” không nhận “{name}”.", "The input “{input}” of “{deed}” cannot be “{name}”.",
        "{near_vi}", "{near_en}",
    ),
    "input_quoted": error(
        "G7", "“{deed}” nhắc lại “{name}” trong câu, nên phải đưa một câu trả lời.",
        "“{deed}” says “{name}” in a text, so it must be given an answer.",
        "Đưa tên một bước hỏi vào with.", "Give the name of a question in with.",
    ),
    "output_unknown": error(
        "G7", "“{deed}” không trả về “{name}”.", "“{deed}” gives no “{name}”.", "{near_vi}", "{near_en}",
    ),
    "output_never": error(
        "G7", "Không đường nào tới bước cho ra “{name}”.", "No path leads to the step that gives “{name}”.",
        "Nối tới bước ấy, hoặc bỏ khỏi outputs.", "Lead to that step, or remove it from outputs.",
    ),
    "condition_always": warning(
        "G6", "Điều kiện “{source}” lúc nào cũng đúng.", "The condition “{source}” is always true.",
        "Bỏ điều kiện, hoặc sửa lại.", "Remove it, or put it right.",
    ),
    "condition_never": warning(
        "G6", "Ở đây điều kiện “{source}” không bao giờ đúng.", "Here the condition “{source}” can never be true.",
        "Sửa điều kiện, hoặc bỏ bước ấy.", "Change the condition, or remove what depends on it.",
    ),
    "option_no_answer": error(
        "G6", "Lựa chọn “{name}” của bước “{step}” không phải câu trả lời.", "Option “{name}” of step “{step}” is never an answer.",
        "Bỏ hint hay share của nó, hoặc so với lựa chọn khác.", "Take its hint or share away, or compare with another option.",
    ),
    "rule_never": warning(
        "G6", "Không câu trả lời nào tới được dòng “{source}”: dòng trên đã nhận hết.",
        "No answer reaches the rule “{source}”: those above take all.",
        "Đổi thứ tự, hoặc bỏ dòng này.", "Change their order, or remove this one.",
    ),
    "else_never": warning(
        "G6", "Không câu trả lời nào tới được else: “{name}”.", "No answer reaches the else: “{name}”.",
        "Bớt một dòng when ở trên.", "Remove one of the rules above.",
    ),
    "person_never": warning(
        "A6", "Từ đây không đường nào tới một người thật ({count} câu hỏi như vậy).",
        "From here no road leads to a person ({count} questions like this).",
        "Thêm handoff, allow: [talk], hoặc nói {hotline} ở cuối.", "Add a handoff, allow: [talk], or say {hotline} at the end.",
    ),
    "person_far": warning(
        "A6", "Từ đây tới một người thật còn hơn {limit} câu ({count} câu hỏi như vậy).",
        "From here a person is more than {limit} questions away ({count} questions like this).",
        "Thêm allow: [talk] vào một câu hỏi trước đó.", "Add allow: [talk] to a question before.",
    ),
    "condition_constant_value": warning(
        "G6", "Điều kiện “{source}” lúc nào cũng vậy.", "The condition “{source}” never changes.",
        "Bỏ điều kiện, hoặc hỏi đến một bước.", "Remove it, or ask about a step.",
    ),
}  # fmt: skip

_CONDITIONS = {
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

_ANSWERS = {
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
    "many_leads": error(
        "A3", "ask: many chỉ đánh dấu: “{name}” không có next hay hint được.",
        "In ask: many options are ticked: “{name}” cannot have a next or a hint.",
        "Bỏ next và hint, hoặc đổi thành ask: choice.", "Remove next and hint, or make it ask: choice.",
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

SENTENCES: Mapping[str, Sentence] = {**FORM_SENTENCES, **_FILE, **_GRAPH, **_CONDITIONS, **_ANSWERS, **_TEXTS}
