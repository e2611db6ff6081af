from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.timezone import localdate

from accounts.services.load_quotas import load_quotas
from accounts.services.load_roles import load_roles
from accounts.services.program_account import program_account
from orgunits.services.load_units import load_units
from personnel.services.load_catalogues import load_catalogues
from qlcb import regulation

REASON = "Nạp dữ liệu của quy chế"


class Command(BaseCommand):
    help = "Nạp đơn vị, vai trò mẫu và danh mục của quy chế đang dùng; chạy lại không làm thay đổi gì."

    @transaction.atomic
    def handle(self, *args, **options):
        account = program_account()
        units = load_units(account=account, reason=REASON)
        roles, renewed = load_roles(account=account, reason=REASON, today=localdate())
        quotas = load_quotas(account=account, reason=REASON)
        entries = load_catalogues(account=account, reason=REASON)
        self.stdout.write(
            f"{regulation.fact('name')}: thêm {units} đơn vị, {roles} vai trò mẫu (cập nhật {renewed}), "
            f"{quotas} định mức tài khoản, {entries} mục danh mục."
        )
