"""manage.py import_dossiers FILE --account NAME: the import of a personnel list without a browser."""

import json
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Account
from personnel.importing.choices import Choices
from personnel.importing.examination import Examination
from personnel.importing.limits import WorkbookRefused
from personnel.importing.planned import RowKind
from personnel.importing.reading import read_lists
from personnel.importing.returned import returned_workbook
from personnel.services.import_dossiers import ImportMoved, examine_lists, import_dossiers

REFUSED_FILE = 2
COUNTED = ((RowKind.NEW, "mới"), (RowKind.CHANGED, "thay đổi"), (RowKind.UNCHANGED, "không đổi"))


class Command(BaseCommand):
    help = (
        "Nhập danh sách trích ngang từ tệp .xlsx với quyền của một tài khoản. Dòng đạt được ghi, dòng bị từ chối để "
        "lại. Mã kết thúc: 0 đã xử lý tệp, 2 tệp bị từ chối."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp .xlsx")
        parser.add_argument("--account", required=True, metavar="NAME", help="tên đăng nhập của tài khoản nhập")
        parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.add_argument("--returned", metavar="PATH", type=Path, help="ghi tệp trả về, có đánh dấu chỗ phải sửa")
        parser.add_argument("--reason", metavar="TEXT", default="", help="lý do ghi trong lịch sử hồ sơ")
        parser.add_argument("--unit", metavar="CODE", default="", help="mã đơn vị của danh sách, khi tiêu đề không nêu")

    def handle(self, *, file, account, dry_run, json, returned, reason, unit, **options):
        try:
            examination = self._import(file, account, dry_run, reason, unit)
            if returned:
                returned.write_bytes(_returned(file, examination))
        except (WorkbookRefused, PermissionDenied, ImportMoved, OSError) as error:
            self._refuse(getattr(error, "message_vi", str(error)), json)
        else:
            self._tell(examination, json=json, dry_run=dry_run)

    def _import(self, file: Path, username: str, dry_run: bool, reason: str, unit: str) -> Examination:
        account = Account.objects.filter(username=username).first()
        if account is None:
            raise PermissionDenied(f"Không có tài khoản “{username}”.")
        if not file.is_file():
            raise PermissionDenied(f"Không có tệp {file}.")
        lists = read_lists(file, account=account, today=timezone.localdate(), choices=Choices(unit=unit))
        if lists.problems:
            raise PermissionDenied("\n".join(lists.problems))
        if dry_run:
            return examine_lists(account=account, lists=lists)
        reason = reason or f"Nhập danh sách từ tệp {file.name}"
        return import_dossiers(account=account, reason=reason, lists=lists)

    def _refuse(self, message: str, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"error": message}, ensure_ascii=False))
        raise CommandError(message, returncode=REFUSED_FILE)

    def _tell(self, examination: Examination, *, json: bool, dry_run: bool) -> None:
        if json:
            self.stdout.write(_dumped(examination.outcome()))
            return
        counts = examination.counts
        counted = ", ".join(f"{counts[kind]} {word}" for kind, word in COUNTED)
        done = "Kiểm tra, chưa ghi" if dry_run else "Đã ghi"
        self.stdout.write(f"{done}: {counted}, {counts[RowKind.REFUSED]} bị từ chối.")
        for title, kind in (("Đã sửa giúp", "mends"), ("Cần xem lại", "warnings"), ("Từ chối", "errors")):
            found = examination.findings(kind)
            if found:
                self.stdout.write(f"\n{title} ({len(found)}):")
            for finding in found:
                self.stdout.write(f"  {finding.sheet} {finding.cell}: {finding.message}")


def _returned(file: Path, examination: Examination) -> bytes:
    return returned_workbook(
        file, examination.findings("errors"), examination.findings("mends"), examination.findings("warnings")
    )


def _dumped(outcome: dict) -> str:
    return json.dumps(outcome, ensure_ascii=False)
