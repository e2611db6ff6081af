"""The dossier: one person's whole file (DESIGN §4), with the projection of today (DESIGN §2)."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from orgunits.models import Unit
from personnel.models.catalogues import EthnicGroup, Position, Qualification, Rank, Religion
from personnel.models.places import Place
from personnel.models.terms import Term, TermField
from personnel.querysets import DossierQuerySet
from qlcb.fields import PartialDateField, SealedField
from qlcb.history import Tracked
from qlcb.identifiers import (
    BANK_ACCOUNT,
    CITIZEN_ID,
    HEALTH_CARD,
    INSURANCE_NUMBER,
    PHONE,
    STAFF_CODE,
    tax_code,
)
from qlcb.sealed import ring
from qlcb.vietnamese import fold, name_sort_key, squeeze

SORT_KEY_LENGTH = 400
KIND = Term.Kind


_HOUSE = "Loại nhà, diện tích (m²), giấy chứng nhận."
_LAND = "Diện tích (m²), giấy chứng nhận."


def _area(words: str) -> models.ForeignKey:
    return models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=words)


class TodayProjection(models.Model):
    """What holds today, derived from the dated rows by `personnel.services.project_dossiers` and by nothing else.

    now_unit: the unit that keeps the dossier; now_employer: the one where the person serves, where that is another.
    """

    class Status(models.TextChoices):
        SERVING = "serving", "Đang công tác"
        LEFT = "left", "Đã thôi công tác"
        EXPECTED = "expected", "Chưa nhận công tác"

    now_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, editable=False, related_name="dossiers", verbose_name="đơn vị"
    )
    now_employer = models.ForeignKey(
        Unit, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="đơn vị sử dụng"
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
    now_over_frame_on = models.DateField("vượt khung kế tiếp", null=True, editable=False)
    now_retires_on = models.DateField("nghỉ hưu", null=True, editable=False)
    now_rotates_on = models.DateField("chuyển đổi vị trí", null=True, editable=False)
    now_degree = models.ForeignKey(
        Qualification, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="trình độ"
    )
    now_status = models.CharField(
        "tình trạng", max_length=10, choices=Status.choices, default=Status.EXPECTED, editable=False
    )
    now_state = TermField(
        KIND.LEAVING, "tình trạng công tác", null=True, editable=False,
        help_text="Vì sao không có mặt: thôi phục vụ, hoặc nghỉ không tính thời gian công tác.",
    )  # fmt: skip
    now_complete = models.PositiveSmallIntegerField("mức đầy đủ (%)", default=0, editable=False)

    class Meta:
        abstract = True


SERVING = models.Q(now_status=TodayProjection.Status.SERVING)
PROJECTION = tuple(f.name for f in TodayProjection._meta.local_fields)


class Dossier(Tracked, TodayProjection):
    """One person: identity and placement panels, and the sections that hang on it."""

    DERIVED = ("sort_key", "search_text", "citizen_index")
    BLIND_INDEXES = {"citizen_index": "citizen_id"}
    UNTRACKED = (*PROJECTION, *DERIVED, "search")

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
    birth_place = models.CharField("nơi sinh (ghi theo giấy tờ)", max_length=300, blank=True)
    birth_area = _area("nơi sinh: tỉnh, xã")
    home_town = models.CharField("quê quán (ghi theo giấy tờ)", max_length=300, blank=True)
    home_area = _area("quê quán: tỉnh, xã")
    permanent_residence = models.CharField(
        "nơi đăng ký thường trú", max_length=300, blank=True, help_text="Số nhà, đường, thôn; tỉnh, xã chọn ở bên."
    )
    permanent_area = _area("thường trú: tỉnh, xã")
    residence = models.CharField("nơi ở hiện nay", max_length=300, blank=True)
    residence_area = _area("nơi ở: tỉnh, xã")
    ethnic_group = models.ForeignKey(EthnicGroup, models.PROTECT, null=True, blank=True, verbose_name="dân tộc")
    religion = models.ForeignKey(Religion, models.PROTECT, null=True, blank=True, verbose_name="tôn giáo")
    family_background = TermField(KIND.FAMILY_BACKGROUND, "thành phần gia đình xuất thân", null=True, blank=True)

    citizen_id = SealedField(
        "số định danh cá nhân/CCCD", max_length=12, blank=True, half_shown=True, validators=[CITIZEN_ID]
    )
    citizen_index = models.CharField(max_length=32, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    citizen_id_issued_on = models.DateField("ngày cấp", null=True, blank=True)
    citizen_id_issued_by = models.CharField("nơi cấp", max_length=200, blank=True)
    phone = SealedField("điện thoại liên hệ", max_length=20, blank=True, half_shown=True, validators=[PHONE])
    email = models.EmailField("thư điện tử", blank=True)
    tax_code = SealedField("mã số thuế cá nhân", max_length=12, blank=True, half_shown=True, validators=[tax_code])
    insurance_number = SealedField("số BHXH", max_length=12, blank=True, half_shown=True, validators=[INSURANCE_NUMBER])
    health_card = SealedField("số thẻ BHYT", max_length=15, blank=True, half_shown=True, validators=[HEALTH_CARD])
    bank_account = SealedField("số tài khoản", max_length=20, blank=True, half_shown=True, validators=[BANK_ACCOUNT])
    bank = TermField(KIND.BANK, "mở tại ngân hàng", null=True, blank=True)

    subject = models.CharField("đối tượng", max_length=20, choices=Subject.choices, default=Subject.CIVIL_SERVANT)
    occupation_before = models.CharField("nghề nghiệp trước khi được tuyển dụng", max_length=200, blank=True)
    recruited_on = PartialDateField("ngày được tuyển dụng lần đầu", null=True, blank=True)
    recruited_by = models.CharField("cơ quan tuyển dụng", max_length=200, blank=True)
    joined_service_on = PartialDateField("ngày vào cơ quan hiện đang công tác", null=True, blank=True)
    came_from = models.CharField(
        "chuyển đến từ", max_length=200, blank=True,
        help_text="Cơ quan ngoài hệ thống nơi người này công tác trước khi được tiếp nhận.",
    )  # fmt: skip
    main_work = models.CharField("công việc chính được giao", max_length=300, blank=True)
    strengths = models.CharField("sở trường công tác", max_length=300, blank=True)
    longest_work = models.CharField("công việc làm lâu nhất", max_length=300, blank=True)

    party_joined_on = PartialDateField("ngày vào Đảng", null=True, blank=True)
    party_official_on = PartialDateField("ngày chính thức", null=True, blank=True)
    party_card = models.CharField("số thẻ đảng viên", max_length=20, blank=True)

    enlisted_on = PartialDateField("ngày nhập ngũ", null=True, blank=True)
    discharged_on = PartialDateField("ngày xuất ngũ", null=True, blank=True)
    military_rank = TermField(KIND.MILITARY_RANK, "quân hàm cao nhất", null=True, blank=True)
    policy = TermField(KIND.POLICY, "đối tượng chính sách", null=True, blank=True)
    wounded_grade = models.CharField(
        "thương binh hạng", max_length=10, blank=True, help_text="Ghi theo giấy chứng nhận, ví dụ: 4/4."
    )

    general_education = TermField(KIND.GENERAL_EDUCATION, "trình độ giáo dục phổ thông", null=True, blank=True)
    academic_title = TermField(KIND.ACADEMIC_TITLE, "học hàm", null=True, blank=True)
    academic_title_year = models.PositiveSmallIntegerField("năm phong học hàm", null=True, blank=True)
    state_honour = TermField(KIND.STATE_HONOUR, "danh hiệu nhà nước phong tặng", null=True, blank=True)
    state_honour_year = models.PositiveSmallIntegerField("năm phong tặng", null=True, blank=True)

    past_arrest = SealedField(
        "bị bắt, bị tù",
        max_length=2000,
        blank=True,
        lines=True,
        help_text="Thời gian, địa điểm, đã khai báo cho ai, những vấn đề gì (mục 34.1).",
    )
    income_salary = SealedField("thu nhập từ lương hằng năm", max_length=100, blank=True)
    income_other = SealedField("nguồn thu nhập khác", max_length=200, blank=True)
    house_granted = SealedField("nhà ở được cấp, được thuê", max_length=300, blank=True, help_text=_HOUSE)
    house_bought = SealedField("nhà ở tự mua, tự xây", max_length=300, blank=True, help_text=_HOUSE)
    land_granted = SealedField("đất ở được cấp", max_length=300, blank=True, help_text=_LAND)
    land_bought = SealedField("đất ở tự mua", max_length=300, blank=True, help_text=_LAND)
    land_business = SealedField("đất sản xuất, kinh doanh", max_length=300, blank=True, help_text=_LAND)

    is_confidential = models.BooleanField(
        "hồ sơ mật", default=False, help_text="Chỉ tài khoản có quyền xem hồ sơ mật mới mở được."
    )
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
            models.Index(fields=["now_unit"], condition=models.Q(is_confidential=True), name="dossier_confidential"),
            models.Index(fields=["now_next_raise_on"], condition=SERVING, name="dossier_serving_raise"),
            models.Index(fields=["now_over_frame_on"], condition=SERVING, name="dossier_serving_over_frame"),
            models.Index(fields=["now_retires_on"], condition=SERVING, name="dossier_serving_retires"),
            models.Index(fields=["now_rotates_on"], condition=SERVING, name="dossier_serving_rotates"),
        ]

    def __str__(self):
        return f"{self.full_name} ({self.code})"

    def save(self, *args, **kwargs):
        self.set_derived()
        super().save(*args, **kwargs)

    def set_derived(self) -> None:
        """Fill sort key, search text and the index of the citizen number; bulk paths call it before they write."""
        self.sort_key = name_sort_key(self.full_name)[:SORT_KEY_LENGTH]
        self.search_text = search_words(self.full_name, self.other_names, self.code)
        self.citizen_index = ring().index(self.citizen_id, "citizen_id") if self.citizen_id else None

    def clean(self):
        self.full_name = squeeze(self.full_name)
        if self.full_name and not any(ch.isalpha() for ch in self.full_name):
            raise ValidationError({"full_name": "Họ tên phải có chữ cái."})
        if self.birth_date and self.birth_date.first_day > timezone.localdate():
            raise ValidationError({"birth_date": "Ngày sinh không được sau hôm nay."})
        if self.citizen_id and Dossier.objects.with_citizen_id(self.citizen_id).exclude(pk=self.pk).exists():
            raise ValidationError({"citizen_id": "Số định danh cá nhân này đã có trong một hồ sơ khác."})

    def is_party_member(self, day) -> bool:
        """Whether the person had joined the Party by `day`; an announced day is not yet a membership."""
        return self.party_joined_on is not None and self.party_joined_on.first_day <= day

    @property
    def serves_in_id(self) -> int | None:
        """Id of the unit where the person serves, whoever keeps the dossier."""
        return self.now_employer_id or self.now_unit_id

    @property
    def serves_in(self) -> Unit | None:
        """That unit; one query where it was not read along."""
        return self.now_employer if self.now_employer_id else self.now_unit

    @property
    def status_words(self) -> str:
        """Tình trạng: why the person does not serve, or is away; else whether they serve. One query where unknown."""
        return self.now_state.name if self.now_state_id else self.get_now_status_display()

    @property
    def holds_leading_position(self) -> bool:
        return self.now_leading

    @property
    def is_civil_servant(self) -> bool:
        return self.subject == self.Subject.CIVIL_SERVANT

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
