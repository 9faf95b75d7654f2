"""The language of ``when``: its tree and its parser. What a tree is worth stands in ``truth.py``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

MAX_CHARS = 300
MAX_NODES = 50

Operator: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]
Scalar: TypeAlias = str | int | bool


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a string, true or false."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class Several:
    """A list of constants."""

    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """The answer of a step. As written ``step`` is a name (``who``, ``safe.shared``); linked, its path."""

    step: str


@dataclass(frozen=True, slots=True)
class IsAnswered:
    """``answered(x)``"""

    step: str


@dataclass(frozen=True, slots=True)
class CountOf:
    """``count(x)``: how many things (words, files) the answer holds."""

    step: str


@dataclass(frozen=True, slots=True)
class YearsSince:
    """``years_since(x)``: whole years from the date in the answer to today."""

    step: str


@dataclass(frozen=True, slots=True)
class Communes:
    """``communes('group')``: the communes of a group of the province."""

    group: str


@dataclass(frozen=True, slots=True)
class OpenNow:
    """``open_now()``: the Centre is open."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Numbers added up; the ones in ``less`` are taken away."""

    more: tuple[Term, ...]
    less: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """Two terms and how they stand to each other."""

    left: Term
    operator: Operator
    right: Term


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; unknown stays unknown."""

    part: Expr


@dataclass(frozen=True, slots=True)
class All:
    """``and``"""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """``or``"""

    parts: tuple[Expr, ...]


Term: TypeAlias = (
    "Constant | Several | StepAnswer | IsAnswered | CountOf | YearsSince | Communes | OpenNow | Sum"
)
Expr: TypeAlias = "Term | Compare | Not | All | AnyOf"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as written, and as understood."""

    source: str
    expr: Expr


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


def terms(expr: Expr) -> Iterator[Term | Compare]:
    """Every comparison and every term, from left to right."""
    match expr:
        case Not(part):
            yield from terms(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from terms(part)
        case Compare(left, _, right):
            yield expr
            yield from terms(left)
            yield from terms(right)
        case Sum(more, less):
            yield expr
            for part in (*more, *less):
                yield from terms(part)
        case _:
            yield expr


def rewritten(expr: Expr, names: Callable[[str], Term]) -> Expr:
    """The same expression about other steps: every name is replaced by what it stands for."""
    match expr:
        case Not(part):
            return Not(rewritten(part, names))
        case All(parts):
            return All(tuple(rewritten(part, names) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(rewritten(part, names) for part in parts))
        case Compare(left, operator, right):
            return Compare(_renamed(left, names), operator, _renamed(right, names))
        case _:
            return _renamed(expr, names)


def _renamed(term: Term, names: Callable[[str], Term]) -> Term:
    match term:
        case StepAnswer(step):
            return names(step)
        case Sum(more, less):
            return Sum(
                tuple(_renamed(part, names) for part in more), tuple(_renamed(part, names) for part in less)
            )
        case IsAnswered(step) | CountOf(step) | YearsSince(step):
            found = names(step)
            # A constant in the place of an answer is there, once, and is no date.
            if isinstance(found, StepAnswer):
                return type(term)(found.step)
            return Constant(True) if isinstance(term, IsAnswered) else Constant(1)
        case _:
            return term


# --- reading ---------------------------------------------------------------------------------

_WORD = re.compile(
    r"\s*(?:([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)|([0-9]{1,9})(?![0-9])|('[^']*')"
    r"|(==|!=|<=|>=|[<>()\[\],+-]))"
)
_WORDS = frozenset({"and", "or", "not", "in", "true", "false"})
_FUNCTIONS = ("answered", "count", "years_since", "communes", "open_now")
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
        inside = "" if name == "open_now" else self._next()
        self._expect(")")
        match name:
            case "open_now":
                return OpenNow()
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
