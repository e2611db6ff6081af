"""Forms of papers: several files at once with what they are, and the correction of what was said of one."""

from concurrent.futures import ThreadPoolExecutor
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from personnel.attachments.content import Checked, ContentRefused, examine, too_big
from personnel.attachments.limits import FILE_BYTES, FILES_AT_ONCE, MEGABYTE, UPLOAD_BYTES
from personnel.attachments.past import SAID
from personnel.attachments.rights import part_of_kind, writable_groups
from personnel.forms.rows import Reasoned
from personnel.models import Attachment, Term

ENDINGS = ".pdf,.jpg,.jpeg,.png,.webp,.tif,.tiff,.docx,.xlsx"
_AT_A_TIME = 2


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each looked at; cleans to a list of Checked. Every file that is refused is told by its name."""

    widget = SeveralFiles

    def clean(self, data, initial=None) -> list[Checked]:
        uploads = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not uploads and not self.required:
            return []
        if not uploads:
            raise ValidationError("Chọn ít nhất một tệp.", code="required")
        if len(uploads) > FILES_AT_ONCE:
            raise ValidationError(f"Mỗi lần không quá {FILES_AT_ONCE} tệp; lần này có {len(uploads)} tệp.")
        refused = [f"{file.name}: {too_big(file.size)}" for file in uploads if file.size > FILE_BYTES]
        if not refused and sum(file.size for file in uploads) > UPLOAD_BYTES:
            refused = [
                f"Các tệp của một lần tải lên không quá {UPLOAD_BYTES // MEGABYTE} MB. Hãy chia thành nhiều lần."
            ]
        if refused:
            raise ValidationError(refused)
        return _look_at(uploads)


def _look_at(uploads) -> list[Checked]:
    refused: list[str] = []

    def look(upload) -> Checked | None:
        try:
            return examine(upload.read(), upload.name)
        except ContentRefused as error:
            refused.append(f"{upload.name}: {error}")
            return None

    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        checked = list(pool.map(look, uploads))
    if refused:
        raise ValidationError(sorted(refused))
    return [file for file in checked if file]


class UploadForm(forms.ModelForm):
    """The files and what they are. instance: an unsaved paper with its owner and place."""

    scans = FilesField(label="Các tệp", widget=SeveralFiles(attrs={"accept": ENDINGS, "class": "narrow"}))
    reason = forms.CharField(
        label="Lý do", max_length=300, initial="Bổ sung bản chụp giấy tờ", help_text="Ghi trong lịch sử hồ sơ."
    )

    class Meta:
        model = Attachment
        fields = SAID

    def __init__(self, data=None, files=None, *, instance: Attachment, account, kind: Term | None = None):
        super().__init__(data, files, instance=instance, initial={"kind": kind.pk if kind else None})
        self.fields["title"].required = False
        self.fields["title"].help_text = "Để trống: lấy tên của thành phần hồ sơ, hoặc tên tệp."
        needs_kind = _narrow_kinds(self.fields["kind"], instance, account)
        self.fields["kind"].required = needs_kind
        if needs_kind:
            self.fields["kind"].error_messages["required"] = "Chọn thành phần hồ sơ mà tài khoản được cập nhật."

    @property
    def said(self) -> list:
        """The fields beside the files, for the page."""
        return [self[name] for name in (*SAID, "reason")]


class CorrectForm(Reasoned, forms.ModelForm):
    """What was said of a paper; the file stays what it is."""

    class Meta:
        model = Attachment
        fields = SAID

    def __init__(self, data=None, *, instance: Attachment, account):
        super().__init__(data, instance=instance, initial={"version": instance.version})
        needs_kind = _narrow_kinds(self.fields["kind"], instance, account)
        self.fields["kind"].required = needs_kind


def _narrow_kinds(field, paper: Attachment, account) -> bool:
    """Leave the kinds of today that the account may bring, and the one the paper has. Returns whether one is needed.

    Papers of a record and of a decision may be of any kind: their right does not hang on it.
    """
    kinds = Term.objects.on(timezone.localdate()).filter(kind=Term.Kind.PAPER_KIND)
    needs_kind = False
    if paper.dossier_id and not paper.section:
        groups = writable_groups(account.access, paper.dossier)
        kinds = kinds.filter(pk__in=[kind.pk for kind in kinds if part_of_kind(kind).group in groups])
        needs_kind = part_of_kind(None).group not in groups
    field.queryset = Term.objects.filter(Q(pk__in=kinds) | Q(pk=paper.kind_id)).order_by("order", "code")
    by_group = groupby(field.queryset, key=lambda kind: kind.group_words)
    field.choices = [
        ("", "Giấy tờ khác" if not needs_kind else "Chọn thành phần hồ sơ"),
        *((words, [(kind.pk, kind.name) for kind in kinds]) for words, kinds in by_group),
    ]
    field.widget.attrs["data-search-select"] = ""
    return needs_kind
