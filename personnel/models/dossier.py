"""The dossier: one person's whole file (DESIGN §4), with the projection of today (DESIGN §2)."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from orgunits.models import Unit
from personnel.models.catalogues import EthnicGroup, Position, Qualification, Rank, Religion
from personnel.querysets import DossierQuerySet
from qlcb.fields import PartialDateField
from qlcb.history import Tracked
from qlcb.identifiers import CITIZEN_ID, STAFF_CODE
from qlcb.vietnamese import fold, name_sort_key, squeeze

SORT_KEY_LENGTH = 400


class TodayProjection(models.Model):
    """What holds today, derived from the dated rows by `personnel.services.project_dossiers` and by nothing else."""

    class Status(models.TextChoices):
        SERVING = "serving", "Đang công tác"
        LEFT = "left", "Đã thôi công tác"
        EXPECTED = "expected", "Chưa nhận công tác"

    now_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, editable=False, related_name="dossiers", verbose_name="đơn vị"
    )
    now_position = models.ForeignKey(
        Position, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="chức vụ"
    )
    now_leading = models.BooleanField("giữ chức vụ lãnh đạo", default=False, editable=False)
    now_rank = models.ForeignKey(
        Rank, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="ngạch"
    )
    now_group = models.CharField("nhóm lương", max_length=20, blank=True, editable=False)
    now_step = models.PositiveSmallIntegerField("bậc", null=True, editable=False)
    now_coefficient = models.DecimalField("hệ số", max_digits=5, decimal_places=2, null=True, editable=False)
    now_salary_from = models.DateField("ngày hưởng", null=True, editable=False)
    now_next_raise_on = models.DateField("nâng bậc kế tiếp", null=True, editable=False)
    now_retires_on = models.DateField("nghỉ hưu", null=True, editable=False)
    now_degree = models.ForeignKey(
        Qualification, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="trình độ"
    )
    now_status = models.CharField(
        "tình trạng", max_length=10, choices=Status.choices, default=Status.EXPECTED, editable=False
    )

    class Meta:
        abstract = True


SERVING = models.Q(now_status=TodayProjection.Status.SERVING)
PROJECTION = tuple(f.name for f in TodayProjection._meta.local_fields)


class Dossier(Tracked, TodayProjection):
    """One person: identity and placement panels, and the sections that hang on it."""

    UNTRACKED = (*PROJECTION, "sort_key", "search_text", "search")

    class Sex(models.TextChoices):
        MALE = "M", "Nam"
        FEMALE = "F", "Nữ"

    class Subject(models.TextChoices):
        """Kinds of people the regulations speak of (HG-2.2)."""

        OFFICIAL = "official", "Cán bộ"
        CIVIL_SERVANT = "civil_servant", "Công chức"
        PUBLIC_EMPLOYEE = "public_employee", "Viên chức"
        CONTRACT = "contract", "Người lao động hợp đồng"

    code = models.CharField(
        "số hiệu",
        max_length=20,
        unique=True,
        validators=[STAFF_CODE],
        error_messages={"unique": "Số hiệu này đã có hồ sơ."},
    )
    full_name = models.CharField("họ và tên khai sinh", max_length=150)
    other_names = models.CharField("tên gọi khác", max_length=200, blank=True)
    sex = models.CharField("giới tính", max_length=1, choices=Sex.choices)
    birth_date = PartialDateField("ngày sinh")
    birth_place = models.CharField("nơi sinh", max_length=300, blank=True)
    home_town = models.CharField("quê quán", max_length=300, blank=True)
    ethnic_group = models.ForeignKey(EthnicGroup, models.PROTECT, null=True, blank=True, verbose_name="dân tộc")
    religion = models.ForeignKey(Religion, models.PROTECT, null=True, blank=True, verbose_name="tôn giáo")
    citizen_id = models.CharField(
        "số định danh cá nhân",
        max_length=12,
        unique=True,
        null=True,
        blank=True,
        validators=[CITIZEN_ID],
        error_messages={"unique": "Số định danh cá nhân này đã có trong một hồ sơ khác."},
    )
    citizen_id_issued_on = models.DateField("ngày cấp", null=True, blank=True)
    phone = models.CharField("điện thoại liên hệ", max_length=20, blank=True)
    residence = models.CharField("nơi ở hiện nay", max_length=300, blank=True)

    subject = models.CharField("đối tượng", max_length=20, choices=Subject.choices, default=Subject.CIVIL_SERVANT)
    occupation_before = models.CharField("nghề nghiệp trước khi được tuyển dụng", max_length=200, blank=True)
    recruited_on = PartialDateField("ngày được tuyển dụng lần đầu", null=True, blank=True)
    recruited_by = models.CharField("cơ quan tuyển dụng", max_length=200, blank=True)
    joined_service_on = PartialDateField("ngày vào cơ quan hiện đang công tác", null=True, blank=True)
    main_work = models.CharField("công việc chính được giao", max_length=300, blank=True)
    party_joined_on = PartialDateField("ngày vào Đảng", null=True, blank=True)
    party_official_on = PartialDateField("ngày chính thức", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)

    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False, db_collation="C")
    search_text = models.CharField(max_length=400, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("search_text", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ"
        verbose_name_plural = "hồ sơ"
        ordering = ["sort_key", "id"]
        indexes = [
            GinIndex(fields=["search"], name="dossier_search"),
            models.Index(fields=["sort_key", "id"], name="dossier_sort"),
            models.Index(fields=["now_unit", "sort_key", "id"], name="dossier_unit_sort"),
            models.Index(fields=["sort_key", "id"], condition=SERVING, name="dossier_serving_sort"),
            models.Index(fields=["now_next_raise_on"], condition=SERVING, name="dossier_serving_raise"),
            models.Index(fields=["now_retires_on"], condition=SERVING, name="dossier_serving_retires"),
        ]

    def __str__(self):
        return f"{self.full_name} ({self.code})"

    def save(self, *args, **kwargs):
        self.set_derived()
        super().save(*args, **kwargs)

    def set_derived(self) -> None:
        """Fill sort key and search text from name, code and citizen number; bulk paths call it before they write."""
        self.sort_key = name_sort_key(self.full_name)[:SORT_KEY_LENGTH]
        self.search_text = search_words(self.full_name, self.other_names, self.code, self.citizen_id or "")

    def clean(self):
        self.full_name = squeeze(self.full_name)
        self.citizen_id = self.citizen_id or None
        if self.full_name and not any(ch.isalpha() for ch in self.full_name):
            raise ValidationError({"full_name": "Họ tên phải có chữ cái."})
        if self.birth_date and self.birth_date.first_day > timezone.localdate():
            raise ValidationError({"birth_date": "Ngày sinh không được sau hôm nay."})

    def is_party_member(self, day) -> bool:
        """Whether the person had joined the Party by `day`; an announced day is not yet a membership."""
        return self.party_joined_on is not None and self.party_joined_on.first_day <= day

    @property
    def holds_leading_position(self) -> bool:
        return self.now_leading

    @property
    def is_contract_staff(self) -> bool:
        return self.subject == self.Subject.CONTRACT


def search_words(*texts: str) -> str:
    """The folded words by which a person is found: 34ZZ-0217 as one word and by its parts, H'Linh likewise."""
    kept = []
    for word in fold(" ".join(texts)).split():
        parts = "".join(ch if ch.isalnum() else " " for ch in word).split()
        kept += ["".join(parts), *parts]
    return " ".join(dict.fromkeys(word for word in kept if word))[:400]
