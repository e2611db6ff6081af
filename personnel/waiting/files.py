"""Files that wait for the account that asked for them: exports to be fetched, imports to be confirmed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone

from personnel.models import Export, ImportRun

PAGES = {ImportRun.Kind.LIST: "personnel:import", ImportRun.Kind.SECTIONS: "personnel:workbook_import"}


def waiting(account, today: date) -> Iterable[dict]:
    """Rows of `personnel.waiting`; two queries. A single file leads to its own page."""
    ready = list(Export.objects.to_fetch(account, timezone.now()).values_list("pk", flat=True)[:50])
    if ready:
        one = reverse("personnel:export_page", args=ready) if len(ready) == 1 else ""
        url = one or f"{reverse('personnel:exports')}?cho-tai=1"
        yield {"label": "Tệp kết xuất chờ tải", "count": len(ready), "url": url, "way": "personnel:exports"}
    runs = defaultdict(list)
    for kind, pk in ImportRun.objects.filter(account=account, status=ImportRun.Status.READY).values_list("kind", "pk"):
        runs[kind].append(pk)
    for kind, found in runs.items():
        url = reverse("personnel:import_run", args=found) if len(found) == 1 else reverse(PAGES[kind])
        note = ImportRun.Kind(kind).label.lower()
        yield {
            "key": f"nhap-{kind}", "icon": "file-import", "label": "Lần nhập chờ xác nhận", "note": note,
            "count": len(found), "url": url, "way": "personnel:import",
        }  # fmt: skip
