"""Results and their decisions: the right authority, and a paper at all (TCHQ-5.2b, TCHQ-5.3)."""

from accounts.permissions import OVERRIDE
from personnel.models import Leaving
from personnel.quality.base import ERROR, WARNING, Hit, first, rule
from personnel.sections import LEAVINGS, SECTIONS
from qlcb.dates import local_date

WITH_A_DECISION = ("cong-tac", "bo-nhiem", "tinh-trang", "luong", "ky-luat")


@rule(
    "outside_authority",
    ERROR,
    "",
    "Kết quả của quyết định đúng phân cấp quản lý cán bộ, hoặc có lý do ghi ngoài phân cấp.",
    right=OVERRIDE,
)
def outside_authority(facts):
    for found in facts.outside:
        row, verdict = found.row, found.verdict
        looked_at = (row.decision_id, row.decision.signed_on, *verdict.key)
        yield Hit(f"{row.decision}: {verdict.why}", looked_at, row, found.slug)


@rule("decision_missing", WARNING, "", "Thay đổi phát sinh từ khi có hồ sơ điện tử gắn với quyết định.")
def decision_missing(facts):
    """What was so before the dossier was opened here was loaded from lists, which name no decisions."""
    opened = min((local_date(row.entered_at) for row in facts.rows("cong-tac")), default=None)
    for slug in WITH_A_DECISION if opened else ():
        for row in facts.rows(slug):
            if row.decision_id is None and first(row.valid_from) >= opened and not _is_death(slug, row):
                words = f"{SECTIONS[slug].title} từ {row.valid_from} chưa gắn quyết định nên chưa xét được phân cấp."
                yield Hit(words, (row.valid_from,), row, slug)


def _is_death(slug: str, row) -> bool:
    """Nobody decides on it."""
    return slug == LEAVINGS.slug and row.kind.group == Leaving.DEATH


RULES = (outside_authority, decision_missing)
