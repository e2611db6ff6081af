"""How long a reorganisation of the shipped tree takes, step by step, and whether it lost anything; it is undone."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from accounts.services.program_account import program_account
from orgunits.models import Unit
from personnel.models import Dossier, Reorganisation
from personnel.reorganisation.report import examine
from personnel.services.apply_reorganisation import apply_reorganisation
from personnel.services.approve_reorganisation import approve_reorganisation
from personnel.services.find_faults import find_faults
from qlcb.formats import decimal_vi, number_vi
from reports.benchmark.measure import BenchmarkError
from reports.benchmark.output import aligned
from reports.benchmark.reorganisation_checks import Witness
from reports.benchmark.reorganisation_world import add_accounts_and_transfers

OWN = Path("/proc/self")


@dataclass
class Reorganised:
    """Seconds, statements and megabytes (most memory of the process meanwhile) of each step; what was moved, and what
    was looked at afterwards."""

    dossiers: int
    steps: dict[str, tuple[float, int, int]] = field(default_factory=dict)
    outcome: dict = field(default_factory=dict)
    checked: list[str] = field(default_factory=list)

    def take(self, name: str, act: Callable):
        """Do a step and keep what it took."""
        count = 0

        def counting(execute, *statement):
            nonlocal count
            count += 1
            return execute(*statement)

        _forget_peak()
        with connection.execute_wrapper(counting):
            started = time.perf_counter()
            result = act()
            self.steps[name] = time.perf_counter() - started, count, _peak()
        return result


def _forget_peak() -> None:
    with suppress(OSError):
        (OWN / "clear_refs").write_text("5")


def _peak() -> int:
    """Megabytes at most since `_forget_peak`; since the process began, where the system does not tell."""
    with suppress(OSError):
        for line in (OWN / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return getrusage(RUSAGE_SELF).ru_maxrss // 1024


def measure_reorganisation(table: str, today: date) -> Reorganised:
    """Draw up the plan of a table, dry-run it and carry it out as of `today`, with many accounts and many transfers
    under way; undo it all. Raises BenchmarkError when anything was lost, doubled or misplaced."""
    taken, program, day = Reorganised(Dossier.objects.count()), program_account(), f"{today:%d/%m/%Y}"
    with transaction.atomic():
        add_accounts_and_transfers(today)
        options = {"number": "Đo tốc độ", "signed_on": day, "effective_on": day, "stdout": StringIO()}
        taken.take("Lập phương án từ bảng", lambda: call_command("plan_reorganisation", table, **options))
        plan = Reorganisation.objects.latest("pk")
        report = taken.take("Kiểm tra thử", lambda: examine(plan, today))
        if not report.is_clear:
            raise BenchmarkError(f"Phương án còn vướng: {report.blocking[0].words}")
        approve_reorganisation(account=program, plan=plan, mark=report.mark, today=today)
        witness = Witness(plan, report, today)
        plan = Reorganisation.objects.select_related("approved_by").get(pk=plan.pk)
        touched = taken.take("Áp dụng, một giao dịch", lambda: apply_reorganisation(reorganisation=plan, today=today))
        taken.take("Rà soát lại hồ sơ đã chuyển", lambda: find_faults(touched, today))
        taken.outcome = Reorganisation.objects.get(pk=plan.pk).outcome | {
            "units": Unit.objects.existing().count(),
            "all_accounts": len(witness.accounts),
            "transfers": len(witness.transfers),
        }
        taken.checked = _checked(witness)
        transaction.set_rollback(True)
    return taken


def _checked(witness: Witness) -> list[str]:
    """What was looked at and found well. Raises BenchmarkError with all that is not."""
    found = [*witness.look(), ("check_integrity không sai lệch", _integrity())]
    wrong = [f"{title}: {', '.join(faults)}" for title, faults in found if faults]
    if wrong:
        raise BenchmarkError("Sau sắp xếp có sai lệch, trái với: " + "; ".join(wrong))
    return [title for title, _ in found]


def _integrity() -> list[str]:
    try:
        call_command("check_integrity", stdout=StringIO())
    except CommandError as error:
        return [str(error)]
    return []


def reorganisation_lines(sizes: list[Reorganised]) -> list[str]:
    """Each step at each size, side by side; then what was done, and what was looked at afterwards."""
    head, under = ["Sắp xếp tổ chức", ""], ["", ""]
    for taken in sizes:
        head += [f"{number_vi(taken.dossiers)} hồ sơ", "", ""]
        under += ["giây", "truy vấn", "MB"]
    rows = [tuple(head), tuple(under)]
    for name in sizes[0].steps:
        cells = [cell for taken in sizes for cell in _cells(*taken.steps[name])]
        rows.append((name, "", *cells))
    return [*aligned(rows), *map(_done, sizes), *(f"Đúng: {title}." for title in sizes[0].checked)]


def _done(taken: Reorganised) -> str:
    done = {name: number_vi(n) for name, n in taken.outcome.items() if isinstance(n, int)}
    return (
        f"{number_vi(taken.dossiers)} hồ sơ: {done['ended']} đơn vị thôi, {done['new']} đơn vị mới, còn "
        f"{done['units']}; {done['people_before']} người trước, {done['people_after']} người sau, {done['moved']} "
        f"người chuyển; {done['all_accounts']} tài khoản: {done['accounts']} chuyển, {done['withdrawn']} hủy; "
        f"{done['transfers']} điều chuyển đang mở."
    )


def _cells(seconds: float, statements: int, megabytes: int) -> tuple[str, str, str]:
    return decimal_vi(seconds), number_vi(statements), number_vi(megabytes)
