import csv
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from accounts.services.program_account import program_account
from orgunits.models import Unit
from personnel.models import Reorganisation
from personnel.reorganisation.lines import Line, read_lines
from personnel.reorganisation.report import examine
from personnel.services.draft_reorganisation import draft_reorganisation, replace_parts
from qlcb import regulation
from qlcb.dates import parse_date
from qlcb.formats import number_vi
from qlcb.history import writing

SHOWN = 20


class Command(BaseCommand):
    help = "Lập phương án sắp xếp tổ chức từ một bảng CSV; phương án ở trạng thái đang soạn, duyệt trên màn hình."

    def add_arguments(self, parser):
        parser.add_argument("table", help="tên bảng của quy chế (reorganisation_2025) hoặc đường dẫn tệp .csv")
        parser.add_argument("--number", required=True, help="số quyết định, ví dụ 382/QĐ-BTC")
        parser.add_argument("--signed-on", required=True, help="ngày ký, dd/mm/yyyy")
        parser.add_argument("--effective-on", required=True, help="ngày có hiệu lực, dd/mm/yyyy")
        parser.add_argument("--summary", default="Sắp xếp tổ chức bộ máy", help="trích yếu")
        parser.add_argument("--signer", default="", help="người ký")
        parser.add_argument("--authority", help="mã đơn vị ban hành; bỏ trống nếu ở ngoài hệ thống")
        parser.add_argument("--scope", help="mã đơn vị phạm vi (mặc định đơn vị cao nhất)")

    def handle(self, *args, table, **options):
        account, lines = program_account(), _lines(table)
        try:
            with writing(account=account, reason=f"Lập phương án từ bảng {Path(table).name}"):
                plan = draft_reorganisation(account=account, plan=_plan(options))
                read = read_lines(plan, lines)
                if read.wrong:
                    raise CommandError("\n".join(f"{cell.where}: {cell.words}" for cell in read.wrong[:SHOWN]))
                replace_parts(account=account, plan=plan, steps=read.steps, people=())
        except (ValidationError, ValueError) as error:
            raise CommandError("; ".join(getattr(error, "messages", [str(error)]))) from error
        self._say(plan, len(read.steps))

    def _say(self, plan: Reorganisation, steps: int) -> None:
        report = examine(plan, localdate())
        self.stdout.write(
            f"Phương án {plan.number} (số {plan.pk}): {number_vi(steps)} bước. "
            f"{number_vi(len(report.blocking))} chỗ vướng, {number_vi(len(report.warnings))} chỗ cần xem; "
            f"{number_vi(report.people_before)} người trước, {number_vi(report.people_after)} người sau."
        )
        for issue in [*report.blocking, *report.warnings][:SHOWN]:
            self.stdout.write(f"- {issue.words}")


def _lines(table: str) -> list[Line]:
    path = Path(table)
    if path.suffix == ".csv":
        if not path.exists():
            raise CommandError(f"Không có tệp {table}.")
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    else:
        try:
            rows = regulation.table(table)
        except regulation.RegulationError as error:
            raise CommandError(str(error)) from error
    return [Line(row, lambda name, number=number: f"dòng {number}, cột {name}") for number, row in enumerate(rows, 2)]


def _plan(options: dict) -> Reorganisation:
    def unit(code: str | None) -> Unit | None:
        found = Unit.objects.filter(code=code).first() if code else None
        if code and found is None:
            raise CommandError(f"Không có đơn vị mã {code}.")
        return found

    return Reorganisation(
        scope=unit(options["scope"]) or Unit.objects.filter(parent=None).order_by("pk").first(),
        number=options["number"],
        signed_on=parse_date(options["signed_on"]),
        effective_on=parse_date(options["effective_on"]),
        authority=unit(options["authority"]),
        signer=options["signer"],
        summary=options["summary"],
    )
