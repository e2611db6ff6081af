"""Keyset paging: the next page begins after the last row shown, so page 1,000 costs what page 1 costs (DESIGN §8)."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict

PAGE_SIZE = 50
LONGEST_TOKEN = 2000


@dataclass(frozen=True)
class Page:
    """One page of rows. `total` counts all rows behind it; `first` is the number of its first row, from 1."""

    rows: list[Any]
    total: int
    first: int
    previous_url: str | None
    next_url: str | None

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def keyset_page(rows: QuerySet, params: QueryDict, *, keys: Sequence[str], total: int, size: int = PAGE_SIZE) -> Page:
    """The page that `params` asks for (`sau`, `truoc`: tokens; `tu`: number of the first row, for show).

    keys: names of the columns or annotations that order the rows, the last one unique; "dossier__sort_key" is a column
    of a related row, which the rows select; "-" before all of them means newest first.
    A token that makes no sense begins at the first page.
    """
    descending = keys[0].startswith("-")
    names = [key.lstrip("-") for key in keys]
    fields = [_field(rows, name) for name in names]

    def fetch(after, before, limit: int) -> list:
        return list(_beyond(rows, names, before or after, descending, forward=before is None)[:limit])

    def key_of(row) -> list:
        return [attrgetter(column.replace("__", "."))(row) for column in names]

    def read(values: list) -> list:
        return [field.to_python(value) for field, value in zip(fields, values, strict=True)]

    return page_of(fetch, params, key_of=key_of, read=read, total=total, size=size)


def page_of(
    fetch: Callable[[list | None, list | None, int], list],
    params: QueryDict,
    *,
    key_of: Callable[[Any], list],
    read: Callable[[list], list],
    total: int,
    size: int = PAGE_SIZE,
) -> Page:
    """The same for rows that are no queryset's. fetch: gives at most so many rows after a key or before one, the
    nearest first; key_of: the key of a row; read: the key that a token's values mean, ValueError for none."""
    after, before = _decode(params.get("sau"), read), _decode(params.get("truoc"), read)
    first = _number(params.get("tu"))
    if before:
        found = fetch(None, before, size + 1)
        has_more, found = len(found) > size, found[:size][::-1]
        has_previous, has_next = has_more, True
        first = max(1, first)
    else:
        found = fetch(after, None, size + 1)
        has_next, found = len(found) > size, found[:size]
        has_previous = bool(after)
        first = max(1, first) if after else 1
    if not found:
        return Page([], total, 1 if not total else first, None, None)
    back = _url(params, "truoc", key_of(found[0]), max(1, first - size)) if has_previous else None
    on = _url(params, "sau", key_of(found[-1]), first + len(found)) if has_next else None
    return Page(found, total, first, back, on)


def _field(rows: QuerySet, name: str):
    if name in rows.query.annotations:
        return rows.query.annotations[name].output_field
    *relations, column = name.split("__")
    model = rows.model
    for relation in relations:
        model = model._meta.get_field(relation).related_model
    return model._meta.get_field(column)


def _beyond(rows, names, token, descending, *, forward):
    backwards = descending == forward
    ordered = rows.order_by(*[("-" if backwards else "") + name for name in names])
    if not token:
        return ordered
    condition = Q()
    for index, name in enumerate(names):
        equal = {names[i]: token[i] for i in range(index)}
        condition |= Q(**equal, **{f"{name}__{'lt' if backwards else 'gt'}": token[index]})
    first = {f"{names[0]}__{'lte' if backwards else 'gte'}": token[0]}  # lets PostgreSQL enter the index at the token
    return ordered.filter(condition, **first)


def _url(params, name, values, first) -> str:
    query = params.copy()
    for key in ("sau", "truoc", "tu"):
        query.pop(key, None)
    plain = [value if isinstance(value, int | str) else str(value) for value in values]
    query[name] = base64.urlsafe_b64encode(json.dumps(plain, ensure_ascii=False).encode()).decode()
    query["tu"] = str(first)
    return "?" + query.urlencode()


def _decode(token: str | None, read):
    """The values of a token, or None when it is none of ours."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(token.encode()))
        if not isinstance(values, list) or not all(_is_plain(value) for value in values):
            return None
        return read(values)
    except (ValueError, TypeError, RecursionError, ValidationError):
        return None


def _is_plain(value) -> bool:
    return type(value) is int or (type(value) is str and value.isprintable())


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 1
