"""The catalogue of reports: a new report is a file here, a line below and a test."""

from reports.definitions.base import Report
from reports.definitions.bm01 import BM01

REPORTS: dict[str, Report] = {
    report.slug: report
    for report in (
        BM01,
    )
}  # fmt: skip
