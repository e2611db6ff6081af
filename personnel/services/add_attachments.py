"""Bring scans into a dossier, to a record of a section, or to a decision."""

from copy import copy

from django.core.exceptions import PermissionDenied, ValidationError

from personnel.attachments import rights, store
from personnel.attachments.content import Checked
from personnel.models import Attachment, Decision, Dossier
from personnel.sections import SECTIONS
from qlcb.history import Act, record, writing


def add_attachments(*, account, reason: str, like: Attachment, files: list[Checked]) -> list[Attachment]:
    """Keep the files sealed and write a paper for each, all or none. Returns the papers.

    like: an unsaved paper with owner, place, kind, form, day and note; its title names all of them, and where it is
    empty the kind, or the file, does. Raises PermissionDenied, and ValidationError for a file that is there already.
    """
    with store.keeping() as keeper:
        papers = [_paper(like, file, title, keeper) for file, title in zip(files, titles(like, files), strict=True)]
        with writing(account=account, reason=reason, act=Act.CHANGE):
            lock(account, like)
            _refuse_known(like, files)
            for paper in papers:
                record(paper)
    return papers


def titles(like: Attachment, files: list[Checked]) -> list[str]:
    """What the papers are called; several of one name are numbered."""
    base = like.title or (like.kind.name if like.kind else "")
    if not base:
        return [file.stem for file in files]
    if len(files) == 1:
        return [base[:200]]
    return [f"{base[:190]} ({number}/{len(files)})" for number in range(1, len(files) + 1)]


def lock(account, paper: Attachment, *, rewrites: bool = False) -> None:
    """One writer per dossier or decision at a time; the right is asked of the owner as stored. In a writing.

    rewrites: the paper is corrected or taken out. Raises PermissionDenied with the reason.
    """
    asked = copy(paper)
    if paper.dossier_id:
        asked.dossier = Dossier.objects.select_for_update(of=["self"]).get(pk=paper.dossier_id)
        _require_record(asked)
    else:
        asked.decision = Decision.objects.select_for_update(of=["self"]).get(pk=paper.decision_id)
    verdict = rights.write_verdict(account.access, asked, rewrites=rewrites)
    if not verdict:
        raise PermissionDenied(verdict.why)


def _require_record(paper: Attachment) -> None:
    """A new paper of a record hangs on one that is there; the paper of one that was taken out stays what it is."""
    if paper.pk is None and paper.section:
        rows = SECTIONS[paper.section].model.objects.filter(dossier_id=paper.dossier_id, pk=paper.row_id)
        if not rows.exists():
            raise ValidationError("Dòng này vừa bị hủy; giấy tờ chưa được đính kèm.")


def _paper(like: Attachment, file: Checked, title: str, keeper: store.Keeper) -> Attachment:
    paper = copy(like)
    paper._state = copy(like._state)
    paper.title = title
    paper.file = keeper.keep(file.content, store.FILE)
    paper.thumbnail = keeper.keep(file.thumbnail, store.THUMBNAIL) if file.thumbnail else ""
    paper.file_name = f"{file.stem}.{file.kind.extension}"
    paper.content_type = file.kind.mime
    paper.size = len(file.content)
    paper.sha256 = file.sha256
    paper.pages = file.pages
    return paper


def _refuse_known(like: Attachment, files: list[Checked]) -> None:
    """The same file twice in one place is a slip of the hand."""
    hashes = [file.sha256 for file in files]
    place = {"dossier": like.dossier, "decision": like.decision, "section": like.section, "row_id": like.row_id}
    known = dict(Attachment.objects.filter(**place, sha256__in=hashes).values_list("sha256", "title"))
    for number, file in enumerate(files):
        if file.sha256 in known:
            raise ValidationError({"scans": f"Tệp “{file.name}” đã có ở đây với tên “{known[file.sha256]}”."})
        if file.sha256 in hashes[:number]:
            raise ValidationError({"scans": f"Tệp “{file.name}” được chọn hai lần."})
