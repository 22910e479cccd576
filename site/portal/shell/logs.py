"""One JSON object a line, without anything a person typed."""

import json
import logging
from datetime import UTC, datetime

from portal.audit.context import current_request_id


class JsonFormatter(logging.Formatter):
    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": current_request_id(),
        }
        if record.exc_info:
            # The type and the place, not the message: an exception's text may quote what was typed.
            line["error"] = record.exc_info[0].__name__
            line["trace"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}" for frame in _frames(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


def _frames(traceback):
    import traceback as module

    return module.extract_tb(traceback)[-12:]
