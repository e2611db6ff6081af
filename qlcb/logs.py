"""Log lines that a person reads and a program splits."""

import datetime
import json
import logging


class LineFormatter(logging.Formatter):
    """Makes one line of every record: time (UTC), level, logger, and as JSON texts its message and any traceback."""

    def format(self, record):
        """Return the line of `record`, without line breaks whatever its message holds."""
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds")
        line = f"time={moment} level={record.levelname} logger={record.name} message={_quoted(record.getMessage())}"
        if record.exc_info:
            line += f" error={_quoted(self.formatException(record.exc_info))}"
        return line


def _quoted(text):
    return json.dumps(text, ensure_ascii=False)
