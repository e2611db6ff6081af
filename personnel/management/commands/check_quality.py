import time

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Avg, Count
from django.utils import timezone

from personnel.models import Dossier, Finding
from personnel.quality.rules import RULE_OF
from personnel.services.find_faults import find_faults
from qlcb.formats import number_vi


class Command(BaseCommand):
    help = "Rà soát mức đầy đủ và các điểm mâu thuẫn của hồ sơ; in số điểm chưa xử lý theo từng quy tắc."

    def add_arguments(self, parser):
        parser.add_argument("code", nargs="*", metavar="SỐ_HIỆU", help="hồ sơ cần rà soát")
        parser.add_argument("--all", action="store_true", help="rà soát mọi hồ sơ")

    def handle(self, *args, code, all, **options):
        if bool(code) == all:
            raise CommandError("Nêu số hiệu của các hồ sơ, hoặc --all.")
        dossiers = Dossier.objects.all() if all else Dossier.objects.filter(code__in=code)
        ids = list(dossiers.order_by("pk").values_list("pk", flat=True))
        if not all and len(ids) < len(set(code)):
            raise CommandError("Có số hiệu không có hồ sơ.")
        began = time.monotonic()
        found = find_faults(ids, timezone.localdate())
        seconds = f"{time.monotonic() - began:.1f}".replace(".", ",")
        self.stdout.write(
            f"Đã rà soát {number_vi(len(ids))} hồ sơ trong {seconds} giây: {number_vi(found.new)} điểm mới, "
            f"{number_vi(found.changed)} điểm thay đổi, {number_vi(found.gone)} điểm không còn."
        )
        self._summary(dossiers)

    def _summary(self, dossiers) -> None:
        mean = dossiers.order_by().aggregate(mean=Avg("now_complete"))["mean"] or 0
        self.stdout.write(f"Mức đầy đủ trung bình: {round(mean)} %")
        open_ones = Finding.objects.filter(is_open=True, dossier__in=dossiers.order_by()).order_by()
        for rule, severity, n in open_ones.values_list("rule", "severity").annotate(n=Count("pk")).order_by("-n"):
            sentence = RULE_OF[rule].sentence if rule in RULE_OF else rule
            self.stdout.write(f"  {number_vi(n):>8}  {Finding.Severity(severity).label}: {sentence}")
