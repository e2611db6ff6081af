from django.core.management.base import BaseCommand, CommandError

from accounts.models import Account
from accounts.permissions import CONFIDENTIAL, RIGHTS
from personnel.models import Dossier


class Command(BaseCommand):
    help = "Cho biết một tài khoản được làm gì trên một hồ sơ, và vì sao."

    def add_arguments(self, parser):
        parser.add_argument("account", metavar="TÀI_KHOẢN", help="tên đăng nhập")
        parser.add_argument("dossier", metavar="HỒ_SƠ", help="số hiệu")

    def handle(self, *args, account, dossier, **options):
        account = Account.objects.select_related("unit").filter(username=account).first()
        if account is None:
            raise CommandError("Không có tài khoản này.")
        dossier = Dossier.objects.for_list().filter(code=dossier).first()
        if dossier is None:
            raise CommandError("Không có hồ sơ này.")
        for line in self._lines(account, dossier):
            self.stdout.write(line)

    def _lines(self, account: Account, dossier: Dossier):
        """Who, about whom, whether visible, then each right with its reason."""
        state = "đang hoạt động" if account.is_active else "đang khóa"
        yield f"Tài khoản: {account.username} ({account}), {state}, người giữ: {account.holder_name or 'không có'}"
        place = " - ".join(
            str(unit) for unit in (dossier.now_unit, dossier.now_unit and dossier.now_unit.parent) if unit
        )
        yield f"Hồ sơ: {dossier}, {place or 'chưa có đơn vị'}"
        visible = Dossier.objects.visible_to(account).filter(pk=dossier.pk).exists()
        yield f"Thấy hồ sơ: {'có' if visible else 'không (404)'}"
        if dossier.is_confidential:
            holds = "có" if account.access.may_on(CONFIDENTIAL, dossier) else "không có"
            yield f"Đây là hồ sơ mật: tài khoản {holds} quyền “{RIGHTS[CONFIDENTIAL].sentence}”."
        if account.access.is_own(dossier):
            yield "Đây là hồ sơ của chính người giữ tài khoản: không được cập nhật, dù có quyền."
        for sentence, verdict in account.access.explain(dossier):
            yield f"  {'có   ' if verdict else 'không'}  {sentence}: {verdict.why}"
