"""One YAML file of ``province/`` taken apart: what is wrong is noted with line and remedy, and the reading goes on."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from yaml.nodes import MappingNode, Node

from bot.domain.problems import Problem
from bot.domain.spelling import fold
from bot.domain.strict_yaml import Unreadable, entries, items, line_of, read_yaml, words


@dataclass(slots=True)
class FileReader:
    """Reads one file; ``problems`` grows, nothing is raised."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def root(self, text: str) -> Node | None:
        """The whole file; None, with a problem noted, when it is not YAML as we take it."""
        try:
            node = read_yaml(text)
        except Unreadable as error:
            self.problem(error.line, error.fault, error.what)
            return None
        if node is None:
            self.problem(1, "map")
        return node

    def one_of(self, node: Node | None, known: Sequence[str], fault: str) -> str:
        """The word of a scalar, which must be known; ``fault`` is what is said otherwise."""
        if node is None:
            return ""
        word = words(node) or ""
        if word not in known:
            self.problem(line_of(node), fault, word, _nearest(word, known))
        return word

    def members(self, node: Node | None) -> list[Node]:
        """The members of a list that must not be empty."""
        found = [] if node is None else items(node)
        if node is not None and not found:
            self.problem(line_of(node), "list")
        return found or []

    def parts(self, node: Node, known: Sequence[str], needed: Sequence[str] = ()) -> dict[str, Node]:
        """The values of a map by their keys, of which all must be known and some must be there."""
        found: dict[str, Node] = {}
        for name, key, value in self.pairs(node):
            if name in known:
                found[name] = value
            else:
                self.problem(line_of(key), "key", name, _nearest(name, known))
        for name in needed:
            if name not in found:
                self.problem(line_of(node), "missing", name)
        return found

    def pairs(self, node: Node) -> list[tuple[str, Node, Node]]:
        """Key, the key's node and the value of each line of a map; no key may stand twice."""
        if not isinstance(node, MappingNode):
            self.problem(line_of(node), "map")
            return []
        found: dict[str, tuple[str, Node, Node]] = {}
        for entry in entries(node):
            if entry[0] in found:
                self.problem(line_of(entry[1]), "twice", entry[0])
            found.setdefault(entry[0], entry)
        return list(found.values())

    def problem(self, line: int, fault: str, what: str = "", meant: str = "") -> None:
        """Note a fault of the table below."""
        says_vi, mend_vi, says_en, mend_en = (part.format(what=what, meant=meant) for part in _FAULTS[fault])
        self.problems.append(Problem("R1", self.file, line, says_vi, mend_vi, says_en, mend_en))


def _nearest(word: str, known: Sequence[str]) -> str:
    """The known word that resembles it most, else all of them if they are few."""
    by_key = {fold(name) or name: name for name in reversed(known)}
    near = difflib.get_close_matches(fold(word), by_key, n=1, cutoff=0.6)
    return by_key[near[0]] if near else ", ".join(known[:12])


_FAULTS: Final = {
    "size": (
        "Tệp quá lớn",
        "Tệp này chỉ được tới 256 KiB",
        "The file is too large",
        "This file may have 256 KiB at most",
    ),
    "yaml": (
        "Không đọc được YAML ({what})",
        "Xem lại dấu hai chấm, dấu ngoặc và khoảng trống đầu dòng",
        "This is not YAML ({what})",
        "Check colons, brackets and the spaces at the start of the line",
    ),
    "alias": (
        "Không dùng & và * ở đây ({what})",
        "Viết lại đủ chữ",
        "Anchors and aliases are not taken ({what})",
        "Write the words out",
    ),
    "tag": (
        "Không dùng dấu ! ở đây ({what})",
        "Bỏ dấu ! đi",
        "Tags are not taken ({what})",
        "Remove the tag",
    ),
    "deep": (
        "Lồng nhau quá sâu",
        "Viết như các ví dụ trong tệp",
        "It is nested too deeply",
        "Write it like the examples in the file",
    ),
    "documents": (
        "Tệp có hơn một phần, cách nhau bằng ---",
        "Giữ một phần",
        "The file has more than one document",
        "Keep one and remove the line ---",
    ),
    "map": (
        "Chỗ này phải là các dòng “tên: giá trị”",
        "Viết như các ví dụ trong tệp",
        "Lines of “name: value” are expected here",
        "Write it like the examples in the file",
    ),
    "list": (
        "Chỗ này phải là một danh sách có ít nhất một mục",
        "Viết mỗi mục một dòng, bắt đầu bằng dấu -",
        "A list of one or more is expected here",
        "Write each on its own line, beginning with -",
    ),
    "text": (
        "“{what}” còn trống",
        "Ghi tên bằng chữ",
        "“{what}” is empty",
        "Write the name",
    ),
    "key": (
        "Không biết chữ “{what}” ở đây",
        "Có phải là: {meant}",
        "The word “{what}” is unknown here",
        "Did you mean: {meant}",
    ),
    "twice": (
        "“{what}” có hai lần",
        "Giữ một",
        "“{what}” stands twice",
        "Keep one",
    ),
    "missing": (
        "Thiếu “{what}”",
        "Thêm dòng “{what}:”",
        "“{what}” is missing",
        "Add a line “{what}:”",
    ),
    "id": (
        "Tên gọi tắt “{what}” không dùng được, hoặc đã có",
        "Dùng chữ thường không dấu, số và _, bắt đầu bằng chữ, không dùng all",
        "The id “{what}” cannot be used, or is used already",
        "Use small letters a to z, digits and _, beginning with a letter, not the word all",
    ),
    "else_missing": (
        "Các quy tắc thiếu dòng else",
        "Thêm ở cuối: - else: {what}",
        "The rules have no else",
        "Add at the end: - else: {what}",
    ),
    "else_last": (
        "Dòng else không đứng cuối",
        "Để nó cuối cùng, và chỉ một dòng",
        "The else is not the last rule",
        "Put it last, and only once",
    ),
    "for_all": (
        "Quy tắc này nhận mọi việc",
        "Thêm matters, places hoặc urgent; nơi nhận mọi việc còn lại ghi ở else",
        "This rule takes every request",
        "Add matters, places or urgent; the branch for all the rest stands at else",
    ),
    "branch": (
        "Không có chi nhánh “{what}”",
        "Có phải là: {meant}. Chi nhánh mới thì thêm ở branches trước",
        "There is no branch “{what}”",
        "Did you mean: {meant}. A new branch is first added under branches",
    ),
    "matter": (
        "Không có lĩnh vực “{what}”",
        "Có phải là: {meant}. Lĩnh vực mới thì thêm ở matters trước",
        "There is no matter “{what}”",
        "Did you mean: {meant}. A new matter is first added under matters",
    ),
    "place": (
        "Không có xã, phường “{what}”",
        "Có phải là: {meant}. Ghi tên xã mới hoặc mã năm chữ số",
        "There is no place “{what}”",
        "Did you mean: {meant}. Write the name of today or the code of five digits",
    ),
    "urgent": (
        "“{what}” không phải là yes hay no",
        "Ghi urgent: yes (khẩn) hoặc urgent: no",
        "“{what}” is neither yes nor no",
        "Write urgent: yes or urgent: no",
    ),
}
