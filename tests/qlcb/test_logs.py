"""A log record is one line, whatever it holds."""

import logging
import sys

from qlcb.logs import LineFormatter


def line(message, *arguments, error=None):
    return LineFormatter().format(logging.LogRecord("qlcb.jobs", logging.WARNING, "f.py", 1, message, arguments, error))


def test_a_record_is_one_line_that_splits():
    text = line("tệp %s\nlevel=INFO giả", "a.xlsx")
    assert "\n" not in text
    assert text.startswith("time=")
    assert text.endswith(' level=WARNING logger=qlcb.jobs message="tệp a.xlsx\\nlevel=INFO giả"')


def test_a_traceback_stays_on_the_line():
    try:
        raise ValueError("hỏng")
    except ValueError:
        text = line("không đọc được", error=sys.exc_info())
    assert "\n" not in text
    assert 'error="Traceback' in text
    assert "ValueError: hỏng" in text
