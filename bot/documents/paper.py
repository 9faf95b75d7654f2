"""A Word template and its values → the bytes of a .docx. Knows no request; words come said, unknown ones empty.

Values are words and nothing else, whatever they hold; a template can name values and ask whether there are any
(paper_checks.py), and even one that nobody checked runs in a sandbox without functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docxtpl.template import DocxTemplate
from jinja2 import Environment, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.characters import visible

HIDDEN: Final = str.maketrans({"{": "\ue000", "}": "\ue001", "\t": " "})
SHOWN: Final = str.maketrans({"\ue000": "{", "\ue001": "}"})
"""Braces among people's words are kept from the template engine, and come back when it is done."""
EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def fill(template: bytes, values: Mapping[str, str]) -> bytes:
    """The paper. Equal templates and values give equal bytes. Raises TemplateError for a template that is none of ours."""
    paper = _Paper(BytesIO(template))
    paper.render({name: _words(value) for name, value in values.items()}, bare_environment())
    content = BytesIO()
    paper.save(content)
    return packed(content.getvalue())


def packed(document: bytes) -> bytes:
    """The same document without the time of its making."""
    content = BytesIO()
    with ZipFile(BytesIO(document)) as old, ZipFile(content, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return content.getvalue()


def bare_environment() -> Environment:
    """Sandboxed, escaping, strict, and without a single function, filter or test."""
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    for names in (environment.globals, environment.filters, environment.tests):
        names.clear()
    return environment


def _words(value: str) -> str:
    """Private letters would be taken for our braces, so they go too; half a pair of surrogates is no letter."""
    return "".join(char for char in visible(value) if not "\ue000" <= char <= "\uf8ff").translate(HIDDEN)


class _Paper(DocxTemplate):
    """docxtpl, with people's braces put back after its work."""

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        filled: str = super().render_xml_part(src_xml, part, context, jinja_env)  # type: ignore[no-untyped-call]
        return filled.translate(SHOWN)
