"""The findings behind the list of quality as a workbook, one a line."""

from django.http import QueryDict
from django.utils import timezone

from accounts.permissions import EXPORT
from personnel.exports.kinds import Asked, Kind, Made, head_lines, mark_of, offer
from personnel.forms.quality import QualityFilter
from personnel.models import Export, Finding
from personnel.quality.review import place_title, rule_sentence
from qlcb.xlsx import list_workbook

ROWS_AT_ONCE = 5_000
COLUMNS = (
    ("Số hiệu", 12),
    ("Họ và tên", 28),
    ("Đơn vị", 38),
    ("Đơn vị cấp trên", 32),
    ("Mức đầy đủ (%)", 10),
    ("Mức", 13),
    ("Mục", 26),
    ("Điểm cần xem lại", 70),
    ("Quy tắc", 60),
    ("Phát hiện ngày", 14),
)


class Findings(Kind):
    slug, back, title = "diem-can-xem-lai", "personnel:quality_list", "Điểm cần xem lại"

    def ask(self, account, parameters, today):
        form, rows = _asked(account, parameters)
        if not form.is_valid():
            return None
        return Asked(
            self.title, form.chosen(), number := rows.count(), parameters["query"],
            f"diem-can-xem-lai-{today:%Y%m%d}.xlsx", is_long=number > ROWS_AT_ONCE,
        )  # fmt: skip

    def make(self, export: Export, today, *, in_job):
        _, rows = _asked(export.account, export.parameters)
        findings = list(
            rows.select_related("dossier__now_unit__parent").order_by(
                "dossier__sort_key", "dossier_id", "severity", "place", "rule", "id"
            )
        )
        content = list_workbook(
            title=self.title,
            lines=head_lines(export, len(findings)),
            columns=COLUMNS,
            rows=(_row(finding) for finding in findings),
            mark=mark_of(export),
        )
        return Made(content, len(findings), sorted({finding.dossier_id for finding in findings}))


def _asked(account, parameters: dict):
    """The filter and its findings; none while a condition makes no sense."""
    form = QualityFilter(QueryDict(parameters["query"]), account=account, right=EXPORT)
    people = form.rows()
    if not form.is_valid():
        return form, Finding.objects.none()
    return form, form.findings().filter(dossier__in=people.values("pk"))


def _row(finding: Finding) -> tuple:
    person, unit = finding.dossier, finding.dossier.now_unit
    return (
        person.code,
        person.full_name,
        unit.name if unit else None,
        unit.parent.name if unit and unit.parent else None,
        person.now_complete,
        finding.get_severity_display(),
        place_title(finding.place),
        finding.words,
        rule_sentence(finding.rule),
        timezone.localdate(finding.found_at),
    )


FINDINGS = offer(Findings())
