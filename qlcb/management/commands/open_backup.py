import sys

from django.core.management.base import BaseCommand, CommandError

from qlcb.sealed import WrongKey
from qlcb.sealed_stream import DamagedStream, open_stream


class Command(BaseCommand):
    help = (
        "Giải mã bản sao lưu của seal_backup: đọc từ đầu vào chuẩn, ghi ra đầu ra chuẩn; hỏng hay sai khóa thì báo lỗi."
    )
    requires_system_checks = ()

    def handle(self, *args, **options):
        try:
            total = open_stream(sys.stdin.buffer, sys.stdout.buffer)
        except (DamagedStream, WrongKey) as error:
            raise CommandError(str(error)) from error
        sys.stdout.buffer.flush()
        self.stderr.write(f"Đã giải mã {total} byte.")
