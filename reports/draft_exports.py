"""The list of a draft as a file: an export as every other (TCHQ-8.3)."""

from personnel.acts import ACTS
from personnel.acts.wording import wording_of
from personnel.exports.kinds import Asked, ExportFailed, Kind, Made, mark_of, offer
from personnel.models import Draft, Export
from reports.draft_papers import list_table, outcomes
from reports.exports import table_file, takes_long, too_long

GONE = "Dự thảo không còn thuộc phạm vi của tài khoản."


class DraftList(Kind):
    """parameters: beside "query", "draft" and "format"."""

    slug, back, title = "danh-sach-du-thao", "personnel:drafts", "Danh sách kèm theo dự thảo"

    def ask(self, account, parameters, today):
        draft, file_format = _draft(account, parameters), parameters["format"]
        if draft is None:
            return None
        table = _table(draft, account, today)
        name = f"danh-sach-du-thao-{draft.pk}.{file_format}"
        return Asked(
            f"{self.title} ({file_format})", draft.title, len(table.rows), parameters["query"], name,
            problem=too_long(file_format, table), is_long=takes_long(file_format, table),
        )  # fmt: skip

    def make(self, export: Export, today, *, in_job):
        draft, account = _draft(export.account, export.parameters), export.account
        if draft is None:
            raise ExportFailed(GONE)
        found, mark = outcomes(draft, account, today), mark_of(export)
        table = list_table(draft, found, wording_of(draft, ACTS[draft.kind], len(found)))
        content = table_file(table, export.parameters["format"], sheet_name="Danh sách", mark=mark, in_job=in_job)
        return Made(content, len(table.rows), [one.line.dossier_id for one in found])


def _draft(account, parameters: dict) -> Draft | None:
    visible = Draft.objects.visible_to(account).select_related(
        "authority__parent", "authority__kind", "corrects__decision"
    )
    return visible.filter(pk=parameters["draft"]).first()


def _table(draft: Draft, account, today):
    found = outcomes(draft, account, today)
    return list_table(draft, found, wording_of(draft, ACTS[draft.kind], len(found)))


DRAFT_LIST = offer(DraftList())
