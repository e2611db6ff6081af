from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.services.grant import derive_all_rights
from orgunits.services.project_unit import project_units
from personnel.models import Dossier
from personnel.services.project_dossiers import project_dossiers


class Command(BaseCommand):
    help = (
        "Đưa những gì có hiệu lực từ hôm nay vào sử dụng: tên và vị trí đơn vị, quyền được cấp, đơn vị, chức "
        "vụ, lương của hồ sơ. Chạy mỗi đêm sau 0 giờ; chạy lại không làm thay đổi gì."
    )

    def handle(self, *args, **options):
        today = timezone.localdate()
        units = project_units(today)
        accounts = derive_all_rights(today)
        dossiers = project_dossiers(Dossier.objects.order_by("pk").values_list("pk", flat=True), today)
        self.stdout.write(f"Đã cập nhật {units} đơn vị, quyền của {accounts} tài khoản, {dossiers} hồ sơ.")
