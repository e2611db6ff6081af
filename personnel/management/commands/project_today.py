from django.core.management.base import BaseCommand
from django.utils import timezone

from personnel.services.begin_day import begin_day


class Command(BaseCommand):
    help = (
        "Đưa những gì có hiệu lực từ hôm nay vào sử dụng: tên và vị trí đơn vị, quyền được cấp, đơn vị, chức "
        "vụ, lương của hồ sơ. Tiến trình xử lý nền tự chạy mỗi giờ; chạy lại không làm thay đổi gì."
    )

    def handle(self, *args, **options):
        begun = begin_day(timezone.localdate())
        self.stdout.write(
            f"Đã cập nhật {begun.units} đơn vị, quyền của {begun.accounts} tài khoản, {begun.dossiers} hồ sơ."
        )
