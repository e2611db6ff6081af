"""The catalogue of reports: a new report is a file here, a line below and a test."""

from reports.definitions.base import Report
from reports.definitions.bm01 import BM01
from reports.definitions.bm02 import BM02
from reports.definitions.compliance import COMPLIANCE
from reports.definitions.organisation_list import ORGANISATION_LIST
from reports.definitions.pay_lists import BM03, BM04

REPORTS: dict[str, Report] = {
    report.slug: report
    for report in (
        BM01,
        BM02,
        BM03,
        BM04,
        ORGANISATION_LIST,
        COMPLIANCE,
    )
}  # fmt: skip
