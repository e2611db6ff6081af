"""Short national lists of one shape in one table: relations, discipline and reward forms, schools, contracts…"""

from django.core.exceptions import ValidationError
from django.db import models

from personnel.models.catalogues import CatalogueEntry, CatalogueQuerySet
from qlcb.vietnamese import fold


class TermQuerySet(CatalogueQuerySet):
    def known_as(self, kind: str, words: str) -> "Term | None":
        """The entry of a list whose code, name or alias these words are, however they are written."""
        folded = fold(words)
        return next((term for term in self.filter(kind=kind) if folded in term.known_as()), None)


class Term(CatalogueEntry):
    """An entry of one of the lists in `Kind`.

    group: what the list divides its entries by, in the words of `GROUPS`; "" where it does not divide them. parent: the
    entry above, for lists with levels.
    """

    class Kind(models.TextChoices):
        FAMILY_BACKGROUND = "family_background", "Thành phần gia đình xuất thân"
        POLICY = "policy", "Đối tượng chính sách"
        GENERAL_EDUCATION = "general_education", "Trình độ giáo dục phổ thông"
        ACADEMIC_TITLE = "academic_title", "Học hàm"
        STATE_HONOUR = "state_honour", "Danh hiệu nhà nước phong tặng"
        MILITARY_RANK = "military_rank", "Quân hàm"
        ORGANISATION = "organisation", "Tổ chức chính trị - xã hội"
        PARTY_POSITION = "party_position", "Chức vụ Đảng"
        PLANNING_TERM = "planning_term", "Giai đoạn quy hoạch"
        JOB_POSITION = "job_position", "Vị trí việc làm"
        ALLOWANCE = "allowance", "Loại phụ cấp"
        IDENTITY_PAPER = "identity_paper", "Loại giấy tờ tùy thân"
        HEALTH_GRADE = "health_grade", "Phân loại sức khỏe"
        MAJOR = "major", "Chuyên ngành đào tạo"
        SCHOOL = "school", "Cơ sở đào tạo"
        REWARD_FORM = "reward_form", "Hình thức khen thưởng"
        EMULATION_TITLE = "emulation_title", "Danh hiệu thi đua"
        RATING = "rating", "Mức xếp loại chất lượng"
        DISCIPLINE_FORM = "discipline_form", "Hình thức kỷ luật"
        RELATION = "relation", "Quan hệ gia đình"
        DECLARATION_KIND = "declaration_kind", "Loại kê khai tài sản"
        COUNTRY = "country", "Quốc gia, vùng lãnh thổ"
        TRIP_PURPOSE = "trip_purpose", "Mục đích đi nước ngoài"
        CONTRACT_KIND = "contract_kind", "Loại hợp đồng lao động"
        INSURANCE_KIND = "insurance_kind", "Chế độ bảo hiểm"
        ABSENCE_KIND = "absence_kind", "Loại nghỉ"
        LEAVING = "leaving", "Thôi phục vụ"
        PAPER_KIND = "paper_kind", "Thành phần hồ sơ"
        BANK = "bank", "Ngân hàng"

    GROUPS = {
        Kind.RELATION: {"own": "Về bản thân", "spouse": "Bên vợ (chồng)"},
        Kind.DISCIPLINE_FORM: {"official": "Hành chính: cán bộ", "staff": "Hành chính: không giữ chức vụ",
                               "leader": "Hành chính: giữ chức vụ", "employee": "Hành chính: viên chức, hợp đồng",
                               "party": "Đảng"},
        Kind.PAPER_KIND: {"original": "Hồ sơ gốc", "service": "Bổ sung trong quá trình công tác",
                          "decision": "Quyết định", "portrait": "Ảnh chân dung"},
        Kind.LEAVING: {"retirement": "Nghỉ hưu", "resignation": "Thôi việc, chấm dứt hợp đồng",
                       "dismissal": "Buộc thôi việc", "death": "Từ trần", "move_out": "Chuyển ra ngoài hệ thống",
                       "secondment_out": "Biệt phái ra ngoài hệ thống"},
        Kind.ABSENCE_KIND: {"counted": "Tính thời gian nâng lương", "not_counted": "Không tính thời gian nâng lương",
                            "capped": "Tính thời gian nâng lương đến số tháng cộng dồn theo luật"},
        Kind.REWARD_FORM: {"state": "Cấp Nhà nước", "ministry": "Cấp bộ, ngành, tỉnh", "unit": "Cấp cơ sở"},
    }  # fmt: skip

    kind = models.CharField("danh mục", max_length=30, choices=Kind.choices)
    group = models.CharField("nhóm", max_length=30, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc"
    )
    required = models.BooleanField("bắt buộc có", default=False)

    objects = TermQuerySet.as_manager()

    class Meta(CatalogueEntry.Meta):
        verbose_name = "mục danh mục"
        verbose_name_plural = "danh mục dùng chung"
        ordering = ["kind", "order", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code", "valid_from"],
                name="term_kind_code_from",
                nulls_distinct=False,
                violation_error_message="Danh mục này đã có mã này từ ngày này.",
            )
        ]

    def clean(self):
        groups = self.GROUPS.get(self.kind, {})
        if (groups and self.group not in groups) or (not groups and self.group):
            words = ", ".join(groups) or "để trống"
            raise ValidationError({"group": f"Nhóm của danh mục này: {words}."})
        if self.parent_id and self.parent.kind != self.kind:
            raise ValidationError({"parent": "Mục cấp trên phải cùng danh mục."})

    @property
    def group_words(self) -> str:
        return self.GROUPS.get(self.kind, {}).get(self.group, "")


class TermField(models.ForeignKey):
    """A choice from one list of `Term`: `TermField(Term.Kind.RELATION, "quan hệ")`; other lists are refused."""

    def __init__(self, kind=None, verbose_name=None, **kwargs):
        self.kind = kind
        kwargs = {"to": Term, "on_delete": models.PROTECT, "related_name": "+"} | kwargs
        if kind is not None:
            kwargs["limit_choices_to"] = {"kind": str(kind)}
        super().__init__(verbose_name=verbose_name, **kwargs)

    def deconstruct(self):
        """Migrations see the foreign key: the list it chooses from is not the database's matter."""
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("limit_choices_to", None)
        return name, "django.db.models.ForeignKey", args, kwargs
