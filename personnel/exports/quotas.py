"""The table of biên chế as a workbook, which is also the template to fill in (HG-7.1)."""

from django.http import QueryDict

from accounts.permissions import EXPORT
from accounts.refusals import OutOfScope
from personnel.exports.kinds import Asked, Kind, Made, head_lines, mark_of, offer
from personnel.forms.quotas import QuotaFilter
from personnel.models import Export
from personnel.quotas.exchange import workbook
from personnel.quotas.table import QuotaTable
from qlcb.formats import date_vi


class QuotaFile(Kind):
    """Every unit of the table down to the last, whatever level the page shows: numbers that name nobody."""

    slug, back, title = "bien-che", "personnel:staff_quotas", "Biên chế"

    def ask(self, account, parameters, today):
        form, table, roots = _asked(account, parameters, today)
        if not form.is_valid():
            return None
        words = f"Tính đến {date_vi(table.day)} · {', '.join(root.name for root in roots)}"
        rows = len(table.lines(roots, deep=True))
        return Asked(self.title, words, rows, parameters["query"], f"bien-che-{table.day:%Y%m%d}.xlsx")

    def make(self, export: Export, today, *, in_job):
        _, table, roots = _asked(export.account, export.parameters, today)
        lines = table.lines(roots, deep=True)
        content = workbook(table, lines, head=head_lines(export, len(lines)), mark=mark_of(export))
        return Made(content, len(lines), facts={"units": sorted(line.node.id for line in lines)})

    def refusal(self, export, account):
        """While the account reads all the units whose numbers are in the file."""
        lost = set(export.facts.get("units", ())) - account.access.units(EXPORT)
        return super().refusal(export, account) or ("Phạm vi của tài khoản đã hẹp lại." if lost else "")


def _asked(account, parameters: dict, today):
    """The filter, the table of its day, and the units at which it begins. Raises OutOfScope beyond the account's."""
    form = QuotaFilter(QueryDict(parameters["query"]), today=today)
    form.is_valid()
    table = QuotaTable(account, form.day, today)
    code = form.cleaned_data.get("don_vi")
    if not code:
        return form, table, table.tops
    node = table.node(code)
    if node is None:
        raise OutOfScope(account=account, target=f"biên chế của đơn vị {code}")
    return form, table, [node]


QUOTAS = offer(QuotaFile())
