"""Finds the table in a list of dicts, a list of rows or the text of a CSV file."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    Row = Sequence[Any]

#: More than anybody reads in a page; what is left out is said there.
ROWS_MAX = 1_000
COLUMNS_MAX = 30
CELL_CHARACTERS = 200
CSV_CHARACTERS = 5_000_000
_SEPARATORS = ',;\t'


def table_of(value: Any) -> dict[str, Any] | None:
    """`{'columns': [{'name', 'isNumeric'}], 'rows': [[text]], 'rowCount', 'columnCount'}`, or None.

    Names are None where there is no header. What is beyond the limits is counted, not sent.
    """
    if isinstance(value, str):
        return _from_csv(value)
    rows: list[Any] | tuple[Any, ...] = value
    if not rows:
        return None
    if all(isinstance(row, dict) for row in rows) and all(rows):
        return _from_dicts(rows)
    if all(type(row) in (list, tuple) for row in rows) and all(rows):
        return _from_rows(rows)
    return None


def _from_dicts(rows: Sequence[dict[Any, Any]]) -> dict[str, Any]:
    names = list(dict.fromkeys(name for row in rows for name in row))
    shown = names[:COLUMNS_MAX]
    cells = [[row.get(name, _MISSING) for name in shown] for row in rows[:ROWS_MAX]]
    return _table([str(name) for name in shown], cells, len(rows), len(names))


def _from_rows(rows: Sequence[Row]) -> dict[str, Any] | None:
    width = len(rows[0])
    if any(len(row) != width for row in rows):
        return None
    if any(isinstance(cell, (list, tuple, dict, set)) for row in rows for cell in row):
        return None
    if _is_header(rows):
        return _table([str(name) for name in rows[0]], rows[1:], len(rows) - 1, width)
    return _table([None] * width, rows, len(rows), width)


def _is_header(rows: Sequence[Row]) -> bool:
    """Words above, and something else than words below."""
    first, *others = rows[:ROWS_MAX]
    return all(isinstance(cell, str) for cell in first) and any(
        not isinstance(cell, str) for row in others for cell in row
    )


def _from_csv(text: str) -> dict[str, Any] | None:
    head, newline, _ = text.partition('\n')
    if not newline or len(text) > CSV_CHARACTERS:
        return None
    separator = max(_SEPARATORS, key=head.count)
    if separator not in head:
        return None
    import csv
    import io

    try:
        reader = csv.reader(io.StringIO(text, newline=''), delimiter=separator, strict=True)
        rows = [row for row in reader if row]
    except csv.Error:
        return None
    names, rows = rows[0], rows[1:]
    # Prose has commas, too; after them it has spaces.
    if any(name.strip() != name or not name for name in names) or len(set(names)) < len(names):
        return None
    if not rows or any(len(row) != len(names) for row in rows):
        return None
    return _table(names, rows, len(rows), len(names))


_MISSING = object()


def _table(
    names: Sequence[str | None], rows: Sequence[Row], row_count: int, column_count: int
) -> dict[str, Any]:
    shown = [row[:COLUMNS_MAX] for row in rows[:ROWS_MAX]]
    columns = [
        {
            'name': None if name is None else _clip(name),
            'isNumeric': all(_is_number(row[index]) for row in shown),
        }
        for index, name in enumerate(names[:COLUMNS_MAX])
    ]
    return {
        'columns': columns,
        'rows': [[_cell(value) for value in row] for row in shown],
        'rowCount': row_count,
        'columnCount': column_count,
    }


def _is_number(value: Any) -> bool:
    if value is None or value is _MISSING or value == '':
        return True
    if isinstance(value, str):
        try:
            float(value)
        except ValueError:
            return False
        return True
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _cell(value: Any) -> str:
    return '' if value is _MISSING else _clip(str(value))


def _clip(text: str) -> str:
    return text if len(text) <= CELL_CHARACTERS else text[:CELL_CHARACTERS] + '…'
