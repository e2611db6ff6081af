from personnel.catalogues import Catalogue
from personnel.catalogues_checks import lock_lists
from personnel.catalogues_exchange import ERROR, NEW, RENEWED, Lines, Plan, changed_entries, plan_import
from qlcb.history import Act, create_many, update_many, writing


class PlanMoved(Exception):
    """The list, or what the rows would do to it, is no longer what was confirmed: `plan` is what would happen now."""

    def __init__(self, plan: Plan):
        super().__init__("Danh mục vừa thay đổi.")
        self.plan = plan


def import_entries(*, account, reason: str, catalogue: Catalogue, lines: Lines, confirmed: str) -> Plan:
    """Write the rows of a workbook into a list: all of them or none, one history row for each entry written.

    confirmed: the mark of the plan that the person saw. Raises PlanMoved when it is another by now or has errors.
    """
    with writing(account=account, reason=reason, act=Act.IMPORT):
        lock_lists()
        plan = plan_import(catalogue, lines)
        if plan.mark != confirmed or plan.count(ERROR):
            raise PlanMoved(plan)
        update_many(list(changed_entries(plan)), [*catalogue.fields, *_written_along(catalogue)])
        create_many([row.entry for row in plan.rows if row.state in (NEW, RENEWED)])
        return plan


def _written_along(catalogue: Catalogue) -> list[str]:
    """Fields that follow from others and change with them."""
    return [name for name in ("code", "name") if name in catalogue.derived]
