"""What several forms say in the same words: offices, pay, studies, family, merit. Facts in, texts and rows out."""

from collections.abc import Sequence
from datetime import date

from personnel.models import Dossier, Qualification, Salary, Study
from personnel.present import holds_on
from qlcb.formats import date_vi, decimal_vi, number_vi
from qlcb.vietnamese import words
from reports.forms.facts import Facts, beginning, joined, month, of_year

UNBROKEN = "\u00a0"  # a space at which no line breaks
STUDY = Qualification.Kind
POSITION_ALLOWANCE = "PCCV"  # codes of phụ cấp chức vụ and kiêm nhiệm in the list of allowances
CONCURRENT_ALLOWANCE = "PCKN"


def post_words(row) -> str:
    """A position with the unit where it is held."""
    return joined((row.position, row.unit), ", ")


def reappointed(facts: Facts) -> tuple[str, str]:
    """Days of the first and of the newest appointment to the main position held now; the latter "" when it is one."""
    held = facts.main_post
    if held is None:
        return "", ""
    same = [row for row in facts.main_posts if (row.position_id, row.unit_id) == (held.position_id, held.unit_id)]
    first, last = same[0].valid_from, held.valid_from
    return date_vi(first), "" if last == first else date_vi(last)


def planned(facts: Facts) -> str:
    """Positions for which the person stands on a list of today."""
    return joined(f"{post_words(row)} ({row.term})" for row in facts.now("quy-hoach"))


def party_posts(facts: Facts, *, main: bool) -> str:
    """Party positions held today, the main ones or those held besides."""
    held = [row for row in facts.now("chuc-vu-dang") if row.is_main == main]
    return joined(joined((row.position, row.organisation), ", ") for row in held)


def organisations(facts: Facts) -> str:
    """Political and social organisations with the day of joining, the first one first."""
    return joined(
        f"{row.organisation} ({date_vi(row.begins_on)})" if row.begins_on else str(row.organisation)
        for row in facts.rows("to-chuc")
    )


def organisations_and_roles(facts: Facts) -> str:
    """The same with what the person did in them (2C, item 17)."""
    return joined(
        joined((row.organisation, row.period and f"({row.period})", row.role and f"– {row.role}"), " ")
        for row in facts.rows("to-chuc")
    )


def policy_words(facts: Facts) -> str:
    wounded = facts.value("wounded_grade")
    return joined((facts.value("policy"), wounded and f"thương binh hạng {wounded}"))


def title_words(facts: Facts) -> str:
    return of_year(facts.value("academic_title"), facts.dossier.academic_title_year)


def honour_words(facts: Facts) -> str:
    return of_year(facts.value("state_honour"), facts.dossier.state_honour_year)


# Pay


def salary_now(facts: Facts) -> Salary | None:
    return next(iter(facts.now("luong")), None)


def since(salaries: Sequence[Salary], current: Salary, same) -> Salary:
    """The first of the unbroken run of records up to `current` for which `same` holds."""
    first = current
    for row in reversed(salaries[: salaries.index(current)]):
        if not same(row):
            break
        first = row
    return first


def rank_since(facts: Facts, current: Salary) -> str:
    """Since when the rank of the running record has been held without another between."""
    run = since(facts.rows("luong"), current, lambda row: row.rank.code == current.rank.code)
    return date_vi(run.valid_from)


def over_frame_since(facts: Facts, current: Salary) -> str:
    """Since when phụ cấp thâm niên vượt khung has been paid; "" when it is not."""
    if not current.over_frame:
        return ""
    return date_vi(since(facts.rows("luong"), current, lambda row: row.over_frame > 0).valid_from)


def percent(value: int | None) -> str:
    return f"{value} %" if value else ""


def position_allowance(facts: Facts) -> str:
    """The allowance of the main position held now, recorded with the position or as an allowance of its own."""
    held = [decimal_vi(facts.main_post.allowance)] if facts.main_post else []
    besides = {decimal_vi(row.allowance) for row in facts.other_posts}
    paid = (value for value in _paid(facts, POSITION_ALLOWANCE) if value in held or value not in besides)
    return joined(dict.fromkeys((*held, *paid)))


def concurrent_allowance(facts: Facts) -> str:
    """Phụ cấp kiêm nhiệm paid now: of positions held besides, and as an allowance of its own unless it is the same."""
    held = [decimal_vi(row.allowance) for row in facts.other_posts]
    return joined((*held, *(value for value in _paid(facts, CONCURRENT_ALLOWANCE) if value not in held)))


def other_allowances(facts: Facts) -> str:
    """The other allowances paid now, each with its value."""
    of_posts = (POSITION_ALLOWANCE, CONCURRENT_ALLOWANCE)
    paid = (row for row in facts.now("phu-cap") if row.kind.code not in of_posts)
    return joined(f"{row.kind}: {_unbroken(row.value)}" for row in paid)


def all_but_position_allowance(facts: Facts) -> str:
    """The same with phụ cấp kiêm nhiệm before them, for forms that give it no place of its own."""
    concurrent = concurrent_allowance(facts)
    return joined((concurrent and f"Phụ cấp kiêm nhiệm: {concurrent}", other_allowances(facts)))


def _paid(facts: Facts, code: str) -> list[str]:
    """Values of the allowances of a kind that are paid now."""
    return [_unbroken(row.value) for row in facts.now("phu-cap") if row.kind.code == code]


def _unbroken(value: str) -> str:
    return value.replace(" ", UNBROKEN)


# Studies and career


def study_rows(facts: Facts, kind: str, *values) -> list[list[str]]:
    """From, to, and `values`, functions of the study, for each study of a kind."""
    return [
        [month(study.begins_on), month(study.ends_on), *(value(study) for value in values)]
        for study in facts.studies(kind)
    ]


def paper_words(study: Study) -> str:
    """Level and certificate of a study."""
    return said_once(study.level, study.certificate)


def subject_words(study: Study) -> str:
    """Language and subject of a study."""
    return said_once(study.language, study.major_words, separator=": ")


def said_once(first, second, *, separator: str = ", ") -> str:
    """Both in one text, without the one whose words the other says too: Đại học, Bằng đại học gives Bằng đại học."""
    one, other = (f" {' '.join(words(str(text or '')))} " for text in (first, second))
    if one in other:
        return str(second or "")
    return str(first) if other in one else joined((first, second), separator)


def languages(facts: Facts) -> str:
    """The highest level in each language."""
    best: dict[str, Study] = {}
    for study in facts.studies(STUDY.LANGUAGE):
        name = str(study.language or "")
        if name not in best or study.level.order > best[name].level.order:
            best[name] = study
    return joined(said_once(name, study.level, separator=": ") for name, study in best.items())


def level_words(facts: Facts, kind: str) -> str:
    study = facts.highest(kind)
    return str(study.level) if study else ""


def career_rows(facts: Facts, *, with_studies: bool = False) -> list[list[str]]:
    """From, to, where, and as what: postings with the positions held meanwhile, and Party positions."""
    rows = [(beginning(row), _posting(facts, row)) for row in facts.stays]
    rows += [
        (beginning(row), [month(row.valid_from), _until(facts, row), row.organisation, str(row.position)])
        for row in facts.rows("chuc-vu-dang")
    ]
    if with_studies:
        rows += [
            (beginning(row), [month(row.begins_on), month(row.ends_on), row.school_words, f"Học {_subject(row)}"])
            for row in facts.rows("dao-tao")
            if row.begins_on
        ]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _subject(study: Study) -> str:
    return joined((study.get_kind_display().lower(), study.major_words), ": ")


def _posting(facts: Facts, posting) -> list[str]:
    parent = posting.unit.parent
    unit = f"{posting.unit.name}, {parent.name}" if parent and parent.parent_id else posting.unit.name
    title = joined((posting.work, *_positions(facts, posting)))
    return [month(posting.valid_from), _until(facts, posting), unit, title]


def _until(facts: Facts, row) -> str:
    """The last month of a dated record; "nay" while it has none and the person serves."""
    runs_on = row.valid_to is None and holds_on(row, facts.today)
    serves = facts.dossier.now_status == Dossier.Status.SERVING
    return "nay" if runs_on and serves else month(row.valid_to)


def _positions(facts: Facts, posting) -> list[str]:
    """Positions held during a posting, with the month when they began later than it."""
    found = []
    for row in facts.rows("bo-nhiem"):
        begins, ends = row.valid_from.first_day, row.valid_to or date.max
        if begins > (posting.valid_to or date.max) or ends < posting.valid_from.first_day:
            continue
        later = begins > posting.valid_from.first_day
        found.append(f"{row.position} (từ {month(row.valid_from)})" if later else str(row.position))
    return found


# Merit, family, past, economy


def merit_rows(facts: Facts) -> list[list[str]]:
    """Year, rating, emulation title, form of reward: one row a year (item 35.1)."""
    years: dict[int, tuple[list, list, list]] = {}
    for row in facts.rows("xep-loai"):
        quarter = f"{row.get_quarter_display()}: " if row.quarter else ""
        years.setdefault(row.year, ([], [], []))[0].append(f"{quarter}{row.rating}")
    for row in facts.rows("khen-thuong"):
        _, titles, forms = years.setdefault(row.awarded_on.year, ([], [], []))
        by = f" ({row.authority})" if row.authority else ""
        if row.form:
            forms.append(f"{row.form}{by}")
        if row.title:
            titles.append(f"{row.title}{'' if row.form else by}")
    return [[str(year), *(joined(texts) for texts in years[year])] for year in sorted(years)]


def highest_reward(facts: Facts) -> str:
    """The highest reward and its year; lists stand from the highest down."""
    rows = facts.rows("khen-thuong")
    best = min((row for row in rows if row.form), key=lambda row: row.form.order, default=None)
    best = best or min(rows, key=lambda row: row.title.order, default=None)
    return f"{best.form or best.title} ({best.awarded_on.year})" if best else ""


def highest_disciplines(facts: Facts) -> str:
    """The gravest discipline of the administration and of the Party, with its year; lists stand from mild to grave."""
    gravest: dict[str, object] = {}
    for row in facts.rows("ky-luat"):
        known = gravest.get(row.form.group)
        if known is None or row.form.order >= known.form.order:
            gravest[row.form.group] = row
    return joined(f"{row.form} ({row.kind_words}, {row.valid_from.year})" for row in gravest.values())


def discipline_rows(facts: Facts) -> list[list[str]]:
    return [
        [month(row.valid_from), month(row.valid_to), joined((row.form, row.kind_words), ", "),
         facts.cell(row, "violation"), row.authority]
        for row in facts.rows("ky-luat")
    ]  # fmt: skip


def kin_rows(facts: Facts, group: str) -> list[list[str]]:
    """Relation, name, year of birth, and all else in one text (items 36.1, 36.2; 2C item 30)."""
    return [
        [str(row.relation), row.full_name, str(row.born_on.year) if row.born_on else "", kin_words(facts, row)]
        for row in facts.relatives(group)
    ]


def kin_words(facts: Facts, row) -> str:
    """All that is known of a relative beside relation, name and year of birth."""
    past, abroad = facts.cell(row, "past"), facts.cell(row, "abroad")
    return joined(
        (
            row.description,
            past and f"Chế độ cũ, tiền án, tiền sự: {past}",
            abroad and f"Ở nước ngoài, quan hệ với nước ngoài: {abroad}",
        )
    )


def old_regime_rows(facts: Facts) -> list[list[str]]:
    return [[month(row.begins_on), month(row.ends_on), facts.cell(row, "content")] for row in facts.rows("che-do-cu")]


def foreign_rows(facts: Facts) -> list[list[str]]:
    return [
        [month(row.begins_on), month(row.ends_on), joined((row.country, facts.cell(row, "content")), ": ")]
        for row in facts.rows("to-chuc-nuoc-ngoai")
    ]


def pay_rows(facts: Facts) -> list[list[str]]:
    """From, to, code, step, coefficient, amount: steps of ranks and pay by job position in their order (37.1)."""
    rows = [
        (beginning(row), [month(row.valid_from), _until(facts, row), row.rank.code, _step(row),
                          decimal_vi(row.coefficient), ""])
        for row in facts.rows("luong")
    ]  # fmt: skip
    rows += [
        (beginning(row), [month(row.valid_from), _until(facts, row), row.position.code, _step(row), "",
                          joined((number_vi(row.amount), row.position), " – ")])
        for row in facts.rows("vi-tri-viec-lam")
    ]  # fmt: skip
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _step(row) -> str:
    """The step, with the percentage over the frame and a share of the pay below the whole."""
    over = f"VK {row.over_frame} %" if row.over_frame else ""
    share = f"hưởng {row.pay_percent} %" if row.pay_percent != 100 else ""
    return joined((row.step, over, share), "; ")


def allowance_rows(facts: Facts) -> list[list[str]]:
    """From, to, kind, percent, coefficient, mode, value: allowances of positions and the others (37.2).

    An allowance recorded with the position and again by itself is one row.
    """
    posts = [row for row in facts.rows("bo-nhiem") if row.allowance]
    paid = [row for row in facts.rows("phu-cap") if not _lies_in(row, [post for post in posts if _is_of(row, post)])]
    posts = [post for post in posts if not _lies_in(post, [row for row in paid if _is_of(row, post)])]
    rows = [
        (beginning(row), [month(row.valid_from), _until(facts, row), f"Phụ cấp chức vụ ({row.position})", "",
                          decimal_vi(row.allowance), "Theo hệ số", ""])
        for row in posts
    ]  # fmt: skip
    rows += [
        (beginning(row), [month(row.valid_from), _until(facts, row), str(row.kind), number_vi(row.percent),
                          decimal_vi(row.coefficient), row.get_mode_display(), number_vi(row.amount)])
        for row in paid
    ]  # fmt: skip
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _is_of(allowance, post) -> bool:
    """Whether an allowance is that of a position, by kind and coefficient."""
    codes = (POSITION_ALLOWANCE,) if post.is_main else (POSITION_ALLOWANCE, CONCURRENT_ALLOWANCE)
    return (
        allowance.kind.code in codes
        and allowance.mode == allowance.Mode.COEFFICIENT
        and allowance.coefficient == post.allowance
    )


def _lies_in(row, others: Sequence) -> bool:
    """Whether each month of a dated record belongs to one of the others too."""
    first, last = _months(row)
    for begins, ends in sorted(map(_months, others)):
        if begins <= first <= ends:
            first = ends + 1
    return first > last


def _months(row) -> tuple[int, int]:
    """The first and the last month of a dated record, counted from year 0: finer the forms do not write."""
    first, last = row.valid_from.first_day, row.valid_to or date.max
    return 12 * first.year + first.month, 12 * last.year + last.month


def assessment_words(facts: Facts) -> str:
    """The newest comment of the unit, with who made it and when."""
    row = next(reversed(facts.rows("nhan-xet")), None)
    return f"{row.content}\n({joined((row.author, row.assessed_on), ', ')})" if row else ""


def health_words(facts: Facts) -> dict[str, str]:
    """Condition, height, weight and blood group of the newest check-up; restricted but for the grade."""
    row = facts.health
    if row is None:
        return dict.fromkeys(("conclusion", "height", "weight", "blood_group"), "")
    found = {name: facts.cell(row, name) for name in ("height", "weight", "blood_group")}
    return found | {"conclusion": joined((row.grade, facts.cell(row, "conclusion")), ", ")}
