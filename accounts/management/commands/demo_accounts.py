from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.demo import PASSWORD, demo_accounts
from accounts.models import Account

LOCALS_SHOWN = ("hq34.", "hq60.")


class Command(BaseCommand):
    help = "In các tài khoản trình diễn; chỉ có ở chế độ trình diễn."

    def handle(self, *args, **options):
        if not settings.DEMO:
            self.stdout.write("Không ở chế độ trình diễn (QLCB_DEMO=1): không có tài khoản trình diễn.")
            return
        named = {account.username for account in demo_accounts()}
        found = Account.objects.filter(username__in=named, is_active=True).select_related("unit")
        accounts = {account.username: account for account in found.prefetch_related("grants__template")}
        if not accounts:
            self.stdout.write("Chưa có tài khoản trình diễn nào: chạy “manage.py seed_demo”.")
            return
        local = [name for name in sorted(accounts) if name.startswith("hq")]
        shown = [a.username for a in demo_accounts() if a.username in accounts and self._is_shown(a.username)]
        for line in self._table([accounts[username] for username in shown]):
            self.stdout.write(line)
        if len(local) > sum(name.startswith("hq") for name in shown):
            self.stdout.write(f"  hqNN.nhansu1, hqNN.quantri cho từng Cục: {self._codes(local)}")

    def _is_shown(self, username: str) -> bool:
        return not username.startswith("hq") or username.startswith(LOCALS_SHOWN)

    def _table(self, accounts: list[Account]) -> list[str]:
        """Lines of username, unit, role and password, in columns."""
        rows = [("Tài khoản", "Đơn vị", "Vai trò", "Mật khẩu")]
        rows += [(a.username, a.unit.label, self._role(a), PASSWORD) for a in accounts]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        return ["  " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]

    def _role(self, account: Account) -> str:
        names = [given.template.name for given in account.grants.all() if given.template]
        return names[0] if names else account.title

    def _codes(self, usernames: list[str]) -> str:
        return ", ".join(sorted({username[2:4] for username in usernames}))
