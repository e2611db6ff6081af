from django.core.management.base import BaseCommand, CommandError

from personnel.services.rotate_keys import Rotated, rotate_keys
from qlcb.formats import number_vi
from qlcb.sealed import WrongKey


class Command(BaseCommand):
    help = "Mã hóa lại bằng khóa đầu tiên của QLCB_DATA_KEYS mọi dữ liệu còn nằm dưới các khóa sau."

    def handle(self, *args, **options):
        try:
            done = rotate_keys(told=self._tell)
        except WrongKey as error:
            raise CommandError(str(error)) from None
        if not done:
            raise CommandError("Còn dữ liệu đang bị việc khác giữ; chạy lại lệnh này. Chưa bỏ khóa cũ.")
        self.stdout.write("Mọi dữ liệu đã nằm dưới khóa đầu tiên; có thể bỏ các khóa sau khỏi QLCB_DATA_KEYS.")

    def _tell(self, rotated: Rotated) -> None:
        left = f", còn lại {number_vi(rotated.left)}" if rotated.left else ""
        self.stdout.write(
            f"{rotated.title}: {number_vi(rotated.rows)} {rotated.unit}, mã hóa lại {number_vi(rotated.resealed)}{left}"
        )
