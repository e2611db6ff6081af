import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from orgunits.models import Unit
from personnel.demo.entering import spread_entering
from personnel.demo.seed import seed
from personnel.models import Dossier
from qlcb.formats import decimal_vi, number_vi
from qlcb.regulation import RegulationError


class Command(BaseCommand):
    help = "Tạo dữ liệu trình diễn: người không có thật với quá trình, lịch sử và các tài khoản trình diễn."

    def add_arguments(self, parser):
        parser.add_argument("--dossiers", type=int, default=1050, help="số hồ sơ (mặc định 1050)")
        parser.add_argument("--if-empty", action="store_true", help="không làm gì khi đã có hồ sơ")
        parser.add_argument("--seed", type=int, default=7, help="số gieo: cùng số cho cùng những người")
        parser.add_argument("--force", action="store_true", help="tạo cả khi không ở chế độ trình diễn")

    def handle(self, *args, dossiers, if_empty, seed: int, force, **options):
        if not (settings.DEMO or force):
            raise CommandError("Không ở chế độ trình diễn (QLCB_DEMO=1); thêm --force nếu thật sự muốn tạo người giả.")
        if dossiers < 1:
            raise CommandError("--dossiers phải từ 1 trở lên.")
        if not Unit.objects.exists():
            raise CommandError("Chưa có đơn vị nào: chạy “manage.py load_regulation” trước.")
        self.stdout.write(self._seed(dossiers, seed, if_empty))

    def _seed(self, dossiers: int, number: int, if_empty: bool) -> str:
        """Seed, and return the line to print."""
        started = time.perf_counter()
        try:
            done = seed(number=dossiers, seed=number, today=timezone.localdate())
        except RegulationError as error:
            raise CommandError(f"Quy chế đang dùng không có dữ liệu trình diễn: {error}") from error
        if done is None:
            held = number_vi(Dossier.objects.count())
            if not if_empty:
                raise CommandError(f"Đã có {held} hồ sơ; chỉ tạo dữ liệu trình diễn vào cơ sở dữ liệu trống.")
            return f"Đã có {held} hồ sơ, không tạo thêm."
        spread_entering(timezone.localdate())
        seconds = decimal_vi(time.perf_counter() - started, 1)
        return (
            f"Tạo {number_vi(done.dossiers)} hồ sơ với {number_vi(done.rows)} dòng quá trình, "
            f"{number_vi(done.decisions)} quyết định và {done.accounts} tài khoản trình diễn trong {seconds} giây."
        )
