"""What may be wrong with the paths of a flow, its branches and its sub-flows (G), and with its roads to a person (A6)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.problems import Sentence, error, warning

PATH_SENTENCES: Mapping[str, Sentence] = {
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
