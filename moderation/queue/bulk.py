"""Many new rows at once, without an object for each: a flood of responses is written in half the time.

`bulk_create` makes an object of every row, asks each field about each value, and writes statements with
hundreds of placeholders. That was the larger part of a pull.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Field, JSONField, Model
from django.db.models.constants import OnConflict

Row = Mapping[str, object]
"""Values by the `attname` of fields, such as ``version_id``. All rows of a call name the same ones."""


def insert(
    model: type[Model], rows: Iterable[Row], *, ignore_conflicts: bool = False, replace_by: str = ""
) -> None:
    """Write the rows; what they do not name is the field's default, and ids count up by themselves.

    A row that is there already raises `IntegrityError`, or stays as it is (`ignore_conflicts`), or takes the
    new values (`replace_by` names the column that tells that it is the same).
    """
    coming = iter(rows)
    first = next(coming, None)
    if first is None:
        return
    named = [field for name in first for field in _written(model) if field.attname == name]
    others = [field for field in _written(model) if field.attname not in first]
    statement = _statement(model, [*named, *others], _conflict(ignore_conflicts, replace_by), replace_by)
    defaults = [field.get_db_prep_save(field.get_default(), connection) for field in others]
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(_values(chain([first], coming), named, defaults)))


def _values(
    rows: Iterable[Row], named: Sequence[Field[Any, Any]], defaults: list[Any]
) -> Iterator[list[Any]]:
    """What the driver is given for each row."""
    names = {field.attname: None for field in named}
    prepared = [(at, ready) for at, field in enumerate(named) if (ready := _preparer(field))]
    for row in rows:
        if row.keys() != names.keys():
            raise KeyError("a row names columns that the model does not have, or others than the first row")
        values = [row[name] for name in names]
        for at, ready in prepared:
            values[at] = ready(values[at])
        yield values + defaults


def _written(model: type[Model]) -> Sequence[Field[Any, Any]]:
    """Not what the database counts or works out."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.generated and field.get_internal_type() != "BigAutoField"
    ]


def _conflict(ignored: bool, replace_by: str) -> OnConflict | None:
    if ignored:
        return OnConflict.IGNORE
    return OnConflict.UPDATE if replace_by else None


def _statement(
    model: type[Model], fields: Sequence[Field[Any, Any]], conflict: OnConflict | None, replace_by: str
) -> str:
    operations = connection.ops
    columns = [str(field.column) for field in fields]
    replaced = [column for column in columns if column != replace_by]
    return (
        f"{operations.insert_statement(conflict)} {operations.quote_name(model._meta.db_table)} "
        f"({', '.join(operations.quote_name(column) for column in columns)}) "
        f"VALUES ({', '.join(['%s'] * len(columns))}) "
        f"{operations.on_conflict_suffix_sql(fields, conflict, replaced, [replace_by])}"
    )


def _preparer(field: Field[Any, Any]) -> Callable[[Any], Any] | None:
    """Makes of a value what the database's driver takes. Only times and JSON are not taken as they are."""
    if isinstance(field, JSONField):
        return lambda value: field.get_db_prep_save(value, connection)
    if isinstance(field, DateTimeField):
        known: dict[Any, Any] = {}

        def moment(value: Any) -> Any:  # one moment stands in every row of a pull
            if value not in known:
                known[value] = field.get_db_prep_save(value, connection)
            return known[value]

        return moment
    return None
