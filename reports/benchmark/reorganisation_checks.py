"""Whether a reorganisation lost, doubled or misplaced anything: what stood before is held against what stands after."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from accounts.models import Account, Grant
from accounts.permissions import VIEW
from orgunits.models import QuotaKind, StaffQuota, Unit
from orgunits.quotas import Quotas
from orgunits.tree import Tree
from personnel.keepers import Keepers
from personnel.models import Dossier, PendingPaper, Posting, Reorganisation, RotationPost, Transfer
from personnel.reorganisation.movements import heads_on
from personnel.reorganisation.report import Report
from personnel.services.end_inner_transfers import CLOSED
from qlcb.formats import number_vi
from reports.benchmark.measure import BenchmarkError
from reports.definitions import REPORTS

Found = tuple[str, list[str]]  # what was looked at, and what is wrong with it


class Witness:
    """Sees the service before a plan is carried out, and afterwards says what is not as it should be."""

    def __init__(self, plan: Reorganisation, report: Report, today: date):
        self.plan, self.report, self.today = plan, report, today
        self.day, self.eve = plan.effective_on, plan.effective_on - timedelta(days=1)
        self.reader = _reader()
        self.people = self._serving()
        self.eve_before = self._as_of(self.eve)
        self.numbers = self._numbers()
        self.accounts = set(Account.objects.filter(withdrawn_on=None).values_list("pk", flat=True))
        self.transfers = dict(Transfer.objects.filter(state__in=Transfer.OPEN).values_list("pk", "state"))

    def look(self) -> Iterator[Found]:
        """Each thing looked at after the plan was carried out, with its faults, none when all is well."""
        yield "không ai mất nơi công tác, không ai ở hai nơi", self._nobody_lost()
        yield "không gì còn treo ở đơn vị đã thôi", list(self._orphans())
        yield "số người từng đơn vị đúng như bản kiểm tra", self._heads()
        yield "cơ cấu, số người và BM01 của ngày trước giữ nguyên", self._eve()
        yield "cơ cấu của ngày có hiệu lực đúng phương án", self._new_tree()
        yield "tổng biên chế giữ nguyên", self._quotas()
        yield "tài khoản không thừa, không thiếu, còn quyền", list(self._accounts())
        yield "điều chuyển đang mở đi tiếp, hoặc thôi và có giấy tờ chờ nhập", list(self._transfers())

    def _serving(self) -> Counter:
        return Counter(Posting.objects.on(self.day).values_list("dossier_id", flat=True))

    def _as_of(self, day: date) -> dict:
        """What is asked about a day: the tree, people in each unit, every cell of BM01."""
        tree = Tree.on(day)
        form = REPORTS["bm01"].parameters(
            {"ngay": f"{day:%d/%m/%Y}", "cap": "tat-ca", "doi-tuong": "tat-ca"}, account=self.reader, today=self.today
        )
        if not form.is_valid():
            raise BenchmarkError(f"BM01: {form.errors.as_text()}")
        return {
            "cơ cấu": {node.code: (node.name, node.kind, node.parent_id) for node in tree.nodes.values()},
            "số người": dict(heads_on(day)[0]),
            "BM01": [[cell.value for cell in row.cells] for row in REPORTS["bm01"].table(form).rows],
        }

    def _numbers(self) -> dict[str, int | None]:
        tree, quotas = Tree.on(self.day), Quotas.on(self.day)
        return {kind: sum(quotas.whole(root, kind) or 0 for root in tree.roots) for kind in QuotaKind.values}

    def _nobody_lost(self) -> list[str]:
        after = self._serving()
        lost, come = self.people.keys() - after.keys(), after.keys() - self.people.keys()
        twice = [pk for pk, n in after.items() if n > 1]
        today = Posting.objects.on(self.today).filter(dossier=OuterRef("pk"), unit=OuterRef("now_unit"))
        astray = Dossier.objects.serving().exclude(Exists(today)).count()
        told = {"mất": len(lost), "thêm": len(come), "ở hai nơi": len(twice), "hồ sơ khác quá trình": astray}
        return [f"{number_vi(n)} người {what}" for what, n in told.items() if n]

    def _orphans(self) -> Iterator[str]:
        gone = Unit.objects.filter(pk__in=list(self.report.plan.ended))
        if gone.exclude(dissolved_on=self.eve).exists() or gone.filter(heir=None).exists():
            yield "đơn vị thôi hoạt động chưa có ngày cuối, hoặc không có đơn vị kế thừa"
        open_ones = Transfer.objects.filter(state__in=Transfer.OPEN)
        hanging = {
            "quá trình công tác": Posting.objects.filter(unit__in=gone, valid_to=None),
            "người": Dossier.objects.serving().filter(now_unit__in=gone),
            "tài khoản": Account.objects.filter(unit__in=gone, withdrawn_on=None),
            "quyền": Grant.objects.open_on(self.today).filter(unit__in=gone),
            "biên chế": StaffQuota.objects.filter(unit__in=gone, valid_to__gte=self.day),
            "thời hạn chuyển đổi vị trí": RotationPost.objects.filter(unit__in=gone).exclude(valid_to__lt=self.day),
            "điều chuyển": open_ones.filter(from_unit__in=gone) | open_ones.filter(to_unit__in=gone),
        }
        for what, rows in hanging.items():
            if number := rows.count():
                yield f"{number_vi(number)} {what}"

    def _heads(self) -> list[str]:
        codes = dict(Unit.objects.values_list("pk", "code"))
        after = {codes[pk]: n for pk, n in heads_on(self.day)[0].items()}
        foretold = {code: n for code, n in self.report.heads_after.items() if n}
        wrong = sorted(code for code in after.keys() | foretold.keys() if after.get(code) != foretold.get(code))
        return [f"{code}: {after.get(code, 0)} thay vì {foretold.get(code, 0)}" for code in wrong[:5]]

    def _eve(self) -> list[str]:
        after = self._as_of(self.eve)
        return [f"{what} đã đổi" for what, told in self.eve_before.items() if after[what] != told]

    def _new_tree(self) -> list[str]:
        tree = Tree.on(self.day).nodes
        above = {node.code: tree[node.parent_id].code if node.parent_id else None for node in tree.values()}
        wanted = {place.code: place.parent for place in self.report.plan.after.values()}
        wrong = sorted(code for code in above.keys() | wanted.keys() if above.get(code) != wanted.get(code))
        return [f"{code} sai chỗ" for code in wrong[:5]]

    def _quotas(self) -> list[str]:
        after = self._numbers()
        return [f"{kind}: {after[kind]} thay vì {n}" for kind, n in self.numbers.items() if after[kind] != n]

    def _accounts(self) -> Iterator[str]:
        gone = {move.account.pk for move in self.report.holders.withdrawn}
        after = set(Account.objects.filter(withdrawn_on=None).values_list("pk", flat=True))
        if after != self.accounts - gone:
            yield f"{number_vi(len(after ^ (self.accounts - gone)))} tài khoản thừa hoặc thiếu"
        units = Unit.objects.existing().in_bulk()
        for move in self.report.holders.granted_anew[:50]:
            account = Account.objects.get(pk=move.grant.account_id)
            lost = [right for right in move.grant.codes_in_force if not account.access.holds(right)]
            if account.unit_id not in units or lost:
                yield f"{account.username} mất {', '.join(lost) or 'đơn vị'}"

    def _transfers(self) -> Iterator[str]:
        keepers = Keepers(self.today)
        papers = set(PendingPaper.objects.filter(closed_on=None).values_list("dossier_id", flat=True))
        wrong: Counter = Counter()
        for transfer in Transfer.objects.filter(pk__in=list(self.transfers)).select_related("dossier", "to_unit"):
            was, within = self.transfers[transfer.pk], keepers.same(transfer.from_unit_id, transfer.to_unit_id)
            if transfer.is_open:
                wrong["trong một đơn vị mà chưa thôi"] += within
                wrong["đổi tình trạng"] += transfer.state != was
                wrong["nơi đi không quản lý hồ sơ"] += not keepers.same(
                    transfer.from_unit_id, transfer.dossier.now_unit_id
                )
            else:
                wrong["thôi sai cách"] += transfer.state != CLOSED[was]
                there = transfer.dossier.now_unit_id in (transfer.to_unit_id, transfer.to_unit.heir_id)
                wrong["không còn quyết định để nhập"] += (
                    was == Transfer.State.SENT and not there and transfer.dossier_id not in papers
                )
        yield from (f"{number_vi(n)} điều chuyển {what}" for what, n in wrong.items() if n)


def _reader() -> Account:
    """An account that reads everywhere."""
    for account in Account.objects.filter(is_active=True).order_by("pk"):
        if account.access.everywhere(VIEW):
            return account
    raise BenchmarkError("Không có tài khoản nào được xem toàn ngành.")
