"""What waits in the dossiers that an account answers for: what falls due, contradictions, comparison with the paper."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, OuterRef, Value
from django.urls import reverse

from accounts.permissions import VIEW, WorkGroup, rights_writing
from personnel import due
from personnel.forms.filters import PAPER_CHECKS
from personnel.models import Dossier, Finding

WRONG, UNCOMPARED, DIFFERENT = "mau-thuan", "chua", "khong-khop"


def waiting(account, today: date) -> Iterable[dict]:
    """Rows of `personnel.waiting`, for who may see dossiers; two queries."""
    if not account.access.holds(VIEW):
        return
    people = Dossier.objects.answered_for_by(account)
    yield from due.waiting(account, today, people)
    yield from _stocks(account, people.serving())


def writes_anything(account) -> bool:
    """Whether the account holds any right to write dossiers at all."""
    return any(account.access.holds(right.code) for group in WorkGroup for right in rights_writing(group))


def _stocks(account, people) -> Iterable[dict]:
    counts, mine = _counted(people), writes_anything(account)
    wrong, people_of = f"{reverse('personnel:quality_list')}?muc=error", f"{reverse('personnel:list')}?doi-chieu="
    texts = (
        (WRONG, "alert-triangle", "Hồ sơ có mâu thuẫn", "đính chính hoặc giải thích", wrong),
        (DIFFERENT, "git-compare", "Hồ sơ không khớp hồ sơ giấy", "sai lệch, thiếu giấy tờ", people_of + DIFFERENT),
        (UNCOMPARED, "checks", "Hồ sơ chưa đối chiếu", "với hồ sơ giấy", people_of + UNCOMPARED),
    )
    for key, icon, label, note, url in texts:
        yield {
            "key": key, "icon": icon, "label": label, "note": note, "count": counts.get(key, 0), "url": url,
            "mine": mine, "standing": True,
        }  # fmt: skip


def _counted(people) -> dict[str, int]:
    """Stock → number of dossiers, in one query."""
    wrong = Finding.objects.filter(dossier=OuterRef("pk"), is_open=True, severity=Finding.Severity.ERROR)
    stocks = {
        WRONG: people.filter(Exists(wrong)),
        UNCOMPARED: people.filter(PAPER_CHECKS[UNCOMPARED]()),
        DIFFERENT: people.filter(PAPER_CHECKS[DIFFERENT]()),
    }
    parts = [
        rows.order_by().annotate(stock=Value(key)).values("stock").annotate(n=Count("pk"))
        for key, rows in stocks.items()
    ]
    return dict(parts[0].union(*parts[1:], all=True).values_list("stock", "n"))
