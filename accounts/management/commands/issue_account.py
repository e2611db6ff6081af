from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.forms import normal_username
from accounts.models import Account, Paper, RoleTemplate
from accounts.one_time import one_time_password
from accounts.services.issue_account import Holder, issue_account
from accounts.services.program_account import program_account
from orgunits.models import Unit

REASON = "Cấp tài khoản bằng lệnh trên máy chủ"
KINDS = [kind for kind in Account.Kind.values if kind != Account.Kind.PROGRAM]


class Command(BaseCommand):
    help = (
        "Cấp một tài khoản, giao cho người giữ và cấp vai trò; in mật khẩu dùng một lần, chỉ một lần này. "
        "Dùng cho tài khoản quản trị hệ thống đầu tiên và khi chưa có ai đăng nhập được."
    )

    def add_arguments(self, parser):
        parser.add_argument("username", help="tên đăng nhập: chữ thường, số và dấu . _ -")
        parser.add_argument("--kind", required=True, choices=KINDS, help="loại tài khoản")
        parser.add_argument("--title", help="tên gọi theo mục đích, ví dụ “Nhân sự 1” (mặc định: tên loại tài khoản)")
        parser.add_argument("--unit", required=True, help="mã đơn vị của tài khoản, ví dụ TW12")
        parser.add_argument("--document", required=True, help="số, ký hiệu văn bản giao tài khoản và quyền")
        parser.add_argument("--approved-by", required=True, help="lãnh đạo phê duyệt việc cấp tài khoản")
        parser.add_argument("--holder", required=True, help="họ tên người giữ")
        parser.add_argument("--staff-code", required=True, help="số hiệu công chức của người giữ")
        parser.add_argument("--template", help="mã vai trò mẫu; bỏ trống thì tài khoản chưa có quyền nào")
        parser.add_argument("--scope", help="mã đơn vị mà vai trò có hiệu lực; bỏ trống là đơn vị của tài khoản")
        parser.add_argument("--reason", default=REASON, help=f"lý do ghi vào lịch sử (mặc định: {REASON})")

    def handle(self, *args, **options):
        if options["scope"] and not options["template"]:
            raise CommandError("--scope chỉ đi cùng --template.")
        password = one_time_password()
        try:
            account = self._issue(options, password, timezone.localdate())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã cấp tài khoản {account.username} ({account}), người giữ {account.holder_name}.")
        self.stdout.write(f"Mật khẩu dùng một lần: {password}")
        self.stdout.write("Mật khẩu không được lưu ở đâu khác; người giữ phải đổi ngay lần đăng nhập đầu tiên.")

    def _issue(self, options: dict, password: str, today: date) -> Account:
        unit = _get(Unit, options["unit"], "đơn vị")
        return issue_account(
            account=program_account(),
            reason=options["reason"],
            username=normal_username(options["username"]),
            kind=options["kind"],
            title=options["title"] or Account.Kind(options["kind"]).label,
            unit=unit,
            paper=Paper(options["document"], today, options["approved_by"]),
            password=password,
            holder=Holder(options["holder"], options["staff_code"], options["document"]),
            template=_get(RoleTemplate, options["template"], "vai trò mẫu") if options["template"] else None,
            scope=_get(Unit, options["scope"], "đơn vị") if options["scope"] else None,
            today=today,
        )


def _get(model, code: str, noun: str):
    """The row with this code; CommandError that names the code, and the codes there are where they are few."""
    found = model.objects.filter(code=code).first()
    if found is None:
        few = "" if model is Unit else f" Các mã đang có: {', '.join(model.objects.values_list('code', flat=True))}."
        raise CommandError(f"Không có {noun} nào mang mã {code}.{few}")
    return found
