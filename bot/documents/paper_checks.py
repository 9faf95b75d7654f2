"""Checks a Word template as a flow is checked: what it names, what it lacks, what in it could run or reach outside.

Allowed are ``{{ name }}``, ``{% if name %}``, ``{% if not name %}``, ``{% else %}``, ``{% endif %}``, each also as
``{%p … %}`` in a paragraph of its own. A Word file has no lines: the number of the paragraph stands for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from docxtpl.template import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes

from bot.documents.paper import bare_environment, fill
from bot.domain.papers import Fields
from bot.domain.sentences import SENTENCES
from bot.problems import Findings, Problem
from bot.source_files import LARGEST

MOST_PARTS: Final = 200
LARGEST_UNPACKED: Final = 4 * LARGEST
FILLED: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
"""The parts in which values are put."""
LEFT_OVER: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
PARAGRAPH: Final = re.compile(r"<w:p(?=[ >])")
TAG: Final = re.compile(r"<[^>]*>")
SHOWN: Final = 40
"""Letters of a paragraph by which one finds it again."""
FOREIGN: Final[tuple[tuple[str, str, str], ...]] = (
    ("paper_macro", r"\[Content_Types\]\.xml", "macroEnabled|vbaProject|activeX"),
    ("paper_link", r".*\.rels", "TargetMode\\s*=\\s*[\"']External"),
    ("paper_object", r".*\.rels", "oleObject|aFChunk|subDocument|attachedTemplate"),
    ("paper_field", r"word/\w+\.xml", r"<w:instrText\b|<w:fldSimple w:instr=\"(?!\s*(?:PAGE|NUMPAGES)\s*\")"),
    ("paper_doctype", r".*", "<!DOCTYPE|<!ENTITY"),
)
"""What a paper never needs, and what could run, fetch or carry something when it is opened: in which part, and how it looks."""


@lru_cache(maxsize=32)
def check_template(content: bytes, name: str, fields: Fields) -> tuple[Problem, ...]:
    """Everything that is wrong with a template; ``name`` is its file."""
    findings = Findings(name, SENTENCES)
    parts = _parts(content, findings)
    if parts:
        _check_foreign(parts, findings)
        named: set[str] = set()
        for part, xml in parts.items():
            if FILLED.fullmatch(part):
                named |= _names(xml, fields, findings)
            elif part.startswith("docProps/") and LEFT_OVER.search(xml):
                findings.add("paper_properties", 1)
        for missing in sorted(fields.required - named) if not findings.failed else ():
            findings.add("paper_missing", 1, name=missing)
    if parts and not findings.failed:
        _try_out(content, fields, findings)
    return findings.problems


def _parts(content: bytes, findings: Findings) -> dict[str, str]:
    """The parts of the file as text, by name; none where it is no Word file of a bearable size."""
    try:
        with ZipFile(BytesIO(content)) as file:
            entries = file.infolist()
            size = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_PARTS or size > LARGEST_UNPACKED or len(content) >= LARGEST:
                findings.add("paper_large", 1)
                return {}
            read = {entry.filename: file.read(entry).decode("utf-8", "replace") for entry in entries}
    except (BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError):
        read = {}
    if "word/document.xml" not in read:
        findings.add("paper_unreadable", 1)
        return {}
    return read


def _check_foreign(parts: dict[str, str], findings: Findings) -> None:
    for slug, where, looks in FOREIGN:
        for part, xml in parts.items():
            if re.fullmatch(where, part) and re.search(looks, xml):
                findings.add(slug, 1, name=part)


# --- placeholders ----------------------------------------------------------------------------


def _names(xml: str, fields: Fields, findings: Findings) -> set[str]:
    """The values that a part names; what is wrong with its placeholders is noted."""
    numbered = PARAGRAPH.sub("\n<w:p", xml.replace("\n", " ").replace("\r", " "))
    source = DocxTemplate.patch_xml(DocxTemplate(BytesIO()), numbered)
    lines = source.split("\n")

    def add(slug: str, line: int, name: str) -> None:
        findings.add(slug, max(line - 1, 1), None, name=name, options=fields.known, words=_shown(lines, line))

    try:
        tree = bare_environment().parse(source)
    except TemplateSyntaxError as error:
        add("paper_syntax", error.lineno, "")
        return set()
    for node in _strange(tree):
        add("paper_not_allowed", node.lineno, type(node).__name__)
    for node in tree.find_all(nodes.TemplateData):
        words = TAG.sub("", node.data)
        for sign in LEFT_OVER.finditer(words):
            add("paper_syntax", node.lineno + words.count("\n", 0, sign.start()), sign[0])
    named = list(tree.find_all(nodes.Name))
    for node in named:
        if node.name not in fields.known:
            add("paper_unknown", node.lineno, node.name)
    return {node.name for node in named}


def _strange(node: nodes.Node) -> Iterator[nodes.Node]:
    """Whatever is neither words, nor a value, nor the question whether there is one. What is below it is not looked at."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Output | nodes.TemplateData | nodes.Name | nodes.If | nodes.Not):
            yield from _strange(child)
        else:
            yield child


def _shown(lines: list[str], line: int) -> str:
    """The words of a paragraph."""
    words = " ".join(unescape(TAG.sub("", lines[min(line, len(lines)) - 1])).split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def _try_out(content: bytes, fields: Fields, findings: Findings) -> None:
    """Whether it can be filled in is seen by filling it in: once with every value, once with none."""
    for value in ("x", ""):
        try:
            fill(content, dict.fromkeys(fields.known, value))
        except Exception:  # whatever python-docx stumbles over: Word wrote it, or something else did
            findings.add("paper_unreadable", 1)
