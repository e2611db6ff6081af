"""Whether a plan hangs together: its units exist, its codes are free, every unit stands somewhere, none is left out."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Q

from orgunits.models import IDENTIFIER, Unit, UnitVersion
from personnel.models import ReorganisationStep
from personnel.reorganisation.issues import Issue, block, info, warn
from personnel.reorganisation.plan import Plan
from qlcb.formats import date_vi

Deed = ReorganisationStep.Deed


def structural_issues(plan: Plan) -> list[Issue]:
    """What speaks against the plan as far as units go. Three queries, however many units."""
    if not plan.steps:
        return [block("Phương án chưa có bước nào.")]
    return [
        *(issue for step in plan.steps for issue in _of_step(plan, step)),
        *_taken(plan),
        *_later_changes(plan),
        *_left_behind(plan),
        *_standing(plan),
        *_namesakes(plan),
        *_unknown_places(plan),
    ]


def _of_step(plan: Plan, step: ReorganisationStep) -> Iterator[Issue]:
    if step.deed == Deed.ESTABLISH:
        yield from _of_new(plan, step)
        return
    unit = step.unit
    if unit.pk not in plan.before.nodes:
        yield block(f"{unit.name} ({unit.code}) không hoạt động vào ngày {date_vi(plan.day)}.", step=step.pk)
        return
    if not plan.inside(unit.code):
        yield block(f"{unit.name} ({unit.code}) nằm ngoài phạm vi của phương án.", step=step.pk)
    if unit.pk == plan.reorganisation.scope_id and not step.goes_on:
        yield block(f"{unit.name} là phạm vi của phương án nên không thể bị nhập, chia hay giải thể.", step=step.pk)
    if step.deed in ReorganisationStep.ENDING:
        yield from _of_targets(plan, step)
    elif not plan.changes(plan.after[unit.code]):
        yield warn(f"{unit.name} ({unit.code}): bước này không thay đổi gì.", step=step.pk)
    if step.parent and step.parent not in plan.after:
        words = f"{unit.name} ({unit.code}): không có đơn vị cấp trên mã {step.parent} sau sắp xếp."
        yield block(words, step=step.pk)
    for code in dict.fromkeys(filter(None, (step.parent, step.people_to, *step.target_codes))):
        if plan.is_outside(code):
            yield block(f"{unit.name} ({unit.code}): nơi đến {code} nằm ngoài phạm vi của phương án.", step=step.pk)


def _of_new(plan: Plan, step: ReorganisationStep) -> Iterator[Issue]:
    about = f"Đơn vị mới {step.code}"
    if not step.name:
        yield block(f"{about} chưa có tên.", step=step.pk)
    if step.kind is None:
        yield block(f"{about} chưa có loại đơn vị.", step=step.pk)
    if step.parent not in plan.after:
        words = f"không có đơn vị mã {step.parent} sau sắp xếp" if step.parent else "chưa có đơn vị cấp trên"
        yield block(f"{about}: {words}.", step=step.pk)
    elif plan.is_outside(step.parent):
        yield block(f"{about}: đơn vị cấp trên {step.parent} nằm ngoài phạm vi của phương án.", step=step.pk)
    if step.identifier and not IDENTIFIER.regex.fullmatch(step.identifier):
        yield block(f"{about}: mã định danh “{step.identifier}” không đúng dạng.", step=step.pk)


def _of_targets(plan: Plan, step: ReorganisationStep) -> Iterator[Issue]:
    about, codes = f"{step.unit.name} ({step.unit.code})", step.target_codes
    wanted = {Deed.MERGE: 1, Deed.SPLIT: 2}.get(step.deed, 0)
    if len(codes) < wanted:
        yield block(f"{about}: chưa có nơi đến.", step=step.pk)
    if step.deed == Deed.MERGE and len(codes) > 1:
        yield block(f"{about}: nhập vào một đơn vị; đi nhiều nơi thì chọn chia, tách.", step=step.pk)
    for code in dict.fromkeys([*codes, *([step.people_to] if step.people_to else [])]):
        if code not in plan.after:
            yield block(f"{about}: nơi đến {code} không có sau sắp xếp.", step=step.pk)


def _taken(plan: Plan) -> Iterator[Issue]:
    """Codes and identifiers of new units that others have, those that are no more included."""
    new = [step for step in plan.steps if step.deed == Deed.ESTABLISH]
    named = Q(code__in=[step.code for step in new]) | Q(identifier__in=[s.identifier for s in new if s.identifier])
    stored = list(Unit.objects.filter(named).values_list("code", "identifier", "name"))
    codes = {code: name for code, _, name in stored}
    identifiers = {identifier: name for _, identifier, name in stored if identifier}
    often = Counter(step.identifier for step in new if step.identifier)
    for step in new:
        if step.code in codes:
            yield block(f"Mã {step.code} đã là mã của {codes[step.code]}; chọn mã khác.", step=step.pk)
        if step.identifier in identifiers:
            yield block(
                f"Mã định danh {step.identifier} đã là của {identifiers[step.identifier]}; chọn mã khác.", step=step.pk
            )
        elif often[step.identifier] > 1:
            yield block(f"Mã định danh {step.identifier} ghi cho nhiều đơn vị mới.", step=step.pk)


def _later_changes(plan: Plan) -> Iterator[Issue]:
    """Units of the plan with a name or place that begins on its day or later, written or planned already."""
    touched = [step.unit_id for step in plan.steps if step.unit_id]
    later = UnitVersion.objects.filter(unit_id__in=touched, valid_from__gte=plan.day).select_related("unit")
    for version in later.order_by("unit_id", "valid_from").distinct("unit_id"):
        yield block(
            f"{version.unit.name} ({version.unit.code}) đã có thay đổi từ ngày {date_vi(version.valid_from)}: "
            "hủy hoặc đính chính thay đổi ấy trước.",
            unit=version.unit.code,
            link="unit",
            link_words="Xem đơn vị",
        )


def _left_behind(plan: Plan) -> Iterator[Issue]:
    """Units that stay below one that ends, on the day or by a change planned for later."""
    for place in plan.after.values():
        if not place.is_new and place.parent and place.parent not in plan.after and place.step is None:
            yield block(
                f"{place.name} ({place.code}) chưa có nơi đến trong khi đơn vị cấp trên {place.parent} không còn.",
                unit=place.code,
            )
    later = UnitVersion.objects.filter(parent_id__in=plan.ended, valid_from__gt=plan.day).select_related("unit")
    for version in later:
        if version.unit_id not in plan.step_of:
            yield block(
                f"{version.name} ({version.unit.code}) theo dự kiến từ {date_vi(version.valid_from)} trực thuộc đơn vị "
                "không còn sau sắp xếp.",
                unit=version.unit.code,
                link="unit",
                link_words="Xem đơn vị",
            )


def _standing(plan: Plan) -> Iterator[Issue]:
    """Units that may not stand where they are put, or stand in a circle."""
    hanging = {place.code for root in plan.roots for place in root.walk()}
    for place in plan.after.values():
        above = plan.after.get(place.parent)
        step = place.step.pk if place.step else None
        if above is None:
            continue
        if place.code not in hanging and above.code not in hanging and place.step is not None:
            yield block(f"{place.name} ({place.code}) trực thuộc chính nó hoặc đơn vị dưới nó.", step=step)
        level, top = place.kind.level, above.kind.level
        if level < top or (level == top and place.kind.is_department):
            yield block(
                f"{place.name} ({place.code}): {place.kind.name} không thể trực thuộc {above.kind.name}.",
                step=step,
                unit="" if step else place.code,
            )


def _namesakes(plan: Plan) -> Iterator[Issue]:
    """Units of one name below the same unit; new names that older units had."""
    for above in plan.after.values():
        often = Counter(child.name for child in above.children)
        for name, count in often.items():
            if count > 1 and any(child.step for child in above.children if child.name == name):
                yield warn(f"{above.name}: có {count} đơn vị trực thuộc cùng tên “{name}”.", unit=above.code)
    before = {node.name for node in plan.before.nodes.values()}
    same = [place for place in plan.after.values() if place.is_new and place.depth <= 1 and place.name in before]
    for place in same:
        yield info(f"{place.name} ({place.code}) trùng tên một đơn vị đã có; hệ thống phân biệt bằng mã.")


def _unknown_places(plan: Plan) -> Iterator[Issue]:
    """Places of single people and accounts that do not exist afterwards, or lie outside of the plan's scope."""

    def is_lost(code: str) -> bool:
        return code not in plan.after or plan.is_outside(code)

    lost = sorted({row.to for row in plan.people.values() if is_lost(row.to)})
    for code in lost:
        yield block(
            f"Có người chuyển riêng đến {code}, nơi không có sau sắp xếp hoặc ngoài phạm vi.",
            link="reorganisation_people",
            link_words="Sửa nơi đến của từng người",
        )
    for code in sorted({row.to for row in plan.accounts.values() if row.to and is_lost(row.to)}):
        yield block(
            f"Có tài khoản chuyển riêng đến {code}, nơi không có sau sắp xếp hoặc ngoài phạm vi.",
            link="reorganisation_accounts",
            link_words="Sửa nơi đến của tài khoản",
        )
