"""Checks calls of the simulated Bot API, and the updates it makes, with the models of aiogram (Bot API 10.0).

aiogram was written by other people from the same documentation: what its models refuse, a bot elsewhere would trip over.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final, Union, get_args, get_origin

from aiogram import methods
from aiogram.methods.base import Response, TelegramMethod
from aiogram.types import Update
from pydantic import BaseModel, TypeAdapter, ValidationError

Check = Callable[[], Any]

UNIONS: Final = (Union, types.UnionType)
MODELS: Final[dict[str, type[TelegramMethod[Any]]]] = {
    model.__api_method__: model
    for model in (getattr(methods, name) for name in methods.__all__)
    if isinstance(getattr(model, "__api_method__", None), str)
}


def request_problems(method: str, values: Mapping[str, Any]) -> list[str]:
    """What is wrong with the parameters of a call that was accepted, values as they came by form or JSON."""
    model = MODELS.get(method)
    if model is None:
        return [f"{method}: no such method in Bot API 10.0"]
    decoded = {name: _spelled_out(_decoded(model, name, value)) for name, value in values.items()}
    return _problems(f"{method} called", lambda: model.model_validate(decoded))


def answer_problems(method: str, answer: Mapping[str, Any]) -> list[str]:
    """What is wrong with the body of an answer, an error or not."""
    if not answer.get("ok"):
        return _problems(f"{method} refused", lambda: Response[Any].model_validate(answer, extra="forbid"))
    if method not in MODELS:
        return []
    return _problems(f"{method} answered", lambda: _returned(method).validate_python(answer["result"]))


def update_problems(update: Mapping[str, Any]) -> list[str]:
    """What is wrong with one Update: it holds its number and one thing that happened."""
    kinds = sorted(update.keys() - {"update_id"})
    if len(kinds) != 1:
        return [f"an update holds {kinds}, not one thing"]
    return _problems(f"update {kinds[0]}", lambda: Update.model_validate(update))


@cache
def _returned(method: str) -> TypeAdapter[Any]:
    return TypeAdapter(MODELS[method].__returning__)


def _problems(where: str, check: Check) -> list[str]:
    try:
        parsed = check()
    except ValidationError as wrong:
        return [f"{where}: {_place(each['loc'])} {each['msg']}" for each in wrong.errors(include_url=False)]
    return [f"{where}: {path} is unknown" for path in _extras(parsed, "")]


def _place(place: tuple[int | str, ...]) -> str:
    return ".".join(map(str, place))


def _extras(value: Any, path: str) -> Iterator[str]:
    """The paths of all fields that no model knows; aiogram's models keep such fields silently."""
    if isinstance(value, BaseModel):
        yield from (f"{path}.{name}".lstrip(".") for name in value.model_extra or ())
        for name in value.model_fields_set & type(value).model_fields.keys():
            yield from _extras(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from _extras(each, f"{path}.{index}")


def _decoded(model: type[TelegramMethod[Any]], name: str, value: Any) -> Any:
    """A string that holds JSON is opened, unless the parameter is one that takes strings."""
    field = model.model_fields.get(name)
    if not isinstance(value, str) or field is None or str in _arms(field.annotation):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _spelled_out(value: Any) -> Any:
    """A key may be written as its words alone; aiogram does not know that."""
    match value:
        case {"keyboard": [*rows]}:
            keys = [
                [{"text": key} if isinstance(key, str) else key for key in row]
                if isinstance(row, list)
                else row
                for row in rows
            ]
            return value | {"keyboard": keys}
    return value


def _arms(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in UNIONS else (annotation,)
