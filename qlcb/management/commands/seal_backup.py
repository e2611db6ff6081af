import sys

from django.core.management.base import BaseCommand

from qlcb.sealed_stream import seal_stream


class Command(BaseCommand):
    help = "Mã hóa bản sao lưu bằng khóa của hệ thống: đọc từ đầu vào chuẩn, ghi ra đầu ra chuẩn."
    requires_system_checks = ()

    def handle(self, *args, **options):
        total = seal_stream(sys.stdin.buffer, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        self.stderr.write(f"Đã mã hóa {total} byte.")
