"""What each code of ``check`` means, for those who write flows and texts: twice, with a wrong and a right example.

Only words stand here; ``explanations`` prints them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Weight: TypeAlias = Literal["error", "warning", "either"]


@dataclass(frozen=True, slots=True)
class Code:
    """The name of a code, what it means and why it matters, in both languages; examples need no translation."""

    weight: Weight
    name_vi: str
    name_en: str
    means_vi: str
    means_en: str
    why_vi: str
    why_en: str
    wrong: str
    right: str


_FILES: Mapping[str, Code] = {
    "L0": Code(
        "error", "Tệp không đọc được", "The file cannot be read",
        "Tệp trống, sai đuôi tên, hoặc viết sai phép YAML.",
        "The file is empty, has the wrong ending, or is not YAML.",
        "Máy không đoán: đọc sai một dấu là bà con bị hỏi sai câu.",
        "The program does not guess: one sign misread, and people are asked the wrong thing.",
        "text: Chuyện gì: đất hay nhà?",
        'text: "Chuyện gì: đất hay nhà?"',
    ),
    "L1": Code(
        "error", "Một khoá viết hai lần", "A key stands twice",
        "Trong cùng một chỗ có hai dòng cùng tên.", "Two lines of the same place have the same name.",
        "Chỉ một dòng được dùng, dòng kia mất mà không ai biết.",
        "Only one of them would count; the other would be lost in silence.",
        'title: "Nhờ giúp"\ntitle: "Nhờ giúp việc luật"',
        'title: "Nhờ giúp việc luật"',
    ),
    "L3": Code(
        "error", "Khoá hay giá trị lạ", "An unknown key or value",
        "Có một chữ mà máy không biết, thường là gõ nhầm.", "There is a word the program does not know, mostly a slip.",
        "Chữ lạ mà bỏ qua thì điều người viết muốn cũng mất theo.",
        "If it were skipped, what its author wanted would be lost with it.",
        'who:\n  ask: choise\n  text: "Nhờ cho ai?"',
        'who:\n  ask: choice\n  text: "Nhờ cho ai?"',
    ),
    "L4": Code(
        "error", "Phép lạ của YAML", "A trick of YAML",
        "Tệp dùng nhãn (!), mỏ neo (&) hoặc bí danh (*).", "The file uses a tag (!), an anchor (&) or an alias (*).",
        "Người sửa sau không thấy hết điều mình sửa, và tệp nhỏ có thể phình ra làm treo máy.",
        "The next author would not see all that changes, and a small file can grow until the machine hangs.",
        'first: &cau "Chuyện gì?"\nsecond: *cau',
        'first: "Chuyện gì?"\nsecond: "Chuyện gì?"',
    ),
    "L5": Code(
        "error", "Quá dài, quá nhiều", "Too long, too many",
        "Tệp, câu, danh sách dài quá, hoặc lồng nhau sâu quá.", "A file, text or list is too long, or nested too deep.",
        "Dài quá thì không ai nghe hết, và không vừa một tin nhắn.",
        "Nobody listens to the end, and it does not fit into one message.",
        'icon: "🙋 nhờ giúp"\ntext: "Nhờ giúp"',
        'icon: "🙋"\ntext: "Nhờ giúp"',
    ),
    "L6": Code(
        "either", "Chữ lưu không đúng kiểu", "Letters stored in another way",
        "Tệp không phải UTF-8 (lỗi), hoặc có dấu rời, tab, ký tự ẩn (cảnh báo, máy tự sửa lúc đọc).",
        "The file is not UTF-8 (error), or has loose accents, tabs or invisible signs (warning; mended in reading).",
        "Hai chữ trông giống mà máy thấy khác thì câu gõ đúng vẫn bị coi là sai.",
        "Words that look the same but are stored differently make a right answer count as wrong.",
        "text: \"Kể gi\u0300?\"        # chữ i và dấu huyền rời nhau / letter and accent stand apart",
        'text: "Kể gì?"',
    ),
    "L7": Code(
        "error", "Thiếu hoặc sai dạng", "Missing, or of the wrong shape",
        "Thiếu một dòng phải có, hoặc chỗ cần câu lại là danh sách, chỗ cần số lại là chữ.",
        "A needed line is missing, or a list stands where a text belongs, a word where a number does.",
        "Không đủ thì máy không biết hỏi gì, đi đâu.", "Without it the program does not know what to ask or where to go.",
        "who:\n  ask: choice\n  options: Cho mình",
        'who:\n  ask: choice\n  text: "Nhờ cho ai?"\n  options:\n    - {id: me, text: "Cho mình"}',
    ),
}  # fmt: skip

_PATHS: Mapping[str, Code] = {
    "G1": Code(
        "error", "Tên không dùng được", "A name that cannot be used",
        "Tên của cuộc trò chuyện, bước hay lựa chọn: chữ thường a–z, số, dấu _, bắt đầu bằng chữ, dài nhất 32, không trùng tên dành riêng.",
        "Names of flows, steps and options: a–z, digits and _, beginning with a letter, at most 32, none that is reserved.",
        "Tên nối bước, câu dịch và lời ghi âm với nhau; tên lạ là đứt dây nối.",
        "Names tie steps, translations and recordings together; an odd one breaks the tie.",
        'Nhờ-ai:\n  say: "Chào bà con."',
        'who:\n  say: "Chào bà con."',
    ),
    "G2": Code(
        "error", "Dẫn tới chỗ không có", "It leads to nowhere",
        "next, goto, call, branch hoặc review nhắc tới một bước không có; hoặc thiếu hẳn một cuộc trò chuyện.",
        "A next, goto, call, branch or review names a step that does not exist; or a whole flow is missing.",
        "Bà con bấm nút mà không có gì xảy ra.", "A person would press a button, and nothing would happen.",
        'who:\n  say: "Chào bà con."\n  next: stori\nstory:\n  exit: done\n  text: "Xong."',
        'who:\n  say: "Chào bà con."\n  next: story\nstory:\n  exit: done\n  text: "Xong."',
    ),
    "G3": Code(
        "either", "Bước không ai tới được", "A step nobody reaches",
        "Không đường nào dẫn tới bước này. Bước gửi (submit) mà vậy là lỗi, bước khác là cảnh báo.",
        "No path leads to this step. For a submit that is an error, for others a warning.",
        "Lời nhờ có thể không bao giờ được gửi.", "A request might never be sent.",
        'hello:\n  say: "Chào bà con."\n  next: end\nlost:\n  say: "Không ai thấy câu này."\nend:\n  exit: done\n  text: "Xong."',
        'hello:\n  say: "Chào bà con."\nend:\n  exit: done\n  text: "Xong."',
    ),
    "G4": Code(
        "error", "Đường cụt", "A dead end",
        "Có đường đi hết mà không gửi, không chuyển cho người, không kết thúc.",
        "A path ends without submit, handoff or exit.",
        "Bà con chờ mãi, không biết đã xong chưa.", "People would wait, not knowing whether it is done.",
        'hello:\n  say: "Chào bà con."',
        'hello:\n  say: "Chào bà con."\nend:\n  exit: done\n  text: "Xong."',
    ),
    "G5": Code(
        "error", "Vòng lặp không có câu hỏi", "A loop without a question",
        "Các bước dẫn về nhau mà không bước nào chờ trả lời.", "Steps lead back to each other, and none waits for an answer.",
        "Máy sẽ nói mãi không dừng.", "The program would talk without end.",
        'one:\n  say: "Chào bà con."\n  next: two\ntwo:\n  say: "Có chuyện gì?"\n  next: one',
        'one:\n  say: "Chào bà con."\ntwo:\n  ask: text\n  text: "Có chuyện gì?"\nend:\n  exit: done\n  text: "Xong."',
    ),
    "G6": Code(
        "either", "Rẽ nhánh chưa đủ", "A branch that is not whole",
        "branch thiếu dòng else ở cuối (lỗi), hoặc điều kiện lúc nào cũng đúng, cũng sai (cảnh báo).",
        "A branch lacks its last else (error), or a condition is always true or always false (warning).",
        "Người không hợp dòng nào thì không biết đi đâu.", "Whoever fits no line has nowhere to go.",
        "fork:\n  branch:\n    - {when: \"who == 'me'\", next: story}",
        "fork:\n  branch:\n    - {when: \"who == 'me'\", next: story}\n    - else: other",
    ),
    "G7": Code(
        "either", "Gọi phần con chưa đúng", "A call that does not fit",
        "call gọi vòng lại chính nó, hoặc phần con (flows/parts/) thiếu đầu vào, có đầu ra không ai dùng.",
        "A call comes back to itself, or a part (flows/parts/) lacks an input or gives an output that is not there.",
        "Phần con hỏi nhầm người, hoặc câu trả lời bị mất khi quay về.",
        "The part would ask about the wrong person, or its answers would be lost on the way back.",
        "safe:\n  call: contact_safe",
        "safe:\n  call: contact_safe\n  with: {person: who}",
    ),
}  # fmt: skip

_ANSWERS: Mapping[str, Code] = {
    "A1": Code(
        "error", "Dùng câu trả lời chưa chắc đã hỏi", "An answer is used that may not have been asked",
        "Một điều kiện hay một câu dùng câu trả lời của bước mà có đường đi không qua.",
        "A condition or a text uses the answer of a step that some path goes round.",
        "Người đi đường kia sẽ bị coi như đã trả lời điều chưa ai hỏi.",
        "People on the other path would count as having said what nobody asked.",
        "land_note:\n  say: \"Đất thì giữ giấy cẩn thận.\"\n  when: \"matter == 'land'\"    # matter hỏi ở sau / asked later",
        'matter:\n  ask: choice\n  text: "Chuyện gì?"\n  options_from: matters\nland_note:\n  say: "Đất thì giữ giấy cẩn thận."\n  when: "matter == \'land\'"',
    ),
    "A2": Code(
        "error", "Điều kiện viết sai", "A condition that is wrong",
        "Điều kiện sai phép, so hai thứ khác loại, hoặc nhắc tới bước, lựa chọn, hàm không có.",
        "A condition is not well formed, compares different kinds, or names a step, option or function that is not there.",
        "Điều kiện sai thì không bao giờ đúng, câu cần hỏi sẽ không hỏi.",
        "It would never hold, and a question that matters would not be asked.",
        "when: \"matter == 'lnad'\"",
        "when: \"matter == 'land'\"",
    ),
    "A3": Code(
        "either", "Câu hỏi không trả lời được", "A question that cannot be answered",
        "Không có lựa chọn nào để chọn, hai lựa chọn trùng tên, số nhỏ nhất lớn hơn số lớn nhất, hoặc hết lượt mà không nói đi đâu.",
        "There is nothing to choose, two options share a name, the least is more than the most, or attempts lead nowhere.",
        "Bà con mắc lại ở câu này, không đi tiếp được.", "People would be stuck at this question.",
        'who:\n  ask: choice\n  text: "Nhờ cho ai?"\n  options:\n    - {id: me, text: "Cho mình"}\n    - {id: me, text: "Cho người khác"}',
        'who:\n  ask: choice\n  text: "Nhờ cho ai?"\n  options:\n    - {id: me, text: "Cho mình"}\n    - {id: other, text: "Cho người khác"}',
    ),
    "A4": Code(
        "error", "Hỏi chuyện kín khi chưa được đồng ý", "A sensitive question before consent",
        "Có đường tới câu hỏi nhạy cảm (sensitive) mà chưa qua bước consent.",
        "Some path reaches a sensitive question without a consent step.",
        "Chưa được đồng ý mà ghi chuyện kín là trái luật và có thể hại người kể. Việc khẩn thì ghi before_consent: urgent.",
        "To write down such things without consent is against the law and may harm. What is urgent says before_consent: urgent.",
        'violence:\n  ask: choice\n  sensitive: true\n  text: "Có ai bị đánh không?"\n  options:\n    - {id: hurt, text: "Có người bị"}\nconsent:\n  consent: write_down_v1\n  text: "Cho cán bộ ghi lời kể, được không?"',
        'consent:\n  consent: write_down_v1\n  text: "Cho cán bộ ghi lời kể, được không?"\nviolence:\n  ask: choice\n  sensitive: true\n  text: "Có ai bị đánh không?"\n  options:\n    - {id: hurt, text: "Có người bị"}',
    ),
    "A5": Code(
        "either", "Gửi mà thiếu điều phải có", "A submit lacks what it needs",
        "submit thiếu một mục bắt buộc, đưa một mục lạ, hoặc có đường tới đó mà chưa hỏi mục ấy.",
        "A submit lacks a required item, gives an unknown one, or is reached without its having been asked.",
        "Cán bộ nhận một lời nhờ không biết việc gì, gọi cho ai.",
        "An officer would get a request without knowing what it is about or whom to call.",
        "send:\n  submit: legal_aid_request\n  with: {story: story}",
        "send:\n  submit: legal_aid_request\n  with: {matter: matter, story: story}",
    ),
    "A6": Code(
        "warning", "Xa người thật quá", "Too far from a human",
        "Từ câu hỏi này đi mấy bước nữa vẫn không có đường gặp người thật.",
        "From this question, no road to a human within a few steps.",
        "Người sợ, người mệt, người không biết chữ phải gặp được người thật ở mọi câu.",
        "Whoever is afraid, tired or cannot read must be able to reach a human at every question.",
        'matter:\n  ask: choice\n  text: "Chuyện gì?"\n  options_from: matters',
        'matter:\n  ask: choice\n  text: "Chuyện gì?"\n  options_from: matters\n  allow: [talk]',
    ),
}  # fmt: skip

_WORDS: Mapping[str, Code] = {
    "T1": Code(
        "either", "Bản dịch thiếu, cũ, thừa", "A translation is missing, stale or left over",
        "Một câu chưa có bản dịch, hoặc câu tiếng Việt đã đổi mà bản dịch chưa đổi, hoặc câu không còn nữa. Tệp .po hỏng là lỗi.",
        "A text has no translation, or the Vietnamese changed and it did not, or the text is gone. A broken .po file is an error.",
        "Thiếu thì hiện tiếng Việt. Câu hệ trọng mà bản dịch cũ thì cũng hiện tiếng Việt.",
        "What is missing is shown in Vietnamese; so is a stale text of high risk.",
        'msgctxt "legal_aid.who.text"\nmsgid "Nhờ giúp cho ai?"\nmsgstr "Who needs help?"',
        'msgctxt "legal_aid.who.text"\nmsgid "Nhờ cho ai?"\nmsgstr "Who needs help?"',
    ),
    "T2": Code(
        "error", "Chỗ trống không khớp", "Placeholders that do not fit",
        "Chỗ trống {…} không có gì để điền, nhắc lại điều kín, hoặc bản dịch không có đúng những chỗ trống của câu tiếng Việt.",
        "A {…} has nothing to be filled with, would quote something private, or differs between Vietnamese and translation.",
        "Bà con thấy dấu ngoặc thay cho số máy phải gọi.", "People would see braces where the number to call should be.",
        'text: "Gọi {hot_line}."',
        'text: "Gọi {hotline}."',
    ),
    "T3": Code(
        "either", "Nút giống nhau hoặc dài quá", "Labels alike, or too long",
        "Hai nút của một câu hỏi chỉ khác hoa thường, dấu hay dấu cách (lỗi), hoặc chữ trên nút dài hơn 30 (cảnh báo).",
        "Two labels of a question differ only in case, accents or spaces (error), or one is longer than 30 (warning).",
        "Gõ không dấu thì không biết chọn nút nào. Nút dài thì máy nhỏ cắt mất chữ.",
        "Typed without accents, it is unclear which is meant; a small phone cuts off a long label.",
        'options:\n  - {id: ask, text: "Nhờ"}\n  - {id: dirty, text: "nhơ"}',
        'options:\n  - {id: ask, text: "Nhờ giúp"}\n  - {id: dirty, text: "Nước bẩn"}',
    ),
    "T4": Code(
        "warning", "Câu bà con khó nghe", "Hard to understand for people",
        "Câu hỏi hay câu nói dài quá, có chữ giấy tờ, máy xưng hô, hoặc nhắc huyện (không còn từ 1/7/2025). Bảng chữ: locales/vi/plain.yaml.",
        "A question or sentence is too long, uses an office word or a word of address, or names a district (gone since 1/7/2025). The list: locales/vi/plain.yaml.",
        "Người ít chữ, người nghe qua loa bỏ dở ngay ở câu không hiểu.",
        "Whoever reads little, or listens, gives up at the first sentence that is not understood.",
        "Vui lòng cung cấp hồ sơ để hệ thống tiếp nhận.",
        "Chụp giấy rồi gửi vào đây.",
    ),
    "T5": Code(
        "warning", "Nút trùng lời gọi chung", "A label is also a common call",
        "Chữ trên nút cũng là lời gọi chung, như «quay lại», «nhắc lại».",
        "The label is also a word that calls something everywhere, such as “back” or “repeat”.",
        "Người gõ chữ ấy không biết máy sẽ hiểu theo ý nào.", "Whoever types it cannot know which of the two is meant.",
        '- {id: again, text: "Quay lại"}',
        '- {id: again, text: "Gọi thêm lần nữa"}',
    ),
    "T6": Code(
        "either", "Sổ duyệt hoặc sổ bản thu có dòng hỏng", "A line of the reviews or recordings is broken",
        "Mỗi dòng của locales/reviews.csv là một lần duyệt: language, key, digest, verdict, reviewer, date; của locales/recordings.csv là một bản thu, có tệp của nó. Chỉ thêm vào cuối, không sửa dòng cũ.",
        "Each line of locales/reviews.csv is one review: language, key, digest, verdict, reviewer, date; of locales/recordings.csv one recording, whose file lies there. Lines are only added at the end.",
        "Không biết ai đã duyệt câu nào thì câu ấy phải coi là chưa duyệt.",
        "Where nobody knows who approved a text, it counts as not approved.",
        "lo,flow.help,3f2a,ok",
        "lo,flow.help,3f2a9c0b11d27e45,approve,B. K.,2026-11-26",
    ),
    "T7": Code(
        "either", "Bản dịch viết chưa đúng", "A translation is not written as it must be",
        "Trong tệp .po: số khác bản tiếng Việt, có dạng số nhiều, chữ trên nút dài, hoặc chữ không đúng chính tả của tiếng ấy (python -m bot texts --check).",
        "In a .po file: other numbers than the Vietnamese, plural forms, a long label, or words not spelt as the language is (python -m bot texts --check).",
        "Số sai là gọi nhầm, lỡ ngày; nút dài thì máy nhỏ cắt mất chữ.",
        "A wrong number is a wrong call or a missed day; a long label is cut on a small telephone.",
        'msgid "Gọi 113."\nmsgstr "Hu 112."',
        'msgid "Gọi 113."\nmsgstr "Hu 113."',
    ),
}  # fmt: skip

_OTHERS: Mapping[str, Code] = {
    "V3": Code(
        "either", "Cuộc trò chuyện mẫu không còn đúng", "A sample conversation no longer holds",
        "Cuộc trò chuyện viết sẵn để thử (flows/tests/) đi khác, hoặc có đường chưa cuộc nào đi qua.",
        "A conversation written as a test (flows/tests/) goes another way, or some path is covered by none.",
        "Sửa một bước mà làm hỏng đường khác thì biết ngay, trước khi bà con gặp.",
        "A change that breaks another path is seen at once, before people meet it.",
        "- bot: matter\n- me: {tap: lnad}",
        "- bot: matter\n- me: {tap: land}",
    ),
    "R1": Code(
        "either", "Chia việc, lời hứa, lịch chưa đúng", "Routing, a promise or the calendar is wrong",
        "Quy tắc ở province/routing.yaml thiếu else, nhắc chi nhánh, việc, xã không có; số ngày hứa không phải là số; ngày, giờ trong calendar.yaml không có thật. Nhắc thôi: một lĩnh vực bà con chọn được mà routing.yaml chưa biết.",
        "A rule in province/routing.yaml lacks its else, names a branch, matter or place that is not there; promised days are no number; or calendar.yaml has a day or hour that does not exist. A warning: a matter that people can choose and routing.yaml does not know.",
        "Lời nhờ không hợp quy tắc nào sẽ không tới tay ai; lịch sai thì đếm sai giờ.",
        "A request that fits no rule would reach nobody; by a wrong calendar, time is counted wrongly.",
        "rules:\n  - {matters: [land], branch: muong_nhe}",
        "rules:\n  - {matters: [land], branch: muong_nhe}\n  - else: centre",
    ),
    "P1": Code(
        "error", "Bảng xã, phường chưa đúng", "The table of places is wrong",
        "province/places.csv hoặc old_places.csv thiếu cột, sai mã, sai loại, hoặc nhắc mã không có.",
        "province/places.csv or old_places.csv lacks a column, has a wrong code or kind, or names a code that is not there.",
        "Người nói đúng tên xã mình mà máy không nhận ra.", "A person names her commune rightly, and it is not known.",
        "code,name,kind,zone\n3158,xã Sín Thầu,xã,III",
        "code,name,kind,zone\n03158,Sín Thầu,xã,III",
    ),
    "D1": Code(
        "error", "Mẫu giấy (.docx) chưa đúng", "A template of a paper (.docx) is wrong",
        "Mẫu ở province/form/ có chỗ trống lạ, thiếu chỗ trống phải có, viết sai phép, hoặc mang macro, liên kết, tệp nhúng. Số sau tên tệp là số của đoạn.",
        "A template in province/form/ has an unknown placeholder, lacks a needed one, is not well written, or carries macros, links or other files. The number after the file is that of the paragraph.",
        "Giấy in ra thiếu tên, thiếu căn cứ thì không ký được; tệp có macro thì mở ra là nguy hiểm.",
        "A paper without name or ground cannot be signed; a file with macros is dangerous to open.",
        "Họ và tên: {{ ten }}",
        "Họ và tên: {{ person_name }}",
    ),
}  # fmt: skip

CODES: Mapping[str, Code] = {**_FILES, **_PATHS, **_ANSWERS, **_WORDS, **_OTHERS}
