"""JSON: one object for each row, one row a line, written as it is sent."""

import datetime
import json

CHUNK_CHARACTERS = 32 * 1024


def stream(headings, rows):
    """Yield the bytes of an array of objects. Dates are ISO, an empty cell is null, text is as it is."""
    parts, size, between = ["["], 0, "\n"
    for row in rows:
        line = json.dumps(dict(zip(headings, row, strict=True)), ensure_ascii=False, default=_plain)
        parts.append(between + line)
        size, between = size + len(line), ",\n"
        if size > CHUNK_CHARACTERS:
            yield "".join(parts).encode()
            parts, size = [], 0
    yield "".join([*parts, "\n]\n"]).encode()


def _plain(value):
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value)
