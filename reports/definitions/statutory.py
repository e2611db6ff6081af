"""Forms of a circular: code, title and origin are data of the regulation; some are of communes, some of other units."""

from collections.abc import Sequence
from typing import ClassVar

from django import forms

from personnel.models import Dossier
from qlcb import regulation
from reports.counting import Counting
from reports.definitions.base import AsOfForm, Report
from reports.people import ALL_SUBJECTS

SUBJECT = Dossier.Subject
COMMUNE_SUBJECTS = {
    "can-bo-cong-chuc": ("Cán bộ, công chức", (SUBJECT.OFFICIAL.value, SUBJECT.CIVIL_SERVANT.value)),
    "tat-ca": ("Tất cả cán bộ, công chức, viên chức, hợp đồng", ALL_SUBJECTS),
}


class SubjectForm(AsOfForm):
    """Day, unit, and which kinds of staff: a choice of `SUBJECTS`, key → (label, kinds), the form's own first."""

    NAMES: ClassVar = AsOfForm.NAMES | {"subject": "doi-tuong"}
    SUBJECTS: ClassVar[dict[str, tuple[str, tuple[str, ...]]]]

    subject = forms.ChoiceField(label="Đối tượng", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [(key, label) for key, (label, _) in self.SUBJECTS.items()]

    def clean_subject(self) -> str:
        return self.cleaned_data["subject"] or next(iter(self.SUBJECTS))

    @property
    def is_of_everybody(self) -> bool:
        """Whether other kinds of staff than the form's own are asked for, too."""
        return self.cleaned_data["subject"] != next(iter(self.SUBJECTS))

    @property
    def subjects(self) -> Sequence[str]:
        return self.SUBJECTS[self.cleaned_data["subject"]][1]

    def words(self) -> str:
        return f"{super().words()} · {self.SUBJECTS[self.cleaned_data['subject']][0]}"

    def query(self, **changes: str) -> dict[str, str]:
        kept = {"doi-tuong": self.cleaned_data["subject"] if self.is_of_everybody else ""}
        return super().query(**{**kept, **changes})


class StatutoryForm(Counting, Report):
    """What `statistics` of regulation.json says of the form: "code", "name", "issued", "confidence", "source"."""

    clause = "TCHQ-12.1b"
    received_by = "Bộ Nội vụ"
    parameters: type[SubjectForm]

    @property
    def said(self) -> dict:
        return regulation.fact("statistics")[self.slug]

    @property
    def form_code(self) -> str:
        return self.said["code"]

    @property
    def name(self) -> str:
        return self.said["name"]

    @property
    def issued_under(self) -> tuple[str, ...]:
        return tuple(self.said["issued"])

    def subjects(self, params: SubjectForm) -> Sequence[str]:
        return params.subjects

    def subtitles(self, params: SubjectForm) -> tuple[str, ...]:
        lines = (f"NĂM {params.day_asked.year}", *self.said.get("applies_to", ()))
        more = ("Gồm cả cán bộ, viên chức và người lao động hợp đồng",) if params.is_of_everybody else ()
        return (*lines, *super().subtitles(params), *more)

    def notes(self, params: SubjectForm) -> list[str]:
        """What of the form itself is not certain."""
        if self.said["confidence"] == "source":
            return []
        return [f"Chưa đối chiếu với bản in của Thông tư: {self.said['source']}."]

    def absence(self, params: SubjectForm) -> str:
        if any(self.counts_below(params, root) for root in params.roots):
            return ""
        if not self.communes:
            return "Biểu này dành cho đơn vị từ cấp huyện trở lên; đơn vị đã chọn thuộc cấp xã."
        if not any(node.is_commune for node in params.scope.tree.nodes.values()):
            return "Cơ cấu tổ chức của ngày này không có loại đơn vị nào là cấp xã, nên không có số liệu để lập biểu."
        return "Trong phạm vi đã chọn không có đơn vị cấp xã nào vào ngày này."
