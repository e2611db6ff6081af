"""Rank, step and coefficient in time (NĐ 204/2004; TT 08/2013, TT 03/2021; TT 02/2021, TT 29/2022 for the degrees)."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from personnel.pay_facts import PARTY, mark_of
from personnel.quality.base import ERROR, WARNING, Hit, before, first, last, leaves_a_gap, most_months, rule
from personnel.quality.rules.study import degrees
from personnel.rules.consequences import extension
from personnel.rules.held import held
from qlcb.formats import date_vi, decimal_vi

TABLE_BEGINS = date(2004, 10, 1)  # NĐ 204/2004: old steps were carried over with the time already held
EARLY_MONTHS = 12  # a raise comes at most so much before its time (TT 08/2013 Điều 3)
NEEDED_DEGREE = {"A0": "college", "A1": "university", "A2": "university", "A3": "university"}
SURE = ("source", "gk-high", "high")  # of an entry of the ranks: less is known than would make it a contradiction
DEGREE_WORDS = {"college": "cao đẳng", "university": "đại học"}
DEGREES = ("elementary", "secondary", "college", "university", "master", "doctor")
LOWERED = {"CC-HBL", "CU-HN"}  # hạ bậc lương, hạ ngạch


@dataclass(frozen=True)
class Step:
    """A step as it was held: since when, over several records of the same step where over-frame percents changed."""

    row: object
    since: date


def _raises(rows):
    """(step held, the record that follows it) for each change of step within one rank and group."""
    kept = None
    for earlier, later in pairwise(rows):
        same = (earlier.rank.code, earlier.group) == (later.rank.code, later.group)
        if kept is None or kept.row.step != earlier.step or kept.row.rank.code != earlier.rank.code:
            kept = Step(earlier, first(earlier.valid_from))
        if same and later.step != earlier.step:
            yield kept, later
        if not same:
            kept = None


def _lowered(facts, since: date, until: date) -> bool:
    """Whether a discipline put the person on a lower step in that time."""
    return any(
        row.form.code in LOWERED and first(row.valid_from) <= until and last(row.valid_from) >= since
        for row in facts.rows("ky-luat")
    )


@rule("salary_before_recruited", ERROR, "luong", "Hưởng lương từ ngày tuyển dụng trở đi.")
def salary_before_recruited(facts):
    recruited = facts.dossier.recruited_on
    for row in facts.rows("luong"):
        if before(row.valid_from, recruited):
            words = f"Hưởng lương từ {row.valid_from}, trước ngày tuyển dụng {recruited}."
            yield Hit(words, (row.valid_from, recruited), row)


@rule("salary_after_leaving", ERROR, "luong", "Người đã thôi công tác không có bậc lương mới.")
def salary_after_leaving(facts):
    left = facts.left_on
    for row in facts.rows("luong") if left else ():
        if first(row.valid_from) > left:
            yield Hit(f"Hưởng lương từ {row.valid_from}, sau ngày thôi công tác {date_vi(left)}.", (left,), row)


@rule("salary_gap", WARNING, "luong", "Diễn biến lương liên tục, không có khoảng trống.")
def salary_gap(facts):
    for earlier, later in pairwise(facts.rows("luong")):
        if leaves_a_gap(earlier, later, facts.rows("tinh-trang")):
            words = f"Diễn biến lương trống từ sau {date_vi(earlier.valid_to)} đến trước {later.valid_from}."
            yield Hit(words, (earlier.valid_to, later.valid_from), later)


@rule("salary_ended", WARNING, "luong", "Người đang công tác có bậc lương hiện hưởng.")
def salary_ended(facts):
    rows = facts.rows("luong")
    paid = facts.is_serving and not facts.dossier.is_contract_staff
    if paid and rows and rows[-1].valid_to and rows[-1].valid_to < facts.today:
        yield Hit(f"Bậc lương cuối cùng đã ghi hết ngày {date_vi(rows[-1].valid_to)}.", (rows[-1].valid_to,), rows[-1])


@rule("rank_degree", ERROR, "luong", "Ngạch loại A1, A2, A3 cần bằng đại học, loại A0 cần bằng cao đẳng.")
def rank_degree(facts):
    rows = [row for row in facts.rows("luong") if first(row.valid_from) <= facts.today]
    held = [row.level for row in degrees(facts) if row.level.bucket in DEGREES and not before(facts.today, row.ends_on)]
    needed = NEEDED_DEGREE.get(rows[-1].group[:2]) if rows else None
    if needed is None or not held:
        return  # without any degree the dossier is incomplete, which is told there
    best = max(held, key=lambda level: DEGREES.index(level.bucket))
    if DEGREES.index(best.bucket) < DEGREES.index(needed):
        rank = rows[-1].rank
        words = (
            f"Ngạch {rank.code} {rank.name} cần bằng {DEGREE_WORDS[needed]}; hồ sơ ghi cao nhất {best.name.lower()}."
        )
        severity = ERROR if rank.confidence in SURE else WARNING
        yield Hit(words, (rank.code, rows[-1].group, best.pk), rows[-1], severity=severity)


@rule("step_skipped", WARNING, "luong", "Nâng từng bậc một trong cùng ngạch.")
def step_skipped(facts):
    for kept, row in _raises(facts.rows("luong")):
        if row.step > kept.row.step + 1:
            words = f"Ngạch {row.rank.code}: từ bậc {kept.row.step} lên bậc {row.step} vào {row.valid_from}."
            yield Hit(words, (row.rank.code, kept.row.step, row.step, row.valid_from), row)


@rule("coefficient_falls", ERROR, "luong", "Hệ số không giảm trong cùng ngạch, trừ khi bị hạ bậc lương.")
def coefficient_falls(facts):
    for earlier, later in pairwise(facts.rows("luong")):
        same = (earlier.rank.code, earlier.group) == (later.rank.code, later.group)
        falls = same and later.coefficient < earlier.coefficient
        if falls and not _lowered(facts, first(earlier.valid_from), last(later.valid_from)):
            was, now = decimal_vi(earlier.coefficient), decimal_vi(later.coefficient)
            words = f"Ngạch {later.rank.code}: hệ số giảm từ {was} xuống {now} vào {later.valid_from}."
            yield Hit(words, (later.rank.code, was, now, later.valid_from), later)


@rule("raise_too_early", WARNING, "luong", "Giữ bậc đủ thời gian, nâng trước hạn không quá 12 tháng.")
def raise_too_early(facts):
    for kept, row in _raises(facts.rows("luong")):
        group = facts.tables.groups.get(row.group)
        months = most_months(kept.since, row.valid_from)
        carried_over = kept.since == TABLE_BEGINS
        too_early = 0 <= months < group.raise_months - EARLY_MONTHS if group else False
        if not too_early or row.step < kept.row.step or carried_over:
            continue
        if most_months(_counted_since(facts, row), row.valid_from) < group.raise_months - EARLY_MONTHS:
            words = (
                f"Lên bậc {row.step} vào {row.valid_from} khi giữ bậc {kept.row.step} mới {months} tháng "
                f"(thời gian giữ bậc {group.raise_months} tháng)."
            )
            yield Hit(words, (row.rank.code, kept.since, row.valid_from, group.raise_months), row)


def _counted_since(facts, row) -> date:
    """From when the time of the step before `row` was counted: a decision or a change of rank may carry it on."""
    rows, law = facts.rows("luong"), facts.tables.law
    earlier = rows[: rows.index(row)]
    counted = held(earlier, law.groups, law.numbers)
    return counted.since if counted else first(earlier[-1].valid_from)


@rule("raise_while_disciplined", WARNING, "luong", "Bị kỷ luật thì thời gian nâng bậc kéo dài (TT 08/2013/TT-BNV).")
def raise_while_disciplined(facts):
    """Disciplines by the Party alone are left to an officer: how they count is less sure (FACTS §3.3)."""
    punished = [row for row in facts.rows("ky-luat") if row.form.group != PARTY]
    for kept, row in _raises(facts.rows("luong")) if punished else ():
        group = facts.tables.groups.get(row.group)
        within = [
            mark_of(one)
            for one in punished
            if first(one.valid_from) >= kept.since and before(one.valid_from, row.valid_from)
        ]
        months = most_months(kept.since, row.valid_from)
        extended = extension(within, facts.dossier.subject, facts.tables.law).months if within else 0
        if group and extended and row.step > kept.row.step and 0 <= months < group.raise_months + extended:
            words = (
                f"Lên bậc {row.step} vào {row.valid_from} sau {months} tháng; do kỷ luật thời gian giữ bậc kéo dài "
                f"{extended} tháng."
            )
            yield Hit(words, (kept.since, row.valid_from, extended), row)


@rule("over_frame", ERROR, "luong", "Phụ cấp thâm niên vượt khung chỉ tính ở bậc cuối.")
def over_frame(facts):
    for row in facts.rows("luong"):
        group = facts.tables.groups.get(row.group)
        if row.over_frame and group and row.step < group.last_step:
            words = f"Vượt khung {row.over_frame} % ở bậc {row.step}, bậc cuối là bậc {group.last_step}."
            yield Hit(words, (row.group, row.step, row.over_frame), row)


RULES = (
    salary_before_recruited,
    salary_after_leaving,
    salary_gap,
    salary_ended,
    rank_degree,
    step_skipped,
    coefficient_falls,
    raise_too_early,
    raise_while_disciplined,
    over_frame,
)
