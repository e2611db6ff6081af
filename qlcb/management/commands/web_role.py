from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from psycopg import sql

from qlcb.row_security import ROLE


class Command(BaseCommand):
    help = (
        f"Cho tiến trình web đăng nhập cơ sở dữ liệu bằng vai trò {ROLE} với mật khẩu QLCB_WEB_DATABASE_PASSWORD. "
        "Vai trò này không sở hữu bảng nào, chỉ thấy dữ liệu trong phạm vi của từng yêu cầu."
    )

    def handle(self, *args, **options):
        if not settings.WEB_DATABASE_PASSWORD:
            raise CommandError("Chưa đặt QLCB_WEB_DATABASE_PASSWORD.")
        connection.ensure_connection()
        statement = sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD {}")
        connection.connection.execute(statement.format(sql.Identifier(ROLE), settings.WEB_DATABASE_PASSWORD))
        self.stdout.write(f"Vai trò {ROLE} đăng nhập được.")
