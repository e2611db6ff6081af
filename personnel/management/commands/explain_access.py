from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Account
from personnel.models import Dossier
from personnel.why import explain


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
        """Who, about whom, whether visible, then each right with its reason and where it comes from."""
        why = explain(account, dossier, timezone.localdate())
        state = "đang hoạt động" if account.is_active else "đang khóa"
        yield f"Tài khoản: {account.username} ({account}), {state}, người giữ: {account.holder_name or 'không có'}"
        yield f"Hồ sơ: {dossier}, {why.place}"
        yield f"Thấy hồ sơ: {why.visible.why}"
        yield from why.notes
        for line in why.rights:
            yield f"  {'có   ' if line.verdict else 'không'}  {line.sentence}: {line.verdict.why}"
            yield from (f"           {source}" for source in line.sources)
