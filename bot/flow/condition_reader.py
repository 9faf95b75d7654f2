"""The words of a condition → its tree, or what is wrong with them. A recursive descent; no expression runs anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from bot.flow.conditions import (
    FACTS,
    All,
    AnyOf,
    Communes,
    Compare,
    Condition,
    Constant,
    CountOf,
    Expr,
    Fact,
    IsAnswered,
    Not,
    Operator,
    Scalar,
    Several,
    StepAnswer,
    Sum,
    Term,
    YearsSince,
)

MAX_CHARS = 300
MAX_NODES = 50


class BadCondition(Exception):
    """The condition cannot be read: which sentence of ``problems.py`` says why, and its values."""

    def __init__(self, slug: str, **values: object) -> None:
        super().__init__(slug)
        self.slug = slug
        self.values = values


def parse(source: str) -> Condition:
    """Read a condition, or raise BadCondition."""
    if len(source) > MAX_CHARS:
        raise BadCondition("condition_too_long", limit=MAX_CHARS)
    reader = _Reader(list(_tokens(source)))
    expr = reader.either()
    if reader.peek():
        raise BadCondition("condition_syntax", at=reader.peek())
    return Condition(source, expr)


# --- reading ---------------------------------------------------------------------------------

_WORD = re.compile(
    r"\s*(?:([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)|([0-9]{1,9})(?![0-9])|('[^']*')"
    r"|(==|!=|<=|>=|[<>()\[\],+-]))"
)
_WORDS = frozenset({"and", "or", "not", "in", "true", "false"})
_FUNCTIONS = ("answered", "count", "years_since", "communes", *FACTS)
RESERVED = _WORDS | set(_FUNCTIONS)


def _tokens(source: str) -> Iterator[str]:
    position, end = 0, len(source.rstrip())
    while position < end:
        found = _WORD.match(source, position)
        if found is None:
            raise BadCondition("condition_syntax", at=source[position:].strip()[:20])
        yield found[found.lastindex or 0]
        position = found.end()


class _Reader:
    """A recursive descent over the tokens; every node and bracket counts against the limit."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._nodes = 0

    def peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def either(self) -> Expr:
        parts = [self._both()]
        while self._take("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _both(self) -> Expr:
        parts = [self._negated()]
        while self._take("and"):
            parts.append(self._negated())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _negated(self) -> Expr:
        self._count()
        if self._take("not"):
            return Not(self._negated())
        if self._take("("):
            inner = self.either()
            self._expect(")")
            return inner
        return self._comparison()

    def _comparison(self) -> Expr:
        left = self._sum()
        operator = self._operator()
        return left if operator is None else Compare(left, operator, self._sum())

    def _sum(self) -> Term:
        first = self._term()
        more: list[Term] = [first]
        less: list[Term] = []
        while self.peek() in {"+", "-"}:
            (more if self._next() == "+" else less).append(self._term())
        return first if len(more) + len(less) == 1 else Sum(tuple(more), tuple(less))

    def _operator(self) -> Operator | None:
        if self.peek() == "not" and self._tokens[self._at + 1 : self._at + 2] == ["in"]:
            self._at += 2
            return "not in"
        if self.peek() in {"==", "!=", "<", "<=", ">", ">=", "in"}:
            return cast("Operator", self._next())
        return None

    def _term(self) -> Term:
        self._count()
        word = self._next()
        if word == "[":
            return self._several()
        if word in _FUNCTIONS or self.peek() == "(":
            return self._call(word)
        if word in {"true", "false"} or not _is_name(word):
            return Constant(_constant(word))
        if word in _WORDS:
            raise BadCondition("condition_syntax", at=word)
        return StepAnswer(word)

    def _several(self) -> Several:
        values = [_constant(self._next())]
        while self._take(","):
            self._count()
            values.append(_constant(self._next()))
        self._expect("]")
        return Several(tuple(values))

    def _call(self, name: str) -> Term:
        if name not in _FUNCTIONS:
            raise BadCondition("condition_function", name=name, options=_FUNCTIONS)
        self._expect("(")
        inside = "" if name in FACTS else self._next()
        self._expect(")")
        match name:
            case _ if name in FACTS:
                return Fact(name)
            case "communes" if inside.startswith("'"):
                return Communes(inside[1:-1])
            case "communes":
                raise BadCondition("condition_constant", at=inside)
            case _ if inside in _WORDS or not _is_name(inside):
                raise BadCondition("condition_syntax", at=inside)
            case "answered":
                return IsAnswered(inside)
            case "count":
                return CountOf(inside)
            case _:
                return YearsSince(inside)

    def _take(self, word: str) -> bool:
        if self.peek() != word:
            return False
        self._at += 1
        return True

    def _next(self) -> str:
        word = self.peek()
        if not word:
            raise BadCondition("condition_ends")
        self._at += 1
        return word

    def _expect(self, word: str) -> None:
        if not self._take(word):
            raise BadCondition("condition_expected", wanted=word, at=self.peek() or "…")

    def _count(self) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise BadCondition("condition_too_big", limit=MAX_NODES)


def _is_name(word: str) -> bool:
    return all(part.isidentifier() for part in word.split("."))


def _constant(word: str) -> Scalar:
    if word in {"true", "false"}:
        return word == "true"
    if word.startswith("'"):
        return word[1:-1]
    if word.isdigit():
        return int(word)
    raise BadCondition("condition_constant", at=word)
