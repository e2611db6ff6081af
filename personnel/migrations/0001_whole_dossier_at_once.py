"""A new installation makes the whole dossier at once; one that began earlier goes the steps that it replaces."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import accounts.models.grant
import personnel.models.health
import personnel.models.import_run
import qlcb.fields
import qlcb.identifiers
from qlcb.migration_steps import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("personnel", "0001_initial"),
        ("personnel", "0002_whole_dossier"),
        ("personnel", "0003_seal_numbers"),
        ("personnel", "0004_drop_open_numbers"),
        ("personnel", "0005_import_kind"),
        ("personnel", "0006_find_confidential"),
        ("personnel", "0007_initiative"),
        ("personnel", "0008_seal_check_notes"),
        ("personnel", "0009_drop_open_check_notes"),
        ("personnel", "0010_outside_decisions"),
        ("personnel", "0011_delegations"),
        ("personnel", "0012_decentralisation"),
        ("personnel", "0013_exports"),
        ("personnel", "0014_leaving"),
        ("personnel", "0015_raise_law"),
        ("personnel", "0016_drafts"),
        ("personnel", "0017_transfers"),
        ("personnel", "0018_reorganisation"),
        ("personnel", "0019_rounds"),
        ("personnel", "0020_deadlines"),
        ("personnel", "0021_decision_results"),
        ("personnel", "0022_kept_by"),
        ("personnel", "0023_postponement"),
        ("personnel", "0024_personal_accounts"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0011_roles_and_quotas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("orgunits", "0003_succession"),
        ("qlcb", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="BaseSalary",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("amount", models.PositiveIntegerField(verbose_name="mức lương cơ sở (đồng)")),
                    ],
                    options={
                        "verbose_name": "mức lương cơ sở",
                        "verbose_name_plural": "mức lương cơ sở",
                        "ordering": ["valid_from"],
                        "abstract": False,
                        "constraints": [models.UniqueConstraint(fields=("valid_from",), name="basesalary_from")],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        (
                            "number",
                            models.CharField(
                                help_text="Ví dụ: 214/QĐ-HQĐNg", max_length=60, verbose_name="số quyết định"
                            ),
                        ),
                        ("signed_on", models.DateField(verbose_name="ngày ký")),
                        ("effective_on", models.DateField(verbose_name="ngày có hiệu lực")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("salary", "Nâng bậc, xếp lương"),
                                    ("posting", "Điều động, phân công công tác"),
                                    ("appointment", "Bổ nhiệm, bổ nhiệm lại"),
                                    ("recruitment", "Tuyển dụng"),
                                    ("training", "Cử đi đào tạo, công nhận văn bằng"),
                                    ("other", "Khác"),
                                ],
                                default="other",
                                max_length=20,
                                verbose_name="loại quyết định",
                            ),
                        ),
                        ("signer", models.CharField(blank=True, max_length=150, verbose_name="người ký")),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="trích yếu")),
                        (
                            "authority",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="orgunits.unit",
                                verbose_name="cơ quan ban hành",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quyết định",
                        "verbose_name_plural": "quyết định",
                        "ordering": ["-signed_on", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("number", "signed_on", "authority"),
                                name="decision_number_day_of_authority",
                                violation_error_message="Quyết định số này, ký ngày này của cơ quan này đã được nhập.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecreedDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("day", models.DateField(verbose_name="ngày")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("off", "Ngày nghỉ"), ("working", "Ngày làm việc")],
                                default="off",
                                max_length=10,
                                verbose_name="loại",
                            ),
                        ),
                        ("yearly", models.BooleanField(default=False, verbose_name="lặp lại hằng năm")),
                    ],
                    options={
                        "verbose_name": "ngày nghỉ, ngày làm bù",
                        "verbose_name_plural": "lịch làm việc",
                        "ordering": ["-day"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("day",),
                                name="decreedday_day",
                                violation_error_message="Ngày này đã có trong lịch làm việc.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dossier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        (
                            "now_leading",
                            models.BooleanField(default=False, editable=False, verbose_name="giữ chức vụ lãnh đạo"),
                        ),
                        (
                            "now_group",
                            models.CharField(blank=True, editable=False, max_length=20, verbose_name="nhóm lương"),
                        ),
                        ("now_step", models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="bậc")),
                        (
                            "now_coefficient",
                            models.DecimalField(
                                decimal_places=2, editable=False, max_digits=5, null=True, verbose_name="hệ số"
                            ),
                        ),
                        ("now_salary_from", models.DateField(editable=False, null=True, verbose_name="ngày hưởng")),
                        (
                            "now_next_raise_on",
                            models.DateField(editable=False, null=True, verbose_name="nâng bậc kế tiếp"),
                        ),
                        ("now_retires_on", models.DateField(editable=False, null=True, verbose_name="nghỉ hưu")),
                        (
                            "now_status",
                            models.CharField(
                                choices=[
                                    ("serving", "Đang công tác"),
                                    ("left", "Đã thôi công tác"),
                                    ("expected", "Chưa nhận công tác"),
                                ],
                                default="expected",
                                editable=False,
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "now_complete",
                            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="mức đầy đủ (%)"),
                        ),
                        (
                            "code",
                            models.CharField(
                                error_messages={"unique": "Số hiệu này đã có hồ sơ."},
                                max_length=20,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9A-Z]+(-[0-9A-Z]+)*$", "Số hiệu chỉ gồm chữ in hoa, số và dấu gạch nối."
                                    )
                                ],
                                verbose_name="số hiệu",
                            ),
                        ),
                        ("full_name", models.CharField(max_length=150, verbose_name="họ và tên khai sinh")),
                        ("other_names", models.CharField(blank=True, max_length=200, verbose_name="tên gọi khác")),
                        (
                            "sex",
                            models.CharField(
                                choices=[("M", "Nam"), ("F", "Nữ")], max_length=1, verbose_name="giới tính"
                            ),
                        ),
                        ("birth_date", qlcb.fields.PartialDateField(verbose_name="ngày sinh")),
                        (
                            "birth_place",
                            models.CharField(blank=True, max_length=300, verbose_name="nơi sinh (ghi theo giấy tờ)"),
                        ),
                        (
                            "home_town",
                            models.CharField(blank=True, max_length=300, verbose_name="quê quán (ghi theo giấy tờ)"),
                        ),
                        (
                            "permanent_residence",
                            models.CharField(
                                blank=True,
                                help_text="Số nhà, đường, thôn; tỉnh, xã chọn ở bên.",
                                max_length=300,
                                verbose_name="nơi đăng ký thường trú",
                            ),
                        ),
                        ("residence", models.CharField(blank=True, max_length=300, verbose_name="nơi ở hiện nay")),
                        (
                            "citizen_id",
                            qlcb.fields.SealedField(
                                blank=True,
                                half_shown=True,
                                max_length=12,
                                null=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9]{12}$", "Số định danh cá nhân gồm đúng 12 chữ số."
                                    )
                                ],
                                verbose_name="số định danh cá nhân/CCCD",
                            ),
                        ),
                        ("citizen_index", models.CharField(editable=False, max_length=32, null=True, unique=True)),
                        ("citizen_id_issued_on", models.DateField(blank=True, null=True, verbose_name="ngày cấp")),
                        ("citizen_id_issued_by", models.CharField(blank=True, max_length=200, verbose_name="nơi cấp")),
                        (
                            "phone",
                            qlcb.fields.SealedField(
                                blank=True,
                                half_shown=True,
                                max_length=20,
                                null=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\+?[0-9][0-9 .]{7,17}$", "Số điện thoại gồm 8 đến 15 chữ số."
                                    )
                                ],
                                verbose_name="điện thoại liên hệ",
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                        (
                            "tax_code",
                            qlcb.fields.SealedField(
                                blank=True,
                                half_shown=True,
                                max_length=12,
                                null=True,
                                validators=[qlcb.identifiers.tax_code],
                                verbose_name="mã số thuế cá nhân",
                            ),
                        ),
                        (
                            "insurance_number",
                            qlcb.fields.SealedField(
                                blank=True,
                                half_shown=True,
                                max_length=12,
                                null=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^([0-9]{10}|[0-9]{12})$",
                                        "Số BHXH gồm 10 chữ số, hoặc là số định danh cá nhân 12 chữ số.",
                                    )
                                ],
                                verbose_name="số BHXH",
                            ),
                        ),
                        (
                            "health_card",
                            qlcb.fields.SealedField(
                                blank=True,
                                half_shown=True,
                                max_length=15,
                                null=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^([A-Z]{2}[0-9]{13}|[0-9]{10}|[0-9]{12})$",
                                        "Số thẻ BHYT gồm 15 ký tự (2 chữ, 13 số), hoặc 10, 12 chữ số.",
                                    )
                                ],
                                verbose_name="số thẻ BHYT",
                            ),
                        ),
                        (
                            "bank_account",
                            qlcb.fields.SealedField(
                                blank=True,
                                half_shown=True,
                                max_length=20,
                                null=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9A-Z]{6,20}$",
                                        "Số tài khoản gồm 6 đến 20 chữ số hoặc chữ in hoa, viết liền.",
                                    )
                                ],
                                verbose_name="số tài khoản",
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(
                                choices=[
                                    ("official", "Cán bộ"),
                                    ("civil_servant", "Công chức"),
                                    ("public_employee", "Viên chức"),
                                    ("contract", "Người lao động hợp đồng"),
                                ],
                                default="civil_servant",
                                max_length=20,
                                verbose_name="đối tượng",
                            ),
                        ),
                        (
                            "occupation_before",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="nghề nghiệp trước khi được tuyển dụng"
                            ),
                        ),
                        (
                            "recruited_on",
                            qlcb.fields.PartialDateField(
                                blank=True, null=True, verbose_name="ngày được tuyển dụng lần đầu"
                            ),
                        ),
                        (
                            "recruited_by",
                            models.CharField(blank=True, max_length=200, verbose_name="cơ quan tuyển dụng"),
                        ),
                        (
                            "joined_service_on",
                            qlcb.fields.PartialDateField(
                                blank=True, null=True, verbose_name="ngày vào cơ quan hiện đang công tác"
                            ),
                        ),
                        (
                            "main_work",
                            models.CharField(blank=True, max_length=300, verbose_name="công việc chính được giao"),
                        ),
                        ("strengths", models.CharField(blank=True, max_length=300, verbose_name="sở trường công tác")),
                        (
                            "longest_work",
                            models.CharField(blank=True, max_length=300, verbose_name="công việc làm lâu nhất"),
                        ),
                        (
                            "party_joined_on",
                            qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="ngày vào Đảng"),
                        ),
                        (
                            "party_official_on",
                            qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="ngày chính thức"),
                        ),
                        ("party_card", models.CharField(blank=True, max_length=20, verbose_name="số thẻ đảng viên")),
                        (
                            "enlisted_on",
                            qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="ngày nhập ngũ"),
                        ),
                        (
                            "discharged_on",
                            qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="ngày xuất ngũ"),
                        ),
                        (
                            "wounded_grade",
                            models.CharField(
                                blank=True,
                                help_text="Ghi theo giấy chứng nhận, ví dụ: 4/4.",
                                max_length=10,
                                verbose_name="thương binh hạng",
                            ),
                        ),
                        (
                            "academic_title_year",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="năm phong học hàm"),
                        ),
                        (
                            "state_honour_year",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="năm phong tặng"),
                        ),
                        (
                            "past_arrest",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Thời gian, địa điểm, đã khai báo cho ai, những vấn đề gì (mục 34.1).",
                                lines=True,
                                max_length=2000,
                                null=True,
                                verbose_name="bị bắt, bị tù",
                            ),
                        ),
                        (
                            "income_salary",
                            qlcb.fields.SealedField(
                                blank=True, max_length=100, null=True, verbose_name="thu nhập từ lương hằng năm"
                            ),
                        ),
                        (
                            "income_other",
                            qlcb.fields.SealedField(
                                blank=True, max_length=200, null=True, verbose_name="nguồn thu nhập khác"
                            ),
                        ),
                        (
                            "house_granted",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Loại nhà, diện tích (m²), giấy chứng nhận.",
                                max_length=300,
                                null=True,
                                verbose_name="nhà ở được cấp, được thuê",
                            ),
                        ),
                        (
                            "house_bought",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Loại nhà, diện tích (m²), giấy chứng nhận.",
                                max_length=300,
                                null=True,
                                verbose_name="nhà ở tự mua, tự xây",
                            ),
                        ),
                        (
                            "land_granted",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Diện tích (m²), giấy chứng nhận.",
                                max_length=300,
                                null=True,
                                verbose_name="đất ở được cấp",
                            ),
                        ),
                        (
                            "land_bought",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Diện tích (m²), giấy chứng nhận.",
                                max_length=300,
                                null=True,
                                verbose_name="đất ở tự mua",
                            ),
                        ),
                        (
                            "land_business",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Diện tích (m²), giấy chứng nhận.",
                                max_length=300,
                                null=True,
                                verbose_name="đất sản xuất, kinh doanh",
                            ),
                        ),
                        (
                            "is_confidential",
                            models.BooleanField(
                                default=False,
                                help_text="Chỉ tài khoản có quyền xem hồ sơ mật mới mở được.",
                                verbose_name="hồ sơ mật",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                        ("sort_key", models.CharField(db_collation="C", editable=False, max_length=400)),
                        ("search_text", models.CharField(editable=False, max_length=400)),
                        (
                            "search",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.contrib.postgres.search.SearchVector("search_text", config="simple"),
                                output_field=django.contrib.postgres.search.SearchVectorField(),
                            ),
                        ),
                        (
                            "now_unit",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="orgunits.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hồ sơ",
                        "verbose_name_plural": "hồ sơ",
                        "ordering": ["sort_key", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Assessment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("assessed_on", qlcb.fields.PartialDateField(not_future=True, verbose_name="ngày nhận xét")),
                        (
                            "author",
                            models.CharField(blank=True, max_length=200, verbose_name="cơ quan, người nhận xét"),
                        ),
                        ("content", models.TextField(max_length=4000, verbose_name="nội dung nhận xét")),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nhận xét, đánh giá",
                        "verbose_name_plural": "nhận xét, đánh giá",
                        "ordering": ["-assessed_on", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Acknowledgement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("rule", models.CharField(max_length=40, verbose_name="quy tắc")),
                        ("place", models.CharField(max_length=40, verbose_name="mục")),
                        ("row_id", models.BigIntegerField(blank=True, null=True, verbose_name="dòng")),
                        ("fingerprint", models.CharField(max_length=32, verbose_name="dấu")),
                        ("words", models.CharField(max_length=400, verbose_name="nội dung")),
                        ("because", models.CharField(max_length=300, verbose_name="lý do giữ nguyên")),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acknowledgements",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "điểm đã xem xét",
                        "verbose_name_plural": "điểm đã xem xét",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="EthnicGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("is_minority", models.BooleanField(default=True, verbose_name="dân tộc thiểu số")),
                    ],
                    options={
                        "verbose_name": "dân tộc",
                        "verbose_name_plural": "dân tộc",
                        "ordering": ["order", "code"],
                        "abstract": False,
                        "constraints": [models.UniqueConstraint(fields=("code",), name="ethnicgroup_code")],
                    },
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="ethnic_group",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="personnel.ethnicgroup",
                        verbose_name="dân tộc",
                    ),
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rule", models.CharField(max_length=40, verbose_name="quy tắc")),
                        (
                            "severity",
                            models.CharField(
                                choices=[("error", "Mâu thuẫn"), ("warning", "Cần xem lại")],
                                max_length=10,
                                verbose_name="mức",
                            ),
                        ),
                        ("place", models.CharField(max_length=40, verbose_name="mục")),
                        ("row_id", models.BigIntegerField(null=True, verbose_name="dòng")),
                        ("words", models.CharField(max_length=400, verbose_name="nội dung")),
                        ("fingerprint", models.CharField(max_length=32)),
                        ("is_open", models.BooleanField(default=True, verbose_name="chưa xử lý")),
                        ("found_at", models.DateTimeField(auto_now_add=True, verbose_name="phát hiện lúc")),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="findings",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "điểm cần xem lại",
                        "verbose_name_plural": "điểm cần xem lại",
                        "ordering": ["severity", "place", "rule", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("is_open", True)), fields=["rule", "dossier"], name="finding_open"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dossier", "rule", "place", "row_id"), name="finding_once", nulls_distinct=False
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAcknowledgement",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("rule", models.CharField(max_length=40, verbose_name="quy tắc")),
                        ("place", models.CharField(max_length=40, verbose_name="mục")),
                        ("row_id", models.BigIntegerField(blank=True, null=True, verbose_name="dòng")),
                        ("fingerprint", models.CharField(max_length=32, verbose_name="dấu")),
                        ("words", models.CharField(max_length=400, verbose_name="nội dung")),
                        ("because", models.CharField(max_length=300, verbose_name="lý do giữ nguyên")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical điểm đã xem xét",
                        "verbose_name_plural": "historical điểm đã xem xét",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_548163_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAssessment",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("assessed_on", qlcb.fields.PartialDateField(not_future=True, verbose_name="ngày nhận xét")),
                        (
                            "author",
                            models.CharField(blank=True, max_length=200, verbose_name="cơ quan, người nhận xét"),
                        ),
                        ("content", models.TextField(max_length=4000, verbose_name="nội dung nhận xét")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical nhận xét, đánh giá",
                        "verbose_name_plural": "historical nhận xét, đánh giá",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_66fb26_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalBaseSalary",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("amount", models.PositiveIntegerField(verbose_name="mức lương cơ sở (đồng)")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical mức lương cơ sở",
                        "verbose_name_plural": "historical mức lương cơ sở",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_a61df7_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDecision",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        (
                            "number",
                            models.CharField(
                                help_text="Ví dụ: 214/QĐ-HQĐNg", max_length=60, verbose_name="số quyết định"
                            ),
                        ),
                        ("signed_on", models.DateField(verbose_name="ngày ký")),
                        ("effective_on", models.DateField(verbose_name="ngày có hiệu lực")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("salary", "Nâng bậc, xếp lương"),
                                    ("posting", "Điều động, phân công công tác"),
                                    ("appointment", "Bổ nhiệm, bổ nhiệm lại"),
                                    ("recruitment", "Tuyển dụng"),
                                    ("training", "Cử đi đào tạo, công nhận văn bằng"),
                                    ("other", "Khác"),
                                ],
                                default="other",
                                max_length=20,
                                verbose_name="loại quyết định",
                            ),
                        ),
                        ("signer", models.CharField(blank=True, max_length=150, verbose_name="người ký")),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="trích yếu")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "authority",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="cơ quan ban hành",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical quyết định",
                        "verbose_name_plural": "historical quyết định",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_e47c0c_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDecreedDay",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("day", models.DateField(verbose_name="ngày")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("off", "Ngày nghỉ"), ("working", "Ngày làm việc")],
                                default="off",
                                max_length=10,
                                verbose_name="loại",
                            ),
                        ),
                        ("yearly", models.BooleanField(default=False, verbose_name="lặp lại hằng năm")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical ngày nghỉ, ngày làm bù",
                        "verbose_name_plural": "historical lịch làm việc",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_afd1bb_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEthnicGroup",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("is_minority", models.BooleanField(default=True, verbose_name="dân tộc thiểu số")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical dân tộc",
                        "verbose_name_plural": "historical dân tộc",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_990894_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalInitiative",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1945)],
                                verbose_name="năm công nhận",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="tên sáng kiến, đề tài")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("unit", "Cấp cơ sở"),
                                    ("ministry", "Cấp bộ, ngành, tỉnh"),
                                    ("state", "Cấp Nhà nước"),
                                ],
                                default="unit",
                                max_length=10,
                                verbose_name="cấp công nhận",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                blank=True,
                                help_text="Ví dụ: tác giả, đồng tác giả, thư ký.",
                                max_length=100,
                                verbose_name="vai trò",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical sáng kiến, đề tài",
                        "verbose_name_plural": "historical sáng kiến, đề tài",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_ffbcb1_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLanguage",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("is_ethnic", models.BooleanField(default=False, verbose_name="tiếng dân tộc")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical ngôn ngữ",
                        "verbose_name_plural": "historical ngôn ngữ",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_b4476e_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalOldRegimeService",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("begins_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="từ")),
                        ("ends_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="đến")),
                        (
                            "content",
                            qlcb.fields.SealedField(
                                lines=True,
                                max_length=500,
                                null=True,
                                verbose_name="chức danh, chức vụ, đơn vị, địa điểm",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical làm việc cho chế độ cũ",
                        "verbose_name_plural": "historical làm việc cho chế độ cũ",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_ec02e4_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPaperCheck",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("place", models.CharField(editable=False, max_length=40, verbose_name="mục")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("same", "Khớp hồ sơ giấy"),
                                    ("different", "Có sai lệch"),
                                    ("no_paper", "Thiếu giấy tờ để đối chiếu"),
                                ],
                                max_length=20,
                                verbose_name="kết quả",
                            ),
                        ),
                        ("checked_on", models.DateField(verbose_name="ngày đối chiếu")),
                        ("checked_by", models.CharField(max_length=200, verbose_name="người đối chiếu")),
                        ("fingerprint", models.CharField(editable=False, max_length=32, verbose_name="dấu")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "note",
                            qlcb.fields.SealedField(
                                blank=True, max_length=300, null=True, verbose_name="nội dung sai lệch, giấy tờ thiếu"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical đối chiếu hồ sơ giấy",
                        "verbose_name_plural": "historical đối chiếu hồ sơ giấy",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_34324e_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPosition",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("is_leading", models.BooleanField(default=True, verbose_name="chức vụ lãnh đạo, quản lý")),
                        (
                            "allowance",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=4, null=True, verbose_name="phụ cấp chức vụ"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical chức vụ",
                        "verbose_name_plural": "historical chức vụ",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_3d111b_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPosting",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("first", "Tiếp nhận, tuyển dụng"),
                                    ("move", "Điều động, chuyển đổi vị trí"),
                                    ("rotation", "Luân chuyển"),
                                    ("secondment", "Biệt phái"),
                                ],
                                default="move",
                                max_length=20,
                                verbose_name="hình thức",
                            ),
                        ),
                        ("work", models.CharField(blank=True, max_length=200, verbose_name="công việc được giao")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị công tác",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical quá trình công tác",
                        "verbose_name_plural": "historical quá trình công tác",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_76f548_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalQualification",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("professional", "Chuyên môn"),
                                    ("political", "Lý luận chính trị"),
                                    ("state", "Quản lý nhà nước, nghiệp vụ"),
                                    ("defence", "An ninh quốc phòng"),
                                    ("it", "Tin học"),
                                    ("language", "Ngoại ngữ, tiếng dân tộc"),
                                ],
                                max_length=20,
                                verbose_name="loại",
                            ),
                        ),
                        ("bucket", models.CharField(blank=True, max_length=30, verbose_name="cột thống kê")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical trình độ",
                        "verbose_name_plural": "historical trình độ",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_c239e5_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRank",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("family", models.CharField(blank=True, max_length=50, verbose_name="nhóm ngạch")),
                        ("group", models.CharField(max_length=20, verbose_name="nhóm lương")),
                        ("raise_months", models.PositiveSmallIntegerField(verbose_name="tháng giữ bậc")),
                        (
                            "tier",
                            models.CharField(
                                choices=[
                                    ("senior", "Chuyên viên cao cấp và tương đương"),
                                    ("principal", "Chuyên viên chính và tương đương"),
                                    ("officer", "Chuyên viên và tương đương"),
                                    ("assistant", "Cán sự và tương đương"),
                                    ("staff", "Nhân viên"),
                                ],
                                max_length=10,
                                verbose_name="hạng thống kê",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical ngạch",
                        "verbose_name_plural": "historical ngạch",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_ae655c_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReligion",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("is_none", models.BooleanField(default=False, verbose_name="không theo tôn giáo")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical tôn giáo",
                        "verbose_name_plural": "historical tôn giáo",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_9aedb0_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRetirementAge",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "sex",
                            models.CharField(
                                choices=[("M", "Nam"), ("F", "Nữ")], max_length=1, verbose_name="giới tính"
                            ),
                        ),
                        (
                            "annex",
                            models.CharField(
                                choices=[("I", "Điều kiện bình thường"), ("II", "Nghỉ hưu ở tuổi thấp hơn")],
                                default="I",
                                max_length=2,
                                verbose_name="phụ lục",
                            ),
                        ),
                        ("years", models.PositiveSmallIntegerField(verbose_name="tuổi")),
                        ("months", models.PositiveSmallIntegerField(verbose_name="tháng")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical tuổi nghỉ hưu",
                        "verbose_name_plural": "historical tuổi nghỉ hưu",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_7cb453_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSalaryStep",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("step", models.PositiveSmallIntegerField(verbose_name="bậc")),
                        ("coefficient", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="hệ số")),
                        ("raise_months", models.PositiveSmallIntegerField(verbose_name="tháng giữ bậc")),
                        (
                            "over_frame_months",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="tháng đến vượt khung"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical bậc lương",
                        "verbose_name_plural": "historical bảng lương",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_0eb8f1_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ImportRun",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("list", "Danh sách trích ngang"), ("sections", "Các mục của hồ sơ")],
                                default="list",
                                max_length=10,
                                verbose_name="loại",
                            ),
                        ),
                        (
                            "file",
                            models.FileField(upload_to=personnel.models.import_run.import_path, verbose_name="tệp"),
                        ),
                        ("file_name", models.CharField(max_length=200, verbose_name="tên tệp")),
                        ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "Đang chờ kiểm tra"),
                                    ("examining", "Đang kiểm tra"),
                                    ("ready", "Chờ xác nhận"),
                                    ("confirmed", "Chờ ghi"),
                                    ("writing", "Đang ghi"),
                                    ("done", "Đã ghi"),
                                    ("failed", "Không thực hiện được"),
                                    ("cancelled", "Đã hủy"),
                                ],
                                default="waiting",
                                max_length=12,
                                verbose_name="trạng thái",
                            ),
                        ),
                        ("mapping", models.JSONField(blank=True, default=dict, verbose_name="ghép cột")),
                        ("result", models.JSONField(blank=True, default=dict, verbose_name="kết quả")),
                        ("rows_done", models.PositiveIntegerField(default=0, verbose_name="số dòng đã xử lý")),
                        ("rows_total", models.PositiveIntegerField(default=0, verbose_name="tổng số dòng")),
                        ("message", models.TextField(blank=True, verbose_name="thông báo")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                        ("changed_at", models.DateTimeField(auto_now=True, verbose_name="cập nhật lúc")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị của danh sách",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lần nhập từ tệp",
                        "verbose_name_plural": "các lần nhập từ tệp",
                        "ordering": ["-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Initiative",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1945)],
                                verbose_name="năm công nhận",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="tên sáng kiến, đề tài")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("unit", "Cấp cơ sở"),
                                    ("ministry", "Cấp bộ, ngành, tỉnh"),
                                    ("state", "Cấp Nhà nước"),
                                ],
                                default="unit",
                                max_length=10,
                                verbose_name="cấp công nhận",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                blank=True,
                                help_text="Ví dụ: tác giả, đồng tác giả, thư ký.",
                                max_length=100,
                                verbose_name="vai trò",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sáng kiến, đề tài",
                        "verbose_name_plural": "sáng kiến, đề tài",
                        "ordering": ["-year", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Language",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("is_ethnic", models.BooleanField(default=False, verbose_name="tiếng dân tộc")),
                    ],
                    options={
                        "verbose_name": "ngôn ngữ",
                        "verbose_name_plural": "ngôn ngữ",
                        "ordering": ["order", "code"],
                        "abstract": False,
                        "constraints": [models.UniqueConstraint(fields=("code",), name="language_code")],
                    },
                ),
                migrations.CreateModel(
                    name="OldRegimeService",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("begins_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="từ")),
                        ("ends_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="đến")),
                        (
                            "content",
                            qlcb.fields.SealedField(
                                lines=True,
                                max_length=500,
                                null=True,
                                verbose_name="chức danh, chức vụ, đơn vị, địa điểm",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "làm việc cho chế độ cũ",
                        "verbose_name_plural": "làm việc cho chế độ cũ",
                        "ordering": [models.OrderBy(models.F("begins_on"), nulls_last=True), "id"],
                    },
                ),
                migrations.CreateModel(
                    name="PaperCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("place", models.CharField(editable=False, max_length=40, verbose_name="mục")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("same", "Khớp hồ sơ giấy"),
                                    ("different", "Có sai lệch"),
                                    ("no_paper", "Thiếu giấy tờ để đối chiếu"),
                                ],
                                max_length=20,
                                verbose_name="kết quả",
                            ),
                        ),
                        ("checked_on", models.DateField(verbose_name="ngày đối chiếu")),
                        ("checked_by", models.CharField(max_length=200, verbose_name="người đối chiếu")),
                        ("fingerprint", models.CharField(editable=False, max_length=32, verbose_name="dấu")),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper_checks",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "note",
                            qlcb.fields.SealedField(
                                blank=True, max_length=300, null=True, verbose_name="nội dung sai lệch, giấy tờ thiếu"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "đối chiếu hồ sơ giấy",
                        "verbose_name_plural": "đối chiếu hồ sơ giấy",
                        "ordering": ["-id"],
                        "indexes": [models.Index(fields=["dossier", "place", "-id"], name="papercheck_place")],
                    },
                ),
                migrations.CreateModel(
                    name="Place",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("province", "Tỉnh, thành phố"),
                                    ("district", "Quận, huyện"),
                                    ("commune", "Xã, phường"),
                                ],
                                default="province",
                                max_length=10,
                                verbose_name="cấp",
                            ),
                        ),
                        (
                            "citizen_code",
                            models.CharField(blank=True, max_length=3, verbose_name="mã trong số định danh"),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="personnel.place",
                                verbose_name="thuộc",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predecessors",
                                to="personnel.place",
                                verbose_name="nay thuộc",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "địa danh",
                        "verbose_name_plural": "địa danh",
                        "ordering": ["order", "code"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "valid_from"),
                                name="place_code_from",
                                nulls_distinct=False,
                                violation_error_message="Mã địa danh này từ ngày này đã có.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPlace",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("province", "Tỉnh, thành phố"),
                                    ("district", "Quận, huyện"),
                                    ("commune", "Xã, phường"),
                                ],
                                default="province",
                                max_length=10,
                                verbose_name="cấp",
                            ),
                        ),
                        (
                            "citizen_code",
                            models.CharField(blank=True, max_length=3, verbose_name="mã trong số định danh"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.place",
                                verbose_name="thuộc",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.place",
                                verbose_name="nay thuộc",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical địa danh",
                        "verbose_name_plural": "historical địa danh",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_32174f_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="birth_area",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.place",
                        verbose_name="nơi sinh: tỉnh, xã",
                    ),
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="home_area",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.place",
                        verbose_name="quê quán: tỉnh, xã",
                    ),
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="permanent_area",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.place",
                        verbose_name="thường trú: tỉnh, xã",
                    ),
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="residence_area",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.place",
                        verbose_name="nơi ở: tỉnh, xã",
                    ),
                ),
                migrations.CreateModel(
                    name="Position",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("is_leading", models.BooleanField(default=True, verbose_name="chức vụ lãnh đạo, quản lý")),
                        (
                            "allowance",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=4, null=True, verbose_name="phụ cấp chức vụ"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "chức vụ",
                        "verbose_name_plural": "chức vụ",
                        "ordering": ["order", "code"],
                        "abstract": False,
                        "constraints": [models.UniqueConstraint(fields=("code",), name="position_code")],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAppointment",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("is_main", models.BooleanField(default=True, verbose_name="chức vụ chính")),
                        ("term_ends_on", models.DateField(blank=True, null=True, verbose_name="hết hạn bổ nhiệm")),
                        (
                            "allowance",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Hệ số, ví dụ 0,40.",
                                max_digits=4,
                                null=True,
                                verbose_name="phụ cấp chức vụ",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="tại đơn vị",
                            ),
                        ),
                        (
                            "position",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.position",
                                verbose_name="chức vụ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical bổ nhiệm",
                        "verbose_name_plural": "historical bổ nhiệm",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_df8ef8_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="now_position",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.position",
                        verbose_name="chức vụ",
                    ),
                ),
                migrations.CreateModel(
                    name="Appointment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("is_main", models.BooleanField(default=True, verbose_name="chức vụ chính")),
                        ("term_ends_on", models.DateField(blank=True, null=True, verbose_name="hết hạn bổ nhiệm")),
                        (
                            "allowance",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Hệ số, ví dụ 0,40.",
                                max_digits=4,
                                null=True,
                                verbose_name="phụ cấp chức vụ",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="tại đơn vị",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "position",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.position",
                                verbose_name="chức vụ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bổ nhiệm",
                        "verbose_name_plural": "bổ nhiệm",
                        "ordering": ["-valid_from", "-id"],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("is_main", True)),
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("dossier"),
                                            models.F("dossier"),
                                            models.Value("[]"),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.Func(
                                                models.F("valid_from"),
                                                function="lower",
                                                output_field=models.DateField(),
                                            ),
                                            models.F("valid_to"),
                                            models.Value("[]"),
                                            function="daterange",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="appointment_one_main",
                                violation_error_message="Trong thời gian này người này đã giữ một chức vụ chính khác.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    (
                                        "valid_to__gte",
                                        models.Func(
                                            models.F("valid_from"), function="lower", output_field=models.DateField()
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="appointment_period",
                                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Posting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("first", "Tiếp nhận, tuyển dụng"),
                                    ("move", "Điều động, chuyển đổi vị trí"),
                                    ("rotation", "Luân chuyển"),
                                    ("secondment", "Biệt phái"),
                                ],
                                default="move",
                                max_length=20,
                                verbose_name="hình thức",
                            ),
                        ),
                        ("work", models.CharField(blank=True, max_length=200, verbose_name="công việc được giao")),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="orgunits.unit",
                                verbose_name="đơn vị công tác",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quá trình công tác",
                        "verbose_name_plural": "quá trình công tác",
                        "ordering": ["-valid_from", "-id"],
                        "indexes": [models.Index(fields=["unit", "valid_to"], name="posting_unit_to")],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("dossier"),
                                            models.F("dossier"),
                                            models.Value("[]"),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.Func(
                                                models.F("valid_from"),
                                                function="lower",
                                                output_field=models.DateField(),
                                            ),
                                            models.F("valid_to"),
                                            models.Value("[]"),
                                            function="daterange",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="posting_one_at_a_time",
                                violation_error_message="Trong thời gian này người này đã công tác tại một đơn vị khác.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    (
                                        "valid_to__gte",
                                        models.Func(
                                            models.F("valid_from"), function="lower", output_field=models.DateField()
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="posting_period",
                                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Qualification",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("professional", "Chuyên môn"),
                                    ("political", "Lý luận chính trị"),
                                    ("state", "Quản lý nhà nước, nghiệp vụ"),
                                    ("defence", "An ninh quốc phòng"),
                                    ("it", "Tin học"),
                                    ("language", "Ngoại ngữ, tiếng dân tộc"),
                                ],
                                max_length=20,
                                verbose_name="loại",
                            ),
                        ),
                        ("bucket", models.CharField(blank=True, max_length=30, verbose_name="cột thống kê")),
                    ],
                    options={
                        "verbose_name": "trình độ",
                        "verbose_name_plural": "trình độ",
                        "ordering": ["kind", "-order", "code"],
                        "abstract": False,
                        "constraints": [models.UniqueConstraint(fields=("kind", "code"), name="qualification_code")],
                    },
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="now_degree",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.qualification",
                        verbose_name="trình độ",
                    ),
                ),
                migrations.CreateModel(
                    name="Rank",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("family", models.CharField(blank=True, max_length=50, verbose_name="nhóm ngạch")),
                        ("group", models.CharField(max_length=20, verbose_name="nhóm lương")),
                        ("raise_months", models.PositiveSmallIntegerField(verbose_name="tháng giữ bậc")),
                        (
                            "tier",
                            models.CharField(
                                choices=[
                                    ("senior", "Chuyên viên cao cấp và tương đương"),
                                    ("principal", "Chuyên viên chính và tương đương"),
                                    ("officer", "Chuyên viên và tương đương"),
                                    ("assistant", "Cán sự và tương đương"),
                                    ("staff", "Nhân viên"),
                                ],
                                max_length=10,
                                verbose_name="hạng thống kê",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ngạch",
                        "verbose_name_plural": "ngạch",
                        "ordering": ["order", "code", "valid_from"],
                        "abstract": False,
                        "constraints": [models.UniqueConstraint(fields=("code", "valid_from"), name="rank_code_from")],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSalary",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("group", models.CharField(editable=False, max_length=20, verbose_name="nhóm lương")),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="bậc"
                            ),
                        ),
                        ("coefficient", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="hệ số")),
                        ("over_frame", models.PositiveSmallIntegerField(default=0, verbose_name="vượt khung (%)")),
                        ("pay_percent", models.PositiveSmallIntegerField(default=100, verbose_name="phần trăm hưởng")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "rank",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.rank",
                                verbose_name="ngạch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical diễn biến lương",
                        "verbose_name_plural": "historical diễn biến lương",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_10153d_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="now_rank",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.rank",
                        verbose_name="ngạch",
                    ),
                ),
                migrations.CreateModel(
                    name="Religion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("is_none", models.BooleanField(default=False, verbose_name="không theo tôn giáo")),
                    ],
                    options={
                        "verbose_name": "tôn giáo",
                        "verbose_name_plural": "tôn giáo",
                        "ordering": ["order", "code"],
                        "abstract": False,
                        "constraints": [models.UniqueConstraint(fields=("code",), name="religion_code")],
                    },
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="religion",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="personnel.religion",
                        verbose_name="tôn giáo",
                    ),
                ),
                migrations.CreateModel(
                    name="RetirementAge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "sex",
                            models.CharField(
                                choices=[("M", "Nam"), ("F", "Nữ")], max_length=1, verbose_name="giới tính"
                            ),
                        ),
                        (
                            "annex",
                            models.CharField(
                                choices=[("I", "Điều kiện bình thường"), ("II", "Nghỉ hưu ở tuổi thấp hơn")],
                                default="I",
                                max_length=2,
                                verbose_name="phụ lục",
                            ),
                        ),
                        ("years", models.PositiveSmallIntegerField(verbose_name="tuổi")),
                        ("months", models.PositiveSmallIntegerField(verbose_name="tháng")),
                    ],
                    options={
                        "verbose_name": "tuổi nghỉ hưu",
                        "verbose_name_plural": "tuổi nghỉ hưu",
                        "ordering": ["year", "sex", "annex"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "sex", "annex"), name="retirementage_year_sex_annex"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Salary",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("group", models.CharField(editable=False, max_length=20, verbose_name="nhóm lương")),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="bậc"
                            ),
                        ),
                        ("coefficient", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="hệ số")),
                        ("over_frame", models.PositiveSmallIntegerField(default=0, verbose_name="vượt khung (%)")),
                        ("pay_percent", models.PositiveSmallIntegerField(default=100, verbose_name="phần trăm hưởng")),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "rank",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.rank",
                                verbose_name="ngạch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "diễn biến lương",
                        "verbose_name_plural": "diễn biến lương",
                        "ordering": ["-valid_from", "-id"],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("dossier"),
                                            models.F("dossier"),
                                            models.Value("[]"),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.Func(
                                                models.F("valid_from"),
                                                function="lower",
                                                output_field=models.DateField(),
                                            ),
                                            models.F("valid_to"),
                                            models.Value("[]"),
                                            function="daterange",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="salary_one_at_a_time",
                                violation_error_message="Trong thời gian này đã có một bậc lương khác.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    (
                                        "valid_to__gte",
                                        models.Func(
                                            models.F("valid_from"), function="lower", output_field=models.DateField()
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="salary_period",
                                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("over_frame__lte", 100), ("pay_percent__gte", 1), ("pay_percent__lte", 100)
                                ),
                                name="salary_percents",
                                violation_error_message="Phần trăm hưởng từ 1 đến 100, vượt khung từ 0 đến 100.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SalaryStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        ("step", models.PositiveSmallIntegerField(verbose_name="bậc")),
                        ("coefficient", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="hệ số")),
                        ("raise_months", models.PositiveSmallIntegerField(verbose_name="tháng giữ bậc")),
                        (
                            "over_frame_months",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="tháng đến vượt khung"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bậc lương",
                        "verbose_name_plural": "bảng lương",
                        "ordering": ["code", "step"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("code", "step", "valid_from"), name="salarystep_group_step")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Term",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("family_background", "Thành phần gia đình xuất thân"),
                                    ("policy", "Đối tượng chính sách"),
                                    ("general_education", "Trình độ giáo dục phổ thông"),
                                    ("academic_title", "Học hàm"),
                                    ("state_honour", "Danh hiệu nhà nước phong tặng"),
                                    ("military_rank", "Quân hàm"),
                                    ("organisation", "Tổ chức chính trị - xã hội"),
                                    ("party_position", "Chức vụ Đảng"),
                                    ("planning_term", "Giai đoạn quy hoạch"),
                                    ("job_position", "Vị trí việc làm"),
                                    ("allowance", "Loại phụ cấp"),
                                    ("identity_paper", "Loại giấy tờ tùy thân"),
                                    ("health_grade", "Phân loại sức khỏe"),
                                    ("major", "Chuyên ngành đào tạo"),
                                    ("school", "Cơ sở đào tạo"),
                                    ("reward_form", "Hình thức khen thưởng"),
                                    ("emulation_title", "Danh hiệu thi đua"),
                                    ("rating", "Mức xếp loại chất lượng"),
                                    ("discipline_form", "Hình thức kỷ luật"),
                                    ("relation", "Quan hệ gia đình"),
                                    ("declaration_kind", "Loại kê khai tài sản"),
                                    ("country", "Quốc gia, vùng lãnh thổ"),
                                    ("trip_purpose", "Mục đích đi nước ngoài"),
                                    ("contract_kind", "Loại hợp đồng lao động"),
                                    ("insurance_kind", "Chế độ bảo hiểm"),
                                    ("absence_kind", "Loại nghỉ"),
                                    ("paper_kind", "Thành phần hồ sơ"),
                                    ("bank", "Ngân hàng"),
                                ],
                                max_length=30,
                                verbose_name="danh mục",
                            ),
                        ),
                        ("group", models.CharField(blank=True, max_length=30, verbose_name="nhóm")),
                        ("required", models.BooleanField(default=False, verbose_name="bắt buộc có")),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="personnel.term",
                                verbose_name="thuộc",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mục danh mục",
                        "verbose_name_plural": "danh mục dùng chung",
                        "ordering": ["kind", "order", "code", "valid_from"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "code", "valid_from"),
                                name="term_kind_code_from",
                                nulls_distinct=False,
                                violation_error_message="Danh mục này đã có mã này từ ngày này.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Study",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("begins_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="từ")),
                        ("ends_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="đến")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("professional", "Chuyên môn"),
                                    ("political", "Lý luận chính trị"),
                                    ("state", "Quản lý nhà nước, nghiệp vụ"),
                                    ("defence", "An ninh quốc phòng"),
                                    ("it", "Tin học"),
                                    ("language", "Ngoại ngữ, tiếng dân tộc"),
                                ],
                                max_length=20,
                                verbose_name="loại",
                            ),
                        ),
                        (
                            "major",
                            models.CharField(
                                blank=True,
                                help_text="Khi danh mục chưa có, hoặc ghi khác.",
                                max_length=200,
                                verbose_name="chuyên ngành ghi trên văn bằng",
                            ),
                        ),
                        (
                            "school",
                            models.CharField(
                                blank=True,
                                help_text="Khi danh mục chưa có, hoặc ghi khác.",
                                max_length=200,
                                verbose_name="tên cơ sở ghi trên văn bằng",
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("full_time", "Chính quy"),
                                    ("in_service", "Vừa làm vừa học"),
                                    ("distance", "Từ xa"),
                                    ("short", "Bồi dưỡng ngắn hạn"),
                                ],
                                max_length=20,
                                verbose_name="hình thức đào tạo",
                            ),
                        ),
                        (
                            "certificate",
                            models.CharField(blank=True, max_length=200, verbose_name="văn bằng, chứng chỉ"),
                        ),
                        (
                            "score",
                            models.CharField(
                                blank=True, help_text="Ví dụ: IELTS 6.5.", max_length=30, verbose_name="điểm số"
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.language",
                                verbose_name="ngoại ngữ, tiếng dân tộc",
                            ),
                        ),
                        (
                            "level",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.qualification",
                                verbose_name="trình độ",
                            ),
                        ),
                        (
                            "major_listed",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="chuyên ngành",
                            ),
                        ),
                        (
                            "school_listed",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="cơ sở đào tạo",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "đào tạo, bồi dưỡng",
                        "verbose_name_plural": "đào tạo, bồi dưỡng",
                        "ordering": [
                            "kind",
                            models.OrderBy(models.F("ends_on"), descending=True, nulls_last=True),
                            "-id",
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reward",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        (
                            "awarded_on",
                            qlcb.fields.PartialDateField(not_future=True, verbose_name="ngày, năm khen thưởng"),
                        ),
                        ("authority", models.CharField(blank=True, max_length=200, verbose_name="cơ quan khen thưởng")),
                        ("content", models.CharField(blank=True, max_length=300, verbose_name="thành tích")),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "form",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="hình thức khen thưởng",
                            ),
                        ),
                        (
                            "title",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="danh hiệu thi đua",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "khen thưởng",
                        "verbose_name_plural": "khen thưởng",
                        "ordering": ["-awarded_on", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Relative",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("full_name", models.CharField(max_length=150, verbose_name="họ và tên")),
                        ("born_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="năm sinh")),
                        ("is_dead", models.BooleanField(default=False, verbose_name="đã mất")),
                        ("home_town", models.CharField(blank=True, max_length=200, verbose_name="quê quán")),
                        (
                            "occupation",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                verbose_name="nghề nghiệp, chức vụ, đơn vị công tác, học tập",
                            ),
                        ),
                        ("residence", models.CharField(blank=True, max_length=200, verbose_name="nơi ở")),
                        (
                            "organisations",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="thành viên tổ chức chính trị - xã hội"
                            ),
                        ),
                        (
                            "past",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Nếu có.",
                                lines=True,
                                max_length=500,
                                null=True,
                                verbose_name="làm việc cho chế độ cũ, tiền án, tiền sự",
                            ),
                        ),
                        (
                            "abroad",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Nước định cư, quốc tịch, nghề nghiệp, thời gian ở nước ngoài.",
                                lines=True,
                                max_length=500,
                                null=True,
                                verbose_name="quan hệ với nước ngoài",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "relation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="mối quan hệ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quan hệ gia đình",
                        "verbose_name_plural": "quan hệ gia đình",
                        "ordering": ["relation__order", models.OrderBy(models.F("born_on"), nulls_last=True), "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Rating",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1945)], verbose_name="năm"
                            ),
                        ),
                        (
                            "quarter",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[(1, "Quý I"), (2, "Quý II"), (3, "Quý III"), (4, "Quý IV")],
                                null=True,
                                verbose_name="quý",
                            ),
                        ),
                        (
                            "score",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="điểm",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "party_rating",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="xếp loại đảng viên",
                            ),
                        ),
                        (
                            "rating",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="xếp loại chuyên môn",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "xếp loại chất lượng",
                        "verbose_name_plural": "xếp loại chất lượng",
                        "ordering": [
                            "-year",
                            models.OrderBy(models.F("quarter"), descending=True, nulls_first=True),
                            "-id",
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dossier", "year", "quarter"),
                                name="rating_one_a_period",
                                nulls_distinct=False,
                                violation_error_message="Kỳ này đã có xếp loại; đính chính dòng đã có.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Planning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="tại đơn vị",
                            ),
                        ),
                        (
                            "position",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.position",
                                verbose_name="chức danh quy hoạch",
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="giai đoạn",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quy hoạch",
                        "verbose_name_plural": "quy hoạch",
                        "ordering": ["-valid_from", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="PartyPost",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        (
                            "organisation",
                            models.CharField(
                                blank=True,
                                help_text="Ví dụ: Chi bộ Văn phòng.",
                                max_length=200,
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("is_main", models.BooleanField(default=True, verbose_name="chức vụ chính")),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "position",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="chức vụ Đảng",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "chức vụ Đảng",
                        "verbose_name_plural": "chức vụ Đảng",
                        "ordering": ["-valid_from", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("begins_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="từ")),
                        ("ends_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="đến")),
                        (
                            "role",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="chức vụ, công việc trong tổ chức"
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="tổ chức",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tổ chức chính trị - xã hội",
                        "verbose_name_plural": "tổ chức chính trị - xã hội",
                        "ordering": [models.OrderBy(models.F("begins_on"), nulls_last=True), "id"],
                    },
                ),
                migrations.CreateModel(
                    name="JobPay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("step", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="bậc lương")),
                        (
                            "amount",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="lương theo mức tiền (đồng)"
                            ),
                        ),
                        (
                            "pay_percent",
                            models.PositiveSmallIntegerField(
                                default=100,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="phần trăm hưởng",
                            ),
                        ),
                        (
                            "over_frame",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="phụ cấp thâm niên vượt khung (%)",
                            ),
                        ),
                        (
                            "over_frame_from",
                            models.DateField(blank=True, null=True, verbose_name="ngày hưởng phụ cấp vượt khung"),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "position",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="vị trí việc làm",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vị trí việc làm",
                        "verbose_name_plural": "vị trí việc làm",
                        "ordering": ["-valid_from", "-id"],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("dossier"),
                                            models.F("dossier"),
                                            models.Value("[]"),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.Func(
                                                models.F("valid_from"),
                                                function="lower",
                                                output_field=models.DateField(),
                                            ),
                                            models.F("valid_to"),
                                            models.Value("[]"),
                                            function="daterange",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="jobpay_one_at_a_time",
                                violation_error_message="Trong thời gian này đã có một vị trí việc làm khác.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    (
                                        "valid_to__gte",
                                        models.Func(
                                            models.F("valid_from"), function="lower", output_field=models.DateField()
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="jobpay_period",
                                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InsurancePeriod",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("begins_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="từ")),
                        ("ends_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="đến")),
                        ("employer", models.CharField(blank=True, max_length=200, verbose_name="đơn vị đóng")),
                        (
                            "base",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Hệ số hoặc đồng.",
                                max_digits=14,
                                null=True,
                                verbose_name="hệ số, mức lương đóng",
                            ),
                        ),
                        ("content", models.CharField(blank=True, max_length=300, verbose_name="nội dung")),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="chế độ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quá trình bảo hiểm",
                        "verbose_name_plural": "quá trình bảo hiểm",
                        "ordering": [models.OrderBy(models.F("begins_on"), descending=True, nulls_last=True), "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="IdentityPaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        (
                            "number",
                            qlcb.fields.SealedField(
                                half_shown=True,
                                max_length=20,
                                null=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9A-Z]{6,20}$", "Số giấy tờ gồm 6 đến 20 chữ số hoặc chữ in hoa, viết liền."
                                    )
                                ],
                                verbose_name="số",
                            ),
                        ),
                        ("issued_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="ngày cấp")),
                        ("issued_by", models.CharField(blank=True, max_length=200, verbose_name="nơi cấp")),
                        ("expires_on", models.DateField(blank=True, null=True, verbose_name="có giá trị đến")),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="loại giấy tờ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "giấy tờ tùy thân",
                        "verbose_name_plural": "giấy tờ tùy thân",
                        "ordering": [models.OrderBy(models.F("issued_on"), descending=True, nulls_last=True), "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalTerm",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("family_background", "Thành phần gia đình xuất thân"),
                                    ("policy", "Đối tượng chính sách"),
                                    ("general_education", "Trình độ giáo dục phổ thông"),
                                    ("academic_title", "Học hàm"),
                                    ("state_honour", "Danh hiệu nhà nước phong tặng"),
                                    ("military_rank", "Quân hàm"),
                                    ("organisation", "Tổ chức chính trị - xã hội"),
                                    ("party_position", "Chức vụ Đảng"),
                                    ("planning_term", "Giai đoạn quy hoạch"),
                                    ("job_position", "Vị trí việc làm"),
                                    ("allowance", "Loại phụ cấp"),
                                    ("identity_paper", "Loại giấy tờ tùy thân"),
                                    ("health_grade", "Phân loại sức khỏe"),
                                    ("major", "Chuyên ngành đào tạo"),
                                    ("school", "Cơ sở đào tạo"),
                                    ("reward_form", "Hình thức khen thưởng"),
                                    ("emulation_title", "Danh hiệu thi đua"),
                                    ("rating", "Mức xếp loại chất lượng"),
                                    ("discipline_form", "Hình thức kỷ luật"),
                                    ("relation", "Quan hệ gia đình"),
                                    ("declaration_kind", "Loại kê khai tài sản"),
                                    ("country", "Quốc gia, vùng lãnh thổ"),
                                    ("trip_purpose", "Mục đích đi nước ngoài"),
                                    ("contract_kind", "Loại hợp đồng lao động"),
                                    ("insurance_kind", "Chế độ bảo hiểm"),
                                    ("absence_kind", "Loại nghỉ"),
                                    ("paper_kind", "Thành phần hồ sơ"),
                                    ("bank", "Ngân hàng"),
                                ],
                                max_length=30,
                                verbose_name="danh mục",
                            ),
                        ),
                        ("group", models.CharField(blank=True, max_length=30, verbose_name="nhóm")),
                        ("required", models.BooleanField(default=False, verbose_name="bắt buộc có")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="thuộc",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical mục danh mục",
                        "verbose_name_plural": "historical danh mục dùng chung",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_1a5142_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStudy",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("begins_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="từ")),
                        ("ends_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="đến")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("professional", "Chuyên môn"),
                                    ("political", "Lý luận chính trị"),
                                    ("state", "Quản lý nhà nước, nghiệp vụ"),
                                    ("defence", "An ninh quốc phòng"),
                                    ("it", "Tin học"),
                                    ("language", "Ngoại ngữ, tiếng dân tộc"),
                                ],
                                max_length=20,
                                verbose_name="loại",
                            ),
                        ),
                        (
                            "major",
                            models.CharField(
                                blank=True,
                                help_text="Khi danh mục chưa có, hoặc ghi khác.",
                                max_length=200,
                                verbose_name="chuyên ngành ghi trên văn bằng",
                            ),
                        ),
                        (
                            "school",
                            models.CharField(
                                blank=True,
                                help_text="Khi danh mục chưa có, hoặc ghi khác.",
                                max_length=200,
                                verbose_name="tên cơ sở ghi trên văn bằng",
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("full_time", "Chính quy"),
                                    ("in_service", "Vừa làm vừa học"),
                                    ("distance", "Từ xa"),
                                    ("short", "Bồi dưỡng ngắn hạn"),
                                ],
                                max_length=20,
                                verbose_name="hình thức đào tạo",
                            ),
                        ),
                        (
                            "certificate",
                            models.CharField(blank=True, max_length=200, verbose_name="văn bằng, chứng chỉ"),
                        ),
                        (
                            "score",
                            models.CharField(
                                blank=True, help_text="Ví dụ: IELTS 6.5.", max_length=30, verbose_name="điểm số"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.language",
                                verbose_name="ngoại ngữ, tiếng dân tộc",
                            ),
                        ),
                        (
                            "level",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.qualification",
                                verbose_name="trình độ",
                            ),
                        ),
                        (
                            "major_listed",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="chuyên ngành",
                            ),
                        ),
                        (
                            "school_listed",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="cơ sở đào tạo",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical đào tạo, bồi dưỡng",
                        "verbose_name_plural": "historical đào tạo, bồi dưỡng",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_fe5acc_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReward",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        (
                            "awarded_on",
                            qlcb.fields.PartialDateField(not_future=True, verbose_name="ngày, năm khen thưởng"),
                        ),
                        ("authority", models.CharField(blank=True, max_length=200, verbose_name="cơ quan khen thưởng")),
                        ("content", models.CharField(blank=True, max_length=300, verbose_name="thành tích")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "form",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="hình thức khen thưởng",
                            ),
                        ),
                        (
                            "title",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="danh hiệu thi đua",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical khen thưởng",
                        "verbose_name_plural": "historical khen thưởng",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_214a04_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRelative",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("full_name", models.CharField(max_length=150, verbose_name="họ và tên")),
                        ("born_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="năm sinh")),
                        ("is_dead", models.BooleanField(default=False, verbose_name="đã mất")),
                        ("home_town", models.CharField(blank=True, max_length=200, verbose_name="quê quán")),
                        (
                            "occupation",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                verbose_name="nghề nghiệp, chức vụ, đơn vị công tác, học tập",
                            ),
                        ),
                        ("residence", models.CharField(blank=True, max_length=200, verbose_name="nơi ở")),
                        (
                            "organisations",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="thành viên tổ chức chính trị - xã hội"
                            ),
                        ),
                        (
                            "past",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Nếu có.",
                                lines=True,
                                max_length=500,
                                null=True,
                                verbose_name="làm việc cho chế độ cũ, tiền án, tiền sự",
                            ),
                        ),
                        (
                            "abroad",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Nước định cư, quốc tịch, nghề nghiệp, thời gian ở nước ngoài.",
                                lines=True,
                                max_length=500,
                                null=True,
                                verbose_name="quan hệ với nước ngoài",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "relation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="mối quan hệ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical quan hệ gia đình",
                        "verbose_name_plural": "historical quan hệ gia đình",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_64b112_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRating",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1945)], verbose_name="năm"
                            ),
                        ),
                        (
                            "quarter",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[(1, "Quý I"), (2, "Quý II"), (3, "Quý III"), (4, "Quý IV")],
                                null=True,
                                verbose_name="quý",
                            ),
                        ),
                        (
                            "score",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="điểm",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "party_rating",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="xếp loại đảng viên",
                            ),
                        ),
                        (
                            "rating",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="xếp loại chuyên môn",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical xếp loại chất lượng",
                        "verbose_name_plural": "historical xếp loại chất lượng",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_109e54_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPlanning",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="tại đơn vị",
                            ),
                        ),
                        (
                            "position",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.position",
                                verbose_name="chức danh quy hoạch",
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="giai đoạn",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical quy hoạch",
                        "verbose_name_plural": "historical quy hoạch",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_1de967_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPartyPost",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        (
                            "organisation",
                            models.CharField(
                                blank=True,
                                help_text="Ví dụ: Chi bộ Văn phòng.",
                                max_length=200,
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("is_main", models.BooleanField(default=True, verbose_name="chức vụ chính")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "position",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="chức vụ Đảng",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical chức vụ Đảng",
                        "verbose_name_plural": "historical chức vụ Đảng",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_2379e2_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMembership",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("begins_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="từ")),
                        ("ends_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="đến")),
                        (
                            "role",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="chức vụ, công việc trong tổ chức"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="tổ chức",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical tổ chức chính trị - xã hội",
                        "verbose_name_plural": "historical tổ chức chính trị - xã hội",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_a75f85_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalJobPay",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("step", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="bậc lương")),
                        (
                            "amount",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="lương theo mức tiền (đồng)"
                            ),
                        ),
                        (
                            "pay_percent",
                            models.PositiveSmallIntegerField(
                                default=100,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="phần trăm hưởng",
                            ),
                        ),
                        (
                            "over_frame",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="phụ cấp thâm niên vượt khung (%)",
                            ),
                        ),
                        (
                            "over_frame_from",
                            models.DateField(blank=True, null=True, verbose_name="ngày hưởng phụ cấp vượt khung"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "position",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="vị trí việc làm",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical vị trí việc làm",
                        "verbose_name_plural": "historical vị trí việc làm",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_ae4eaa_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalInsurancePeriod",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("begins_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="từ")),
                        ("ends_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="đến")),
                        ("employer", models.CharField(blank=True, max_length=200, verbose_name="đơn vị đóng")),
                        (
                            "base",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Hệ số hoặc đồng.",
                                max_digits=14,
                                null=True,
                                verbose_name="hệ số, mức lương đóng",
                            ),
                        ),
                        ("content", models.CharField(blank=True, max_length=300, verbose_name="nội dung")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="chế độ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical quá trình bảo hiểm",
                        "verbose_name_plural": "historical quá trình bảo hiểm",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_a6371d_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalIdentityPaper",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        (
                            "number",
                            qlcb.fields.SealedField(
                                half_shown=True,
                                max_length=20,
                                null=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9A-Z]{6,20}$", "Số giấy tờ gồm 6 đến 20 chữ số hoặc chữ in hoa, viết liền."
                                    )
                                ],
                                verbose_name="số",
                            ),
                        ),
                        ("issued_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="ngày cấp")),
                        ("issued_by", models.CharField(blank=True, max_length=200, verbose_name="nơi cấp")),
                        ("expires_on", models.DateField(blank=True, null=True, verbose_name="có giá trị đến")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="loại giấy tờ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical giấy tờ tùy thân",
                        "verbose_name_plural": "historical giấy tờ tùy thân",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_c8f41c_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalHealthCheck",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("checked_on", qlcb.fields.PartialDateField(not_future=True, verbose_name="ngày khám")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="nơi khám")),
                        (
                            "height",
                            qlcb.fields.SealedField(
                                blank=True,
                                max_length=6,
                                null=True,
                                validators=[personnel.models.health.height],
                                verbose_name="chiều cao (cm)",
                            ),
                        ),
                        (
                            "weight",
                            qlcb.fields.SealedField(
                                blank=True,
                                max_length=6,
                                null=True,
                                validators=[personnel.models.health.weight],
                                verbose_name="cân nặng (kg)",
                            ),
                        ),
                        (
                            "blood_group",
                            qlcb.fields.SealedField(
                                blank=True,
                                max_length=3,
                                null=True,
                                validators=[personnel.models.health.blood_group],
                                verbose_name="nhóm máu",
                            ),
                        ),
                        (
                            "conclusion",
                            qlcb.fields.SealedField(
                                blank=True, lines=True, max_length=500, null=True, verbose_name="tình trạng sức khỏe"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "grade",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="phân loại",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical khám sức khỏe",
                        "verbose_name_plural": "historical khám sức khỏe",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_90251f_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalForeignTrip",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("begins_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="từ")),
                        ("ends_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="đến")),
                        ("funded_by", models.CharField(blank=True, max_length=200, verbose_name="nguồn kinh phí")),
                        ("content", models.CharField(blank=True, max_length=300, verbose_name="nội dung chuyến đi")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "country",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="nước đến",
                            ),
                        ),
                        (
                            "purpose",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="mục đích",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical đi nước ngoài",
                        "verbose_name_plural": "historical đi nước ngoài",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_08c1b1_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalForeignTie",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("begins_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="từ")),
                        ("ends_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="đến")),
                        (
                            "content",
                            qlcb.fields.SealedField(
                                lines=True,
                                max_length=500,
                                null=True,
                                verbose_name="tên tổ chức, địa chỉ trụ sở, công việc đã làm",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "country",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="quốc gia",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical quan hệ với tổ chức nước ngoài",
                        "verbose_name_plural": "historical quan hệ với tổ chức nước ngoài",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_be2eaf_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDossier",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        (
                            "code",
                            models.CharField(
                                db_index=True,
                                error_messages={"unique": "Số hiệu này đã có hồ sơ."},
                                max_length=20,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9A-Z]+(-[0-9A-Z]+)*$", "Số hiệu chỉ gồm chữ in hoa, số và dấu gạch nối."
                                    )
                                ],
                                verbose_name="số hiệu",
                            ),
                        ),
                        ("full_name", models.CharField(max_length=150, verbose_name="họ và tên khai sinh")),
                        ("other_names", models.CharField(blank=True, max_length=200, verbose_name="tên gọi khác")),
                        (
                            "sex",
                            models.CharField(
                                choices=[("M", "Nam"), ("F", "Nữ")], max_length=1, verbose_name="giới tính"
                            ),
                        ),
                        ("birth_date", qlcb.fields.PartialDateField(verbose_name="ngày sinh")),
                        (
                            "birth_place",
                            models.CharField(blank=True, max_length=300, verbose_name="nơi sinh (ghi theo giấy tờ)"),
                        ),
                        (
                            "home_town",
                            models.CharField(blank=True, max_length=300, verbose_name="quê quán (ghi theo giấy tờ)"),
                        ),
                        (
                            "permanent_residence",
                            models.CharField(
                                blank=True,
                                help_text="Số nhà, đường, thôn; tỉnh, xã chọn ở bên.",
                                max_length=300,
                                verbose_name="nơi đăng ký thường trú",
                            ),
                        ),
                        ("residence", models.CharField(blank=True, max_length=300, verbose_name="nơi ở hiện nay")),
                        (
                            "citizen_id",
                            qlcb.fields.SealedField(
                                blank=True,
                                half_shown=True,
                                max_length=12,
                                null=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9]{12}$", "Số định danh cá nhân gồm đúng 12 chữ số."
                                    )
                                ],
                                verbose_name="số định danh cá nhân/CCCD",
                            ),
                        ),
                        ("citizen_id_issued_on", models.DateField(blank=True, null=True, verbose_name="ngày cấp")),
                        ("citizen_id_issued_by", models.CharField(blank=True, max_length=200, verbose_name="nơi cấp")),
                        (
                            "phone",
                            qlcb.fields.SealedField(
                                blank=True,
                                half_shown=True,
                                max_length=20,
                                null=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\+?[0-9][0-9 .]{7,17}$", "Số điện thoại gồm 8 đến 15 chữ số."
                                    )
                                ],
                                verbose_name="điện thoại liên hệ",
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                        (
                            "tax_code",
                            qlcb.fields.SealedField(
                                blank=True,
                                half_shown=True,
                                max_length=12,
                                null=True,
                                validators=[qlcb.identifiers.tax_code],
                                verbose_name="mã số thuế cá nhân",
                            ),
                        ),
                        (
                            "insurance_number",
                            qlcb.fields.SealedField(
                                blank=True,
                                half_shown=True,
                                max_length=12,
                                null=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^([0-9]{10}|[0-9]{12})$",
                                        "Số BHXH gồm 10 chữ số, hoặc là số định danh cá nhân 12 chữ số.",
                                    )
                                ],
                                verbose_name="số BHXH",
                            ),
                        ),
                        (
                            "health_card",
                            qlcb.fields.SealedField(
                                blank=True,
                                half_shown=True,
                                max_length=15,
                                null=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^([A-Z]{2}[0-9]{13}|[0-9]{10}|[0-9]{12})$",
                                        "Số thẻ BHYT gồm 15 ký tự (2 chữ, 13 số), hoặc 10, 12 chữ số.",
                                    )
                                ],
                                verbose_name="số thẻ BHYT",
                            ),
                        ),
                        (
                            "bank_account",
                            qlcb.fields.SealedField(
                                blank=True,
                                half_shown=True,
                                max_length=20,
                                null=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9A-Z]{6,20}$",
                                        "Số tài khoản gồm 6 đến 20 chữ số hoặc chữ in hoa, viết liền.",
                                    )
                                ],
                                verbose_name="số tài khoản",
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(
                                choices=[
                                    ("official", "Cán bộ"),
                                    ("civil_servant", "Công chức"),
                                    ("public_employee", "Viên chức"),
                                    ("contract", "Người lao động hợp đồng"),
                                ],
                                default="civil_servant",
                                max_length=20,
                                verbose_name="đối tượng",
                            ),
                        ),
                        (
                            "occupation_before",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="nghề nghiệp trước khi được tuyển dụng"
                            ),
                        ),
                        (
                            "recruited_on",
                            qlcb.fields.PartialDateField(
                                blank=True, null=True, verbose_name="ngày được tuyển dụng lần đầu"
                            ),
                        ),
                        (
                            "recruited_by",
                            models.CharField(blank=True, max_length=200, verbose_name="cơ quan tuyển dụng"),
                        ),
                        (
                            "joined_service_on",
                            qlcb.fields.PartialDateField(
                                blank=True, null=True, verbose_name="ngày vào cơ quan hiện đang công tác"
                            ),
                        ),
                        (
                            "main_work",
                            models.CharField(blank=True, max_length=300, verbose_name="công việc chính được giao"),
                        ),
                        ("strengths", models.CharField(blank=True, max_length=300, verbose_name="sở trường công tác")),
                        (
                            "longest_work",
                            models.CharField(blank=True, max_length=300, verbose_name="công việc làm lâu nhất"),
                        ),
                        (
                            "party_joined_on",
                            qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="ngày vào Đảng"),
                        ),
                        (
                            "party_official_on",
                            qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="ngày chính thức"),
                        ),
                        ("party_card", models.CharField(blank=True, max_length=20, verbose_name="số thẻ đảng viên")),
                        (
                            "enlisted_on",
                            qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="ngày nhập ngũ"),
                        ),
                        (
                            "discharged_on",
                            qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="ngày xuất ngũ"),
                        ),
                        (
                            "wounded_grade",
                            models.CharField(
                                blank=True,
                                help_text="Ghi theo giấy chứng nhận, ví dụ: 4/4.",
                                max_length=10,
                                verbose_name="thương binh hạng",
                            ),
                        ),
                        (
                            "academic_title_year",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="năm phong học hàm"),
                        ),
                        (
                            "state_honour_year",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="năm phong tặng"),
                        ),
                        (
                            "past_arrest",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Thời gian, địa điểm, đã khai báo cho ai, những vấn đề gì (mục 34.1).",
                                lines=True,
                                max_length=2000,
                                null=True,
                                verbose_name="bị bắt, bị tù",
                            ),
                        ),
                        (
                            "income_salary",
                            qlcb.fields.SealedField(
                                blank=True, max_length=100, null=True, verbose_name="thu nhập từ lương hằng năm"
                            ),
                        ),
                        (
                            "income_other",
                            qlcb.fields.SealedField(
                                blank=True, max_length=200, null=True, verbose_name="nguồn thu nhập khác"
                            ),
                        ),
                        (
                            "house_granted",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Loại nhà, diện tích (m²), giấy chứng nhận.",
                                max_length=300,
                                null=True,
                                verbose_name="nhà ở được cấp, được thuê",
                            ),
                        ),
                        (
                            "house_bought",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Loại nhà, diện tích (m²), giấy chứng nhận.",
                                max_length=300,
                                null=True,
                                verbose_name="nhà ở tự mua, tự xây",
                            ),
                        ),
                        (
                            "land_granted",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Diện tích (m²), giấy chứng nhận.",
                                max_length=300,
                                null=True,
                                verbose_name="đất ở được cấp",
                            ),
                        ),
                        (
                            "land_bought",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Diện tích (m²), giấy chứng nhận.",
                                max_length=300,
                                null=True,
                                verbose_name="đất ở tự mua",
                            ),
                        ),
                        (
                            "land_business",
                            qlcb.fields.SealedField(
                                blank=True,
                                help_text="Diện tích (m²), giấy chứng nhận.",
                                max_length=300,
                                null=True,
                                verbose_name="đất sản xuất, kinh doanh",
                            ),
                        ),
                        (
                            "is_confidential",
                            models.BooleanField(
                                default=False,
                                help_text="Chỉ tài khoản có quyền xem hồ sơ mật mới mở được.",
                                verbose_name="hồ sơ mật",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "ethnic_group",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.ethnicgroup",
                                verbose_name="dân tộc",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "birth_area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.place",
                                verbose_name="nơi sinh: tỉnh, xã",
                            ),
                        ),
                        (
                            "home_area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.place",
                                verbose_name="quê quán: tỉnh, xã",
                            ),
                        ),
                        (
                            "permanent_area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.place",
                                verbose_name="thường trú: tỉnh, xã",
                            ),
                        ),
                        (
                            "residence_area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.place",
                                verbose_name="nơi ở: tỉnh, xã",
                            ),
                        ),
                        (
                            "religion",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.religion",
                                verbose_name="tôn giáo",
                            ),
                        ),
                        (
                            "academic_title",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="học hàm",
                            ),
                        ),
                        (
                            "bank",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="mở tại ngân hàng",
                            ),
                        ),
                        (
                            "family_background",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="thành phần gia đình xuất thân",
                            ),
                        ),
                        (
                            "general_education",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="trình độ giáo dục phổ thông",
                            ),
                        ),
                        (
                            "military_rank",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="quân hàm cao nhất",
                            ),
                        ),
                        (
                            "policy",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="đối tượng chính sách",
                            ),
                        ),
                        (
                            "state_honour",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="danh hiệu nhà nước phong tặng",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical hồ sơ",
                        "verbose_name_plural": "historical hồ sơ",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_bb4c0f_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDiscipline",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        (
                            "violation",
                            qlcb.fields.SealedField(
                                lines=True, max_length=1000, null=True, verbose_name="hành vi vi phạm chính"
                            ),
                        ),
                        ("authority", models.CharField(blank=True, max_length=200, verbose_name="cơ quan quyết định")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "form",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="hình thức kỷ luật",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical kỷ luật",
                        "verbose_name_plural": "historical kỷ luật",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_ec47a7_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalContract",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("number", models.CharField(max_length=60, verbose_name="số hợp đồng")),
                        ("signed_on", models.DateField(verbose_name="ngày ký")),
                        (
                            "employer_signer",
                            models.CharField(blank=True, max_length=150, verbose_name="người ký bên sử dụng"),
                        ),
                        (
                            "signer_position",
                            models.CharField(blank=True, max_length=150, verbose_name="chức vụ người ký"),
                        ),
                        ("job", models.CharField(blank=True, max_length=300, verbose_name="công việc phải làm")),
                        ("workplace", models.CharField(blank=True, max_length=200, verbose_name="địa điểm làm việc")),
                        ("hours", models.CharField(blank=True, max_length=200, verbose_name="thời giờ làm việc")),
                        (
                            "pay",
                            models.CharField(blank=True, max_length=300, verbose_name="lương và chế độ được hưởng"),
                        ),
                        (
                            "probation_until",
                            models.DateField(blank=True, null=True, verbose_name="thử việc đến hết ngày"),
                        ),
                        ("ended_because", models.CharField(blank=True, max_length=200, verbose_name="lý do chấm dứt")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="loại hợp đồng",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical hợp đồng lao động",
                        "verbose_name_plural": "historical hợp đồng lao động",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_e17deb_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAttachment",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("section", models.CharField(blank=True, editable=False, max_length=40, verbose_name="mục")),
                        ("row_id", models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="dòng")),
                        ("title", models.CharField(max_length=200, verbose_name="tên giấy tờ")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("original", "Bản chính"),
                                    ("certified", "Bản sao chứng thực"),
                                    ("copy", "Bản sao"),
                                ],
                                default="copy",
                                max_length=20,
                                verbose_name="hình thức bản",
                            ),
                        ),
                        (
                            "issued_on",
                            qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="ngày của giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("file", models.CharField(editable=False, max_length=200, verbose_name="tệp")),
                        ("file_name", models.CharField(editable=False, max_length=200, verbose_name="tên tệp")),
                        ("content_type", models.CharField(editable=False, max_length=100, verbose_name="loại tệp")),
                        ("size", models.PositiveBigIntegerField(editable=False, verbose_name="dung lượng (byte)")),
                        ("sha256", models.CharField(editable=False, max_length=64, verbose_name="SHA-256")),
                        (
                            "pages",
                            models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="số trang"),
                        ),
                        (
                            "thumbnail",
                            models.CharField(blank=True, editable=False, max_length=200, verbose_name="ảnh thu nhỏ"),
                        ),
                        ("added_at", models.DateTimeField(blank=True, editable=False, verbose_name="đưa lên lúc")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="thành phần hồ sơ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical giấy tờ đính kèm",
                        "verbose_name_plural": "historical giấy tờ đính kèm",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_8332f0_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAssetDeclaration",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(2006)], verbose_name="năm kê khai"
                            ),
                        ),
                        ("declared_on", models.DateField(blank=True, null=True, verbose_name="ngày kê khai")),
                        ("published_on", models.DateField(blank=True, null=True, verbose_name="ngày công khai")),
                        (
                            "summary",
                            qlcb.fields.SealedField(
                                blank=True,
                                lines=True,
                                max_length=2000,
                                null=True,
                                verbose_name="biến động tài sản, thu nhập",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="loại kê khai",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical kê khai tài sản",
                        "verbose_name_plural": "historical kê khai tài sản",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_741fb2_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAllowance",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("coefficient", "Theo hệ số"),
                                    ("percent", "Theo phần trăm"),
                                    ("amount", "Theo mức tiền"),
                                ],
                                default="coefficient",
                                max_length=20,
                                verbose_name="hình thức hưởng",
                            ),
                        ),
                        (
                            "coefficient",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="hệ số"
                            ),
                        ),
                        (
                            "percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="phần trăm hưởng",
                            ),
                        ),
                        (
                            "amount",
                            models.PositiveBigIntegerField(blank=True, null=True, verbose_name="giá trị (đồng)"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="loại phụ cấp",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical phụ cấp",
                        "verbose_name_plural": "historical phụ cấp",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_4e8c96_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAbsence",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("begins_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="từ")),
                        ("ends_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="đến")),
                        (
                            "days",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=6,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="số ngày",
                            ),
                        ),
                        ("reason_given", models.CharField(blank=True, max_length=200, verbose_name="lý do nghỉ")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="loại nghỉ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical nghỉ phép, vắng mặt",
                        "verbose_name_plural": "historical nghỉ phép, vắng mặt",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_5e6529_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HealthCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("checked_on", qlcb.fields.PartialDateField(not_future=True, verbose_name="ngày khám")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="nơi khám")),
                        (
                            "height",
                            qlcb.fields.SealedField(
                                blank=True,
                                max_length=6,
                                null=True,
                                validators=[personnel.models.health.height],
                                verbose_name="chiều cao (cm)",
                            ),
                        ),
                        (
                            "weight",
                            qlcb.fields.SealedField(
                                blank=True,
                                max_length=6,
                                null=True,
                                validators=[personnel.models.health.weight],
                                verbose_name="cân nặng (kg)",
                            ),
                        ),
                        (
                            "blood_group",
                            qlcb.fields.SealedField(
                                blank=True,
                                max_length=3,
                                null=True,
                                validators=[personnel.models.health.blood_group],
                                verbose_name="nhóm máu",
                            ),
                        ),
                        (
                            "conclusion",
                            qlcb.fields.SealedField(
                                blank=True, lines=True, max_length=500, null=True, verbose_name="tình trạng sức khỏe"
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "grade",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="phân loại",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "khám sức khỏe",
                        "verbose_name_plural": "khám sức khỏe",
                        "ordering": ["-checked_on", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="ForeignTrip",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("begins_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="từ")),
                        ("ends_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="đến")),
                        ("funded_by", models.CharField(blank=True, max_length=200, verbose_name="nguồn kinh phí")),
                        ("content", models.CharField(blank=True, max_length=300, verbose_name="nội dung chuyến đi")),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "country",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="nước đến",
                            ),
                        ),
                        (
                            "purpose",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="mục đích",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "đi nước ngoài",
                        "verbose_name_plural": "đi nước ngoài",
                        "ordering": [models.OrderBy(models.F("begins_on"), descending=True, nulls_last=True), "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="ForeignTie",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("begins_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="từ")),
                        ("ends_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="đến")),
                        (
                            "content",
                            qlcb.fields.SealedField(
                                lines=True,
                                max_length=500,
                                null=True,
                                verbose_name="tên tổ chức, địa chỉ trụ sở, công việc đã làm",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "country",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="quốc gia",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quan hệ với tổ chức nước ngoài",
                        "verbose_name_plural": "quan hệ với tổ chức nước ngoài",
                        "ordering": [models.OrderBy(models.F("begins_on"), nulls_last=True), "id"],
                    },
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="academic_title",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.term",
                        verbose_name="học hàm",
                    ),
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="bank",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.term",
                        verbose_name="mở tại ngân hàng",
                    ),
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="family_background",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.term",
                        verbose_name="thành phần gia đình xuất thân",
                    ),
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="general_education",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.term",
                        verbose_name="trình độ giáo dục phổ thông",
                    ),
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="military_rank",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.term",
                        verbose_name="quân hàm cao nhất",
                    ),
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="policy",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.term",
                        verbose_name="đối tượng chính sách",
                    ),
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="state_honour",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.term",
                        verbose_name="danh hiệu nhà nước phong tặng",
                    ),
                ),
                migrations.CreateModel(
                    name="Discipline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        (
                            "violation",
                            qlcb.fields.SealedField(
                                lines=True, max_length=1000, null=True, verbose_name="hành vi vi phạm chính"
                            ),
                        ),
                        ("authority", models.CharField(blank=True, max_length=200, verbose_name="cơ quan quyết định")),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "form",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="hình thức kỷ luật",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kỷ luật",
                        "verbose_name_plural": "kỷ luật",
                        "ordering": ["-valid_from", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Contract",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("number", models.CharField(max_length=60, verbose_name="số hợp đồng")),
                        ("signed_on", models.DateField(verbose_name="ngày ký")),
                        (
                            "employer_signer",
                            models.CharField(blank=True, max_length=150, verbose_name="người ký bên sử dụng"),
                        ),
                        (
                            "signer_position",
                            models.CharField(blank=True, max_length=150, verbose_name="chức vụ người ký"),
                        ),
                        ("job", models.CharField(blank=True, max_length=300, verbose_name="công việc phải làm")),
                        ("workplace", models.CharField(blank=True, max_length=200, verbose_name="địa điểm làm việc")),
                        ("hours", models.CharField(blank=True, max_length=200, verbose_name="thời giờ làm việc")),
                        (
                            "pay",
                            models.CharField(blank=True, max_length=300, verbose_name="lương và chế độ được hưởng"),
                        ),
                        (
                            "probation_until",
                            models.DateField(blank=True, null=True, verbose_name="thử việc đến hết ngày"),
                        ),
                        ("ended_because", models.CharField(blank=True, max_length=200, verbose_name="lý do chấm dứt")),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="loại hợp đồng",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hợp đồng lao động",
                        "verbose_name_plural": "hợp đồng lao động",
                        "ordering": ["-valid_from", "-id"],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("dossier"),
                                            models.F("dossier"),
                                            models.Value("[]"),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.Func(
                                                models.F("valid_from"),
                                                function="lower",
                                                output_field=models.DateField(),
                                            ),
                                            models.F("valid_to"),
                                            models.Value("[]"),
                                            function="daterange",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="contract_one_at_a_time",
                                violation_error_message="Trong thời gian này đã có một hợp đồng khác.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    (
                                        "valid_to__gte",
                                        models.Func(
                                            models.F("valid_from"), function="lower", output_field=models.DateField()
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="contract_period",
                                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("section", models.CharField(blank=True, editable=False, max_length=40, verbose_name="mục")),
                        ("row_id", models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="dòng")),
                        ("title", models.CharField(max_length=200, verbose_name="tên giấy tờ")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("original", "Bản chính"),
                                    ("certified", "Bản sao chứng thực"),
                                    ("copy", "Bản sao"),
                                ],
                                default="copy",
                                max_length=20,
                                verbose_name="hình thức bản",
                            ),
                        ),
                        (
                            "issued_on",
                            qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="ngày của giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("file", models.CharField(editable=False, max_length=200, verbose_name="tệp")),
                        ("file_name", models.CharField(editable=False, max_length=200, verbose_name="tên tệp")),
                        ("content_type", models.CharField(editable=False, max_length=100, verbose_name="loại tệp")),
                        ("size", models.PositiveBigIntegerField(editable=False, verbose_name="dung lượng (byte)")),
                        ("sha256", models.CharField(editable=False, max_length=64, verbose_name="SHA-256")),
                        (
                            "pages",
                            models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="số trang"),
                        ),
                        (
                            "thumbnail",
                            models.CharField(blank=True, editable=False, max_length=200, verbose_name="ảnh thu nhỏ"),
                        ),
                        ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="đưa lên lúc")),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="thành phần hồ sơ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "giấy tờ đính kèm",
                        "verbose_name_plural": "giấy tờ đính kèm",
                        "ordering": ["kind__order", "title", "id"],
                        "indexes": [models.Index(fields=["dossier", "section", "row_id"], name="attachment_place")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decision", None), ("dossier__isnull", False)),
                                    models.Q(
                                        ("decision__isnull", False),
                                        ("dossier", None),
                                        ("row_id", None),
                                        ("section", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="attachment_has_one_owner",
                                violation_error_message="Giấy tờ thuộc một hồ sơ hoặc một quyết định.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AssetDeclaration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(2006)], verbose_name="năm kê khai"
                            ),
                        ),
                        ("declared_on", models.DateField(blank=True, null=True, verbose_name="ngày kê khai")),
                        ("published_on", models.DateField(blank=True, null=True, verbose_name="ngày công khai")),
                        (
                            "summary",
                            qlcb.fields.SealedField(
                                blank=True,
                                lines=True,
                                max_length=2000,
                                null=True,
                                verbose_name="biến động tài sản, thu nhập",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="loại kê khai",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kê khai tài sản",
                        "verbose_name_plural": "kê khai tài sản",
                        "ordering": ["-year", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Allowance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("coefficient", "Theo hệ số"),
                                    ("percent", "Theo phần trăm"),
                                    ("amount", "Theo mức tiền"),
                                ],
                                default="coefficient",
                                max_length=20,
                                verbose_name="hình thức hưởng",
                            ),
                        ),
                        (
                            "coefficient",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="hệ số"
                            ),
                        ),
                        (
                            "percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="phần trăm hưởng",
                            ),
                        ),
                        (
                            "amount",
                            models.PositiveBigIntegerField(blank=True, null=True, verbose_name="giá trị (đồng)"),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="loại phụ cấp",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "phụ cấp",
                        "verbose_name_plural": "phụ cấp",
                        "ordering": ["-valid_from", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    (
                                        "valid_to__gte",
                                        models.Func(
                                            models.F("valid_from"), function="lower", output_field=models.DateField()
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="allowance_period",
                                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("coefficient__isnull", False), ("mode", "coefficient")),
                                    models.Q(("mode", "percent"), ("percent__isnull", False)),
                                    models.Q(("amount__isnull", False), ("mode", "amount")),
                                    _connector="OR",
                                ),
                                name="allowance_has_its_value",
                                violation_error_message="Nhập hệ số, phần trăm hoặc giá trị theo hình thức hưởng.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Absence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("begins_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="từ")),
                        ("ends_on", qlcb.fields.PartialDateField(blank=True, null=True, verbose_name="đến")),
                        (
                            "days",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=6,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="số ngày",
                            ),
                        ),
                        ("reason_given", models.CharField(blank=True, max_length=200, verbose_name="lý do nghỉ")),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="loại nghỉ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nghỉ phép, vắng mặt",
                        "verbose_name_plural": "nghỉ phép, vắng mặt",
                        "ordering": [models.OrderBy(models.F("begins_on"), descending=True, nulls_last=True), "-id"],
                    },
                ),
                migrations.AddIndex(
                    model_name="dossier",
                    index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="dossier_search"),
                ),
                migrations.AddIndex(
                    model_name="dossier",
                    index=models.Index(fields=["sort_key", "id"], name="dossier_sort"),
                ),
                migrations.AddIndex(
                    model_name="dossier",
                    index=models.Index(fields=["now_unit", "sort_key", "id"], name="dossier_unit_sort"),
                ),
                migrations.AddIndex(
                    model_name="dossier",
                    index=models.Index(
                        condition=models.Q(("now_status", "serving")),
                        fields=["sort_key", "id"],
                        name="dossier_serving_sort",
                    ),
                ),
                migrations.AddIndex(
                    model_name="dossier",
                    index=models.Index(
                        condition=models.Q(("is_confidential", True)), fields=["now_unit"], name="dossier_confidential"
                    ),
                ),
                migrations.AddIndex(
                    model_name="dossier",
                    index=models.Index(
                        condition=models.Q(("now_status", "serving")),
                        fields=["now_next_raise_on"],
                        name="dossier_serving_raise",
                    ),
                ),
                migrations.AddIndex(
                    model_name="dossier",
                    index=models.Index(
                        condition=models.Q(("now_status", "serving")),
                        fields=["now_retires_on"],
                        name="dossier_serving_retires",
                    ),
                ),
                migrations.CreateModel(
                    name="Delegation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        (
                            "right",
                            models.CharField(
                                blank=True,
                                choices=accounts.models.grant.right_choices,
                                max_length=50,
                                verbose_name="quyền",
                            ),
                        ),
                        ("document", models.CharField(max_length=100, verbose_name="văn bản ủy quyền")),
                        ("document_on", models.DateField(verbose_name="ngày văn bản")),
                        ("valid_from", models.DateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(verbose_name="đến hết ngày")),
                        ("revoked_on", models.DateField(blank=True, null=True, verbose_name="thu hồi ngày")),
                        ("revoked_under", models.CharField(blank=True, max_length=100, verbose_name="văn bản thu hồi")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations_given",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="accounts.roletemplate",
                                verbose_name="vai trò",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hồ sơ ủy quyền đích danh",
                        "verbose_name_plural": "hồ sơ ủy quyền đích danh",
                        "ordering": ["-valid_from", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="delegation_period",
                                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("right", ""), ("template__isnull", False)),
                                    models.Q(("template__isnull", True), models.Q(("right", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="delegation_template_or_right",
                                violation_error_message="Chọn một vai trò mẫu hoặc một quyền.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revoked_on__isnull", True),
                                    models.Q(("revoked_under", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="delegation_revoked_under_a_paper",
                                violation_error_message="Thu hồi ủy quyền phải có văn bản.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DossierGroupPermission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "content_object",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="personnel.dossier"),
                        ),
                        ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group")),
                        (
                            "permission",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                        ),
                    ],
                    options={
                        "verbose_name": "quyền nhóm trên hồ sơ",
                        "verbose_name_plural": "quyền nhóm trên hồ sơ",
                        "abstract": False,
                        "unique_together": {("group", "permission", "content_object")},
                    },
                ),
                migrations.CreateModel(
                    name="DossierUserPermission",
                    fields=[
                        ("last_day", models.DateField(null=True, verbose_name="đến hết ngày")),
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "content_object",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="personnel.dossier"),
                        ),
                        (
                            "permission",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                        ),
                        (
                            "user",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
                        ),
                    ],
                    options={
                        "verbose_name": "quyền trên hồ sơ",
                        "verbose_name_plural": "quyền trên hồ sơ",
                        "abstract": False,
                        "unique_together": {("user", "permission", "content_object")},
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDelegation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        (
                            "right",
                            models.CharField(
                                blank=True,
                                choices=accounts.models.grant.right_choices,
                                max_length=50,
                                verbose_name="quyền",
                            ),
                        ),
                        ("document", models.CharField(max_length=100, verbose_name="văn bản ủy quyền")),
                        ("document_on", models.DateField(verbose_name="ngày văn bản")),
                        ("valid_from", models.DateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(verbose_name="đến hết ngày")),
                        ("revoked_on", models.DateField(blank=True, null=True, verbose_name="thu hồi ngày")),
                        ("revoked_under", models.CharField(blank=True, max_length=100, verbose_name="văn bản thu hồi")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="accounts.roletemplate",
                                verbose_name="vai trò",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical hồ sơ ủy quyền đích danh",
                        "verbose_name_plural": "historical hồ sơ ủy quyền đích danh",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_ebd2f9_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="AuthorityOverride",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("section", models.SlugField(max_length=30, verbose_name="mục")),
                        ("row", models.BigIntegerField(verbose_name="dòng")),
                        (
                            "matter",
                            models.CharField(
                                choices=[
                                    ("recruitment", "Tuyển dụng, tiếp nhận"),
                                    ("contract", "Ký hợp đồng lao động"),
                                    ("move_inside", "Chuyển đổi vị trí trong đơn vị"),
                                    ("move", "Điều động giữa các đơn vị"),
                                    ("rotation", "Luân chuyển"),
                                    ("secondment", "Biệt phái"),
                                    ("appointment", "Bổ nhiệm"),
                                    ("reappointment", "Bổ nhiệm lại"),
                                    ("planning", "Phê duyệt quy hoạch"),
                                    ("rank", "Bổ nhiệm ngạch, nâng ngạch"),
                                    ("pay", "Xếp lương"),
                                    ("raise", "Nâng bậc lương thường xuyên"),
                                    ("early_raise", "Nâng bậc lương trước thời hạn"),
                                    ("over_frame", "Phụ cấp thâm niên vượt khung"),
                                    ("allowance", "Phụ cấp khác"),
                                    ("reward_unit", "Khen thưởng cấp cơ sở"),
                                    ("reward_ministry", "Khen thưởng cấp bộ, ngành, tỉnh"),
                                    ("reward_state", "Khen thưởng cấp Nhà nước"),
                                    ("title", "Danh hiệu thi đua"),
                                    ("discipline", "Kỷ luật"),
                                    ("training", "Cử đi đào tạo, bồi dưỡng"),
                                    ("trip", "Cử đi nước ngoài"),
                                    ("retirement", "Nghỉ hưu"),
                                    ("resignation", "Thôi việc, chấm dứt hợp đồng"),
                                ],
                                max_length=20,
                                verbose_name="việc được quyết định",
                            ),
                        ),
                        ("reason", models.CharField(max_length=300, verbose_name="lý do ghi ngoài phân cấp")),
                        ("told", models.TextField(verbose_name="bảng phân cấp")),
                        ("holder", models.CharField(blank=True, max_length=200, verbose_name="người giữ")),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="overrides",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quyết định ngoài phân cấp",
                        "verbose_name_plural": "quyết định ngoài phân cấp",
                        "ordering": ["-made_at", "-id"],
                        "indexes": [models.Index(fields=["-made_at", "-id"], name="override_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="Decentralisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        (
                            "matter",
                            models.CharField(
                                choices=[
                                    ("recruitment", "Tuyển dụng, tiếp nhận"),
                                    ("contract", "Ký hợp đồng lao động"),
                                    ("move_inside", "Chuyển đổi vị trí trong đơn vị"),
                                    ("move", "Điều động giữa các đơn vị"),
                                    ("rotation", "Luân chuyển"),
                                    ("secondment", "Biệt phái"),
                                    ("appointment", "Bổ nhiệm"),
                                    ("reappointment", "Bổ nhiệm lại"),
                                    ("planning", "Phê duyệt quy hoạch"),
                                    ("rank", "Bổ nhiệm ngạch, nâng ngạch"),
                                    ("pay", "Xếp lương"),
                                    ("raise", "Nâng bậc lương thường xuyên"),
                                    ("early_raise", "Nâng bậc lương trước thời hạn"),
                                    ("over_frame", "Phụ cấp thâm niên vượt khung"),
                                    ("allowance", "Phụ cấp khác"),
                                    ("reward_unit", "Khen thưởng cấp cơ sở"),
                                    ("reward_ministry", "Khen thưởng cấp bộ, ngành, tỉnh"),
                                    ("reward_state", "Khen thưởng cấp Nhà nước"),
                                    ("title", "Danh hiệu thi đua"),
                                    ("discipline", "Kỷ luật"),
                                    ("training", "Cử đi đào tạo, bồi dưỡng"),
                                    ("trip", "Cử đi nước ngoài"),
                                    ("retirement", "Nghỉ hưu"),
                                    ("resignation", "Thôi việc, chấm dứt hợp đồng"),
                                ],
                                max_length=20,
                                verbose_name="việc được quyết định",
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(
                                choices=[
                                    ("top_leader", "Lãnh đạo cấp Tổng cục"),
                                    ("department_leader", "Lãnh đạo cấp Cục, Vụ"),
                                    ("unit_leader", "Lãnh đạo cấp Phòng, Chi cục, Đội"),
                                    ("senior", "Chuyên viên cao cấp và tương đương"),
                                    ("principal", "Chuyên viên chính và tương đương"),
                                    ("officer", "Chuyên viên và tương đương trở xuống"),
                                    ("contract", "Người lao động hợp đồng"),
                                    ("anyone", "Mọi đối tượng còn lại"),
                                ],
                                max_length=20,
                                verbose_name="đối tượng",
                            ),
                        ),
                        (
                            "decider",
                            models.CharField(
                                choices=[
                                    ("outside", "Cơ quan ngoài hệ thống"),
                                    ("top", "Cấp Tổng cục"),
                                    ("department", "Cấp Cục, Vụ quản lý người đó"),
                                    ("unit", "Phòng, Chi cục, Đội của người đó"),
                                ],
                                max_length=20,
                                verbose_name="cấp quyết định",
                            ),
                        ),
                        (
                            "or_above",
                            models.BooleanField(
                                default=False,
                                help_text="Đơn vị trên cấp ấy cũng được quyết định.",
                                verbose_name="cấp trên cũng được quyết định",
                            ),
                        ),
                        (
                            "or_outside",
                            models.BooleanField(
                                default=False,
                                help_text="Ví dụ bằng do trường ngoài hệ thống công nhận.",
                                verbose_name="cơ quan ngoài cũng được quyết định",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                help_text="Chỉ áp dụng cho người của các đơn vị loại này; để trống là mọi loại.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unitkind",
                                verbose_name="thuộc loại đơn vị",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                help_text="Chỉ áp dụng cho người của đơn vị này, ví dụ đơn vị được ủy quyền; để trống là mọi đơn vị.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="riêng đơn vị",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "phân cấp quản lý",
                        "verbose_name_plural": "phân cấp quản lý",
                        "ordering": ["order", "code", "valid_from"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("matter", "subject", "kind", "unit", "valid_from"),
                                name="decentralisation_case_from",
                                nulls_distinct=False,
                                violation_error_message="Bảng đã có dòng này từ ngày này.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAuthorityOverride",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("section", models.SlugField(max_length=30, verbose_name="mục")),
                        ("row", models.BigIntegerField(verbose_name="dòng")),
                        (
                            "matter",
                            models.CharField(
                                choices=[
                                    ("recruitment", "Tuyển dụng, tiếp nhận"),
                                    ("contract", "Ký hợp đồng lao động"),
                                    ("move_inside", "Chuyển đổi vị trí trong đơn vị"),
                                    ("move", "Điều động giữa các đơn vị"),
                                    ("rotation", "Luân chuyển"),
                                    ("secondment", "Biệt phái"),
                                    ("appointment", "Bổ nhiệm"),
                                    ("reappointment", "Bổ nhiệm lại"),
                                    ("planning", "Phê duyệt quy hoạch"),
                                    ("rank", "Bổ nhiệm ngạch, nâng ngạch"),
                                    ("pay", "Xếp lương"),
                                    ("raise", "Nâng bậc lương thường xuyên"),
                                    ("early_raise", "Nâng bậc lương trước thời hạn"),
                                    ("over_frame", "Phụ cấp thâm niên vượt khung"),
                                    ("allowance", "Phụ cấp khác"),
                                    ("reward_unit", "Khen thưởng cấp cơ sở"),
                                    ("reward_ministry", "Khen thưởng cấp bộ, ngành, tỉnh"),
                                    ("reward_state", "Khen thưởng cấp Nhà nước"),
                                    ("title", "Danh hiệu thi đua"),
                                    ("discipline", "Kỷ luật"),
                                    ("training", "Cử đi đào tạo, bồi dưỡng"),
                                    ("trip", "Cử đi nước ngoài"),
                                    ("retirement", "Nghỉ hưu"),
                                    ("resignation", "Thôi việc, chấm dứt hợp đồng"),
                                ],
                                max_length=20,
                                verbose_name="việc được quyết định",
                            ),
                        ),
                        ("reason", models.CharField(max_length=300, verbose_name="lý do ghi ngoài phân cấp")),
                        ("told", models.TextField(verbose_name="bảng phân cấp")),
                        ("holder", models.CharField(blank=True, max_length=200, verbose_name="người giữ")),
                        ("made_at", models.DateTimeField(blank=True, editable=False, verbose_name="lúc")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical quyết định ngoài phân cấp",
                        "verbose_name_plural": "historical quyết định ngoài phân cấp",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_b6fb7a_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDecentralisation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        (
                            "matter",
                            models.CharField(
                                choices=[
                                    ("recruitment", "Tuyển dụng, tiếp nhận"),
                                    ("contract", "Ký hợp đồng lao động"),
                                    ("move_inside", "Chuyển đổi vị trí trong đơn vị"),
                                    ("move", "Điều động giữa các đơn vị"),
                                    ("rotation", "Luân chuyển"),
                                    ("secondment", "Biệt phái"),
                                    ("appointment", "Bổ nhiệm"),
                                    ("reappointment", "Bổ nhiệm lại"),
                                    ("planning", "Phê duyệt quy hoạch"),
                                    ("rank", "Bổ nhiệm ngạch, nâng ngạch"),
                                    ("pay", "Xếp lương"),
                                    ("raise", "Nâng bậc lương thường xuyên"),
                                    ("early_raise", "Nâng bậc lương trước thời hạn"),
                                    ("over_frame", "Phụ cấp thâm niên vượt khung"),
                                    ("allowance", "Phụ cấp khác"),
                                    ("reward_unit", "Khen thưởng cấp cơ sở"),
                                    ("reward_ministry", "Khen thưởng cấp bộ, ngành, tỉnh"),
                                    ("reward_state", "Khen thưởng cấp Nhà nước"),
                                    ("title", "Danh hiệu thi đua"),
                                    ("discipline", "Kỷ luật"),
                                    ("training", "Cử đi đào tạo, bồi dưỡng"),
                                    ("trip", "Cử đi nước ngoài"),
                                    ("retirement", "Nghỉ hưu"),
                                    ("resignation", "Thôi việc, chấm dứt hợp đồng"),
                                ],
                                max_length=20,
                                verbose_name="việc được quyết định",
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(
                                choices=[
                                    ("top_leader", "Lãnh đạo cấp Tổng cục"),
                                    ("department_leader", "Lãnh đạo cấp Cục, Vụ"),
                                    ("unit_leader", "Lãnh đạo cấp Phòng, Chi cục, Đội"),
                                    ("senior", "Chuyên viên cao cấp và tương đương"),
                                    ("principal", "Chuyên viên chính và tương đương"),
                                    ("officer", "Chuyên viên và tương đương trở xuống"),
                                    ("contract", "Người lao động hợp đồng"),
                                    ("anyone", "Mọi đối tượng còn lại"),
                                ],
                                max_length=20,
                                verbose_name="đối tượng",
                            ),
                        ),
                        (
                            "decider",
                            models.CharField(
                                choices=[
                                    ("outside", "Cơ quan ngoài hệ thống"),
                                    ("top", "Cấp Tổng cục"),
                                    ("department", "Cấp Cục, Vụ quản lý người đó"),
                                    ("unit", "Phòng, Chi cục, Đội của người đó"),
                                ],
                                max_length=20,
                                verbose_name="cấp quyết định",
                            ),
                        ),
                        (
                            "or_above",
                            models.BooleanField(
                                default=False,
                                help_text="Đơn vị trên cấp ấy cũng được quyết định.",
                                verbose_name="cấp trên cũng được quyết định",
                            ),
                        ),
                        (
                            "or_outside",
                            models.BooleanField(
                                default=False,
                                help_text="Ví dụ bằng do trường ngoài hệ thống công nhận.",
                                verbose_name="cơ quan ngoài cũng được quyết định",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Chỉ áp dụng cho người của các đơn vị loại này; để trống là mọi loại.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unitkind",
                                verbose_name="thuộc loại đơn vị",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Chỉ áp dụng cho người của đơn vị này, ví dụ đơn vị được ủy quyền; để trống là mọi đơn vị.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="riêng đơn vị",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical phân cấp quản lý",
                        "verbose_name_plural": "historical phân cấp quản lý",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_254255_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Export",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ")),
                        ("kind", models.SlugField(max_length=60, verbose_name="loại")),
                        ("title", models.CharField(max_length=200, verbose_name="tên")),
                        ("words", models.TextField(verbose_name="điều kiện")),
                        ("reason", models.CharField(max_length=300, verbose_name="lý do kết xuất")),
                        ("sealed_parameters", qlcb.fields.SealedField(null=True, verbose_name="tham số")),
                        ("facts", models.JSONField(default=dict, verbose_name="phạm vi")),
                        (
                            "dossiers",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                default=list,
                                size=None,
                                verbose_name="hồ sơ trong tệp",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "Đang chờ"),
                                    ("running", "Đang lập"),
                                    ("done", "Đã xong"),
                                    ("failed", "Không lập được"),
                                    ("withheld", "Không giao tệp"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="trạng thái",
                            ),
                        ),
                        ("rows", models.PositiveIntegerField(default=0, verbose_name="số dòng")),
                        ("message", models.TextField(blank=True, verbose_name="thông báo")),
                        ("file", models.CharField(blank=True, max_length=60, verbose_name="tệp")),
                        ("file_name", models.CharField(max_length=200, verbose_name="tên tệp")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lập lúc")),
                        ("finished_at", models.DateTimeField(null=True, verbose_name="xong lúc")),
                        ("expires_at", models.DateTimeField(verbose_name="hết hạn lúc")),
                        ("downloads", models.PositiveIntegerField(default=0, verbose_name="số lần tải")),
                        ("downloaded_at", models.DateTimeField(null=True, verbose_name="tải gần nhất lúc")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lần kết xuất",
                        "verbose_name_plural": "các lần kết xuất",
                        "ordering": ["-created_at"],
                        "indexes": [models.Index(fields=["account", "-created_at"], name="export_own")],
                    },
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="now_state",
                    field=models.ForeignKey(
                        editable=False,
                        help_text="Vì sao không có mặt: thôi phục vụ, hoặc nghỉ không tính thời gian công tác.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.term",
                        verbose_name="tình trạng công tác",
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalterm",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("family_background", "Thành phần gia đình xuất thân"),
                            ("policy", "Đối tượng chính sách"),
                            ("general_education", "Trình độ giáo dục phổ thông"),
                            ("academic_title", "Học hàm"),
                            ("state_honour", "Danh hiệu nhà nước phong tặng"),
                            ("military_rank", "Quân hàm"),
                            ("organisation", "Tổ chức chính trị - xã hội"),
                            ("party_position", "Chức vụ Đảng"),
                            ("planning_term", "Giai đoạn quy hoạch"),
                            ("job_position", "Vị trí việc làm"),
                            ("allowance", "Loại phụ cấp"),
                            ("identity_paper", "Loại giấy tờ tùy thân"),
                            ("health_grade", "Phân loại sức khỏe"),
                            ("major", "Chuyên ngành đào tạo"),
                            ("school", "Cơ sở đào tạo"),
                            ("reward_form", "Hình thức khen thưởng"),
                            ("emulation_title", "Danh hiệu thi đua"),
                            ("rating", "Mức xếp loại chất lượng"),
                            ("discipline_form", "Hình thức kỷ luật"),
                            ("relation", "Quan hệ gia đình"),
                            ("declaration_kind", "Loại kê khai tài sản"),
                            ("country", "Quốc gia, vùng lãnh thổ"),
                            ("trip_purpose", "Mục đích đi nước ngoài"),
                            ("contract_kind", "Loại hợp đồng lao động"),
                            ("insurance_kind", "Chế độ bảo hiểm"),
                            ("absence_kind", "Loại nghỉ"),
                            ("leaving", "Thôi phục vụ"),
                            ("paper_kind", "Thành phần hồ sơ"),
                            ("bank", "Ngân hàng"),
                        ],
                        max_length=30,
                        verbose_name="danh mục",
                    ),
                ),
                migrations.AlterField(
                    model_name="term",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("family_background", "Thành phần gia đình xuất thân"),
                            ("policy", "Đối tượng chính sách"),
                            ("general_education", "Trình độ giáo dục phổ thông"),
                            ("academic_title", "Học hàm"),
                            ("state_honour", "Danh hiệu nhà nước phong tặng"),
                            ("military_rank", "Quân hàm"),
                            ("organisation", "Tổ chức chính trị - xã hội"),
                            ("party_position", "Chức vụ Đảng"),
                            ("planning_term", "Giai đoạn quy hoạch"),
                            ("job_position", "Vị trí việc làm"),
                            ("allowance", "Loại phụ cấp"),
                            ("identity_paper", "Loại giấy tờ tùy thân"),
                            ("health_grade", "Phân loại sức khỏe"),
                            ("major", "Chuyên ngành đào tạo"),
                            ("school", "Cơ sở đào tạo"),
                            ("reward_form", "Hình thức khen thưởng"),
                            ("emulation_title", "Danh hiệu thi đua"),
                            ("rating", "Mức xếp loại chất lượng"),
                            ("discipline_form", "Hình thức kỷ luật"),
                            ("relation", "Quan hệ gia đình"),
                            ("declaration_kind", "Loại kê khai tài sản"),
                            ("country", "Quốc gia, vùng lãnh thổ"),
                            ("trip_purpose", "Mục đích đi nước ngoài"),
                            ("contract_kind", "Loại hợp đồng lao động"),
                            ("insurance_kind", "Chế độ bảo hiểm"),
                            ("absence_kind", "Loại nghỉ"),
                            ("leaving", "Thôi phục vụ"),
                            ("paper_kind", "Thành phần hồ sơ"),
                            ("bank", "Ngân hàng"),
                        ],
                        max_length=30,
                        verbose_name="danh mục",
                    ),
                ),
                migrations.CreateModel(
                    name="HistoricalLeaving",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        (
                            "destination",
                            models.CharField(
                                blank=True,
                                help_text="Cơ quan tiếp nhận khi chuyển đi, biệt phái.",
                                max_length=200,
                                verbose_name="nơi đến",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="tình trạng",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical tình trạng công tác",
                        "verbose_name_plural": "historical tình trạng công tác",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_ed3235_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Leaving",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        ("valid_from", qlcb.fields.PartialDateField(verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        (
                            "destination",
                            models.CharField(
                                blank=True,
                                help_text="Cơ quan tiếp nhận khi chuyển đi, biệt phái.",
                                max_length=200,
                                verbose_name="nơi đến",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="tình trạng",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tình trạng công tác",
                        "verbose_name_plural": "tình trạng công tác",
                        "ordering": ["-valid_from", "-id"],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("dossier"),
                                            models.F("dossier"),
                                            models.Value("[]"),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.Func(
                                                models.F("valid_from"),
                                                function="lower",
                                                output_field=models.DateField(),
                                            ),
                                            models.F("valid_to"),
                                            models.Value("[]"),
                                            function="daterange",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="leaving_one_at_a_time",
                                violation_error_message="Trong thời gian này người này đã thôi phục vụ.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    (
                                        "valid_to__gte",
                                        models.Func(
                                            models.F("valid_from"), function="lower", output_field=models.DateField()
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="leaving_period",
                                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
                            ),
                        ],
                    },
                ),
                migrations.AddField(
                    model_name="discipline",
                    name="is_apart",
                    field=models.BooleanField(
                        default=False,
                        help_text="Kỷ luật Đảng về hành vi chưa bị kỷ luật hành chính: thời gian nâng bậc kéo dài thêm.",
                        verbose_name="hành vi khác với kỷ luật hành chính",
                    ),
                ),
                migrations.AddField(
                    model_name="historicaldiscipline",
                    name="is_apart",
                    field=models.BooleanField(
                        default=False,
                        help_text="Kỷ luật Đảng về hành vi chưa bị kỷ luật hành chính: thời gian nâng bậc kéo dài thêm.",
                        verbose_name="hành vi khác với kỷ luật hành chính",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalrating",
                    name="by_discipline",
                    field=models.BooleanField(
                        default=False,
                        help_text="Không hoàn thành nhiệm vụ vì hành vi đã bị kỷ luật: thời gian nâng bậc chỉ kéo dài theo kỷ luật.",
                        verbose_name="do cùng hành vi đã bị kỷ luật",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalsalary",
                    name="counts_from",
                    field=models.DateField(
                        blank=True,
                        help_text="Chỉ ghi khi quyết định nêu một ngày khác ngày hưởng.",
                        null=True,
                        verbose_name="mốc tính nâng bậc lần sau",
                    ),
                ),
                migrations.AddField(
                    model_name="rating",
                    name="by_discipline",
                    field=models.BooleanField(
                        default=False,
                        help_text="Không hoàn thành nhiệm vụ vì hành vi đã bị kỷ luật: thời gian nâng bậc chỉ kéo dài theo kỷ luật.",
                        verbose_name="do cùng hành vi đã bị kỷ luật",
                    ),
                ),
                migrations.AddField(
                    model_name="salary",
                    name="counts_from",
                    field=models.DateField(
                        blank=True,
                        help_text="Chỉ ghi khi quyết định nêu một ngày khác ngày hưởng.",
                        null=True,
                        verbose_name="mốc tính nâng bậc lần sau",
                    ),
                ),
                migrations.CreateModel(
                    name="LegalNumber",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        (
                            "value",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MaxValueValidator(10000)], verbose_name="giá trị"
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("months", "tháng"),
                                    ("days", "ngày"),
                                    ("working_days", "ngày làm việc"),
                                    ("percent", "phần trăm"),
                                    ("people", "người"),
                                    ("steps", "bậc"),
                                    ("times", "lần"),
                                ],
                                default="months",
                                max_length=20,
                                verbose_name="đơn vị tính",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "thời hạn, mức theo luật",
                        "verbose_name_plural": "thời hạn, mức theo luật",
                        "ordering": ["order", "code", "valid_from"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "valid_from"),
                                name="legalnumber_code_from",
                                nulls_distinct=False,
                                violation_error_message="Danh mục này đã có mã này từ ngày này.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consequence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        (
                            "subject",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("official", "Cán bộ"),
                                    ("civil_servant", "Công chức"),
                                    ("public_employee", "Viên chức"),
                                    ("contract", "Người lao động hợp đồng"),
                                ],
                                help_text="Để trống là mọi đối tượng.",
                                max_length=20,
                                verbose_name="đối tượng",
                            ),
                        ),
                        (
                            "raise_months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="Số tháng.",
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="kéo dài nâng bậc (tháng)",
                            ),
                        ),
                        (
                            "hold_months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="Số tháng không bổ nhiệm, quy hoạch, nâng ngạch.",
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="không bổ nhiệm, quy hoạch (tháng)",
                            ),
                        ),
                        (
                            "early_months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="Số tháng, nhiều nhất.",
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="nâng bậc trước hạn (tháng)",
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="hình thức kỷ luật, khen thưởng, mức xếp loại, danh hiệu",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hệ quả của kỷ luật, xếp loại, khen thưởng",
                        "verbose_name_plural": "hệ quả của kỷ luật, xếp loại, khen thưởng",
                        "ordering": ["order", "code", "valid_from"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("term", "subject", "valid_from"),
                                name="consequence_term_from",
                                nulls_distinct=False,
                                violation_error_message="Danh mục này đã có dòng này từ ngày này.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalConsequence",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        (
                            "subject",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("official", "Cán bộ"),
                                    ("civil_servant", "Công chức"),
                                    ("public_employee", "Viên chức"),
                                    ("contract", "Người lao động hợp đồng"),
                                ],
                                help_text="Để trống là mọi đối tượng.",
                                max_length=20,
                                verbose_name="đối tượng",
                            ),
                        ),
                        (
                            "raise_months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="Số tháng.",
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="kéo dài nâng bậc (tháng)",
                            ),
                        ),
                        (
                            "hold_months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="Số tháng không bổ nhiệm, quy hoạch, nâng ngạch.",
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="không bổ nhiệm, quy hoạch (tháng)",
                            ),
                        ),
                        (
                            "early_months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="Số tháng, nhiều nhất.",
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="nâng bậc trước hạn (tháng)",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="hình thức kỷ luật, khen thưởng, mức xếp loại, danh hiệu",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical hệ quả của kỷ luật, xếp loại, khen thưởng",
                        "verbose_name_plural": "historical hệ quả của kỷ luật, xếp loại, khen thưởng",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_732ae1_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLegalNumber",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        (
                            "value",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MaxValueValidator(10000)], verbose_name="giá trị"
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("months", "tháng"),
                                    ("days", "ngày"),
                                    ("working_days", "ngày làm việc"),
                                    ("percent", "phần trăm"),
                                    ("people", "người"),
                                    ("steps", "bậc"),
                                    ("times", "lần"),
                                ],
                                default="months",
                                max_length=20,
                                verbose_name="đơn vị tính",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical thời hạn, mức theo luật",
                        "verbose_name_plural": "historical thời hạn, mức theo luật",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_fd77c1_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="now_over_frame_on",
                    field=models.DateField(editable=False, null=True, verbose_name="vượt khung kế tiếp"),
                ),
                migrations.AddIndex(
                    model_name="dossier",
                    index=models.Index(
                        condition=models.Q(("now_status", "serving")),
                        fields=["now_over_frame_on"],
                        name="dossier_serving_over_frame",
                    ),
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("kind", models.SlugField(editable=False, max_length=30, verbose_name="việc")),
                        ("title", models.CharField(max_length=200, verbose_name="tên dự thảo")),
                        ("shared", models.JSONField(blank=True, default=dict, verbose_name="giá trị chung")),
                        ("period", models.JSONField(blank=True, default=dict, verbose_name="kỳ xét")),
                        ("wording", models.JSONField(blank=True, default=dict, verbose_name="lời văn")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="số quyết định")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="ngày ký")),
                        ("effective_on", models.DateField(blank=True, null=True, verbose_name="ngày có hiệu lực")),
                        ("signer", models.CharField(blank=True, max_length=150, verbose_name="người ký")),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="trích yếu")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        (
                            "override",
                            models.CharField(blank=True, max_length=300, verbose_name="lý do ghi ngoài phân cấp"),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="lý do")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Đang soạn"),
                                    ("queued", "Đang ghi"),
                                    ("applied", "Đã ghi vào hồ sơ"),
                                    ("cancelled", "Đã hủy"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("message", models.TextField(blank=True, editable=False, verbose_name="thông báo")),
                        (
                            "queued_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="xác nhận ghi lúc"
                            ),
                        ),
                        ("began_at", models.DateTimeField(auto_now_add=True, verbose_name="soạn lúc")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản soạn",
                            ),
                        ),
                        (
                            "authority",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="cơ quan ban hành",
                            ),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="personnel.draft",
                                verbose_name="thu hồi kết quả của",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drafts",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị soạn",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "dự thảo quyết định",
                        "verbose_name_plural": "dự thảo quyết định",
                        "ordering": ["-began_at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="DraftLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        (
                            "mode",
                            models.CharField(
                                choices=[("add", "Ghi mới"), ("recall", "Thu hồi"), ("replace", "Điều chỉnh")],
                                default="add",
                                max_length=10,
                                verbose_name="cách ghi",
                            ),
                        ),
                        ("is_in", models.BooleanField(default=True, verbose_name="đưa vào quyết định")),
                        ("why", models.CharField(blank=True, max_length=300, verbose_name="lý do")),
                        ("steps", models.JSONField(blank=True, default=list, verbose_name="diễn giải")),
                        ("sealed_values", qlcb.fields.SealedField(blank=True, null=True, verbose_name="giá trị riêng")),
                        ("row", models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="bản ghi")),
                        (
                            "takes_back",
                            models.BigIntegerField(
                                blank=True, editable=False, null=True, verbose_name="bản ghi được thu hồi"
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="personnel.draft",
                                verbose_name="dự thảo",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "dòng của dự thảo",
                        "verbose_name_plural": "dòng của dự thảo",
                        "ordering": ["order", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDraft",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("kind", models.SlugField(editable=False, max_length=30, verbose_name="việc")),
                        ("title", models.CharField(max_length=200, verbose_name="tên dự thảo")),
                        ("shared", models.JSONField(blank=True, default=dict, verbose_name="giá trị chung")),
                        ("period", models.JSONField(blank=True, default=dict, verbose_name="kỳ xét")),
                        ("wording", models.JSONField(blank=True, default=dict, verbose_name="lời văn")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="số quyết định")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="ngày ký")),
                        ("effective_on", models.DateField(blank=True, null=True, verbose_name="ngày có hiệu lực")),
                        ("signer", models.CharField(blank=True, max_length=150, verbose_name="người ký")),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="trích yếu")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        (
                            "override",
                            models.CharField(blank=True, max_length=300, verbose_name="lý do ghi ngoài phân cấp"),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="lý do")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Đang soạn"),
                                    ("queued", "Đang ghi"),
                                    ("applied", "Đã ghi vào hồ sơ"),
                                    ("cancelled", "Đã hủy"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("began_at", models.DateTimeField(blank=True, editable=False, verbose_name="soạn lúc")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản soạn",
                            ),
                        ),
                        (
                            "authority",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="cơ quan ban hành",
                            ),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.draft",
                                verbose_name="thu hồi kết quả của",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị soạn",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical dự thảo quyết định",
                        "verbose_name_plural": "historical dự thảo quyết định",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDraftLine",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        (
                            "mode",
                            models.CharField(
                                choices=[("add", "Ghi mới"), ("recall", "Thu hồi"), ("replace", "Điều chỉnh")],
                                default="add",
                                max_length=10,
                                verbose_name="cách ghi",
                            ),
                        ),
                        ("is_in", models.BooleanField(default=True, verbose_name="đưa vào quyết định")),
                        ("why", models.CharField(blank=True, max_length=300, verbose_name="lý do")),
                        ("steps", models.JSONField(blank=True, default=list, verbose_name="diễn giải")),
                        ("sealed_values", qlcb.fields.SealedField(blank=True, null=True, verbose_name="giá trị riêng")),
                        (
                            "takes_back",
                            models.BigIntegerField(
                                blank=True, editable=False, null=True, verbose_name="bản ghi được thu hồi"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.draft",
                                verbose_name="dự thảo",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical dòng của dự thảo",
                        "verbose_name_plural": "historical dòng của dự thảo",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.AddIndex(
                    model_name="draft",
                    index=models.Index(fields=["-began_at", "-id"], name="draft_newest"),
                ),
                migrations.AddIndex(
                    model_name="draft",
                    index=models.Index(
                        condition=models.Q(("state__in", ("open", "queued"))),
                        fields=["unit"],
                        name="draft_open_of_unit",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="draftline",
                    constraint=models.UniqueConstraint(
                        fields=("draft", "dossier"),
                        name="draftline_one_a_person",
                        violation_error_message="Người này đã có trong dự thảo.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="historicaldraft",
                    index=models.Index(fields=["history_date", "id"], name="personnel_h_history_b24b33_idx"),
                ),
                migrations.AddIndex(
                    model_name="historicaldraftline",
                    index=models.Index(fields=["history_date", "id"], name="personnel_h_history_1e097f_idx"),
                ),
                migrations.CreateModel(
                    name="Transfer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("batch", models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="đợt")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "Chờ đơn vị quản lý trả lời"),
                                    ("sent", "Chờ tiếp nhận"),
                                    ("received", "Đã tiếp nhận"),
                                    ("returned", "Bị trả lại"),
                                    ("recalled", "Đã thu hồi"),
                                    ("declined", "Không chuyển"),
                                    ("withdrawn", "Đã rút yêu cầu"),
                                ],
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="số hiệu")),
                        ("full_name", models.CharField(max_length=150, verbose_name="họ và tên")),
                        ("position", models.CharField(blank=True, max_length=200, verbose_name="chức vụ khi chuyển")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("move", "Điều động, chuyển đổi vị trí"),
                                    ("rotation", "Luân chuyển"),
                                    ("secondment", "Biệt phái"),
                                ],
                                default="move",
                                max_length=20,
                                verbose_name="hình thức",
                            ),
                        ),
                        (
                            "effective_on",
                            models.DateField(blank=True, null=True, verbose_name="công tác tại đơn vị mới từ ngày"),
                        ),
                        (
                            "override",
                            models.CharField(blank=True, max_length=300, verbose_name="lý do ghi ngoài phân cấp"),
                        ),
                        (
                            "ends_position",
                            models.BooleanField(default=True, verbose_name="thôi giữ chức vụ tại đơn vị cũ"),
                        ),
                        (
                            "request_number",
                            models.CharField(blank=True, max_length=100, verbose_name="số văn bản yêu cầu"),
                        ),
                        ("request_on", models.DateField(blank=True, null=True, verbose_name="ngày văn bản yêu cầu")),
                        (
                            "papers_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận hồ sơ giấy"),
                        ),
                        (
                            "papers_note",
                            models.CharField(blank=True, max_length=300, verbose_name="tình trạng hồ sơ khi nhận"),
                        ),
                        (
                            "account_handed_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày bàn giao tài khoản cá nhân"),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="yêu cầu lúc")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc")),
                        ("sent_holder", models.CharField(blank=True, max_length=200, verbose_name="người gửi")),
                        ("moved_at", models.DateTimeField(verbose_name="chuyển bước lúc")),
                        (
                            "moved_holder",
                            models.CharField(blank=True, max_length=200, verbose_name="người chuyển bước"),
                        ),
                        ("moved_because", models.TextField(blank=True, verbose_name="lý do chuyển bước")),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transfers",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transfers",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "from_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị chuyển",
                            ),
                        ),
                        (
                            "moved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản chuyển bước",
                            ),
                        ),
                        (
                            "new_position",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.position",
                                verbose_name="bổ nhiệm tại đơn vị mới",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản gửi",
                            ),
                        ),
                        (
                            "to_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị nhận",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "điều chuyển hồ sơ",
                        "verbose_name_plural": "điều chuyển hồ sơ",
                        "ordering": ["-moved_at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalTransferPaper",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("number", models.PositiveSmallIntegerField(verbose_name="số thứ tự")),
                        ("title", models.CharField(max_length=200, verbose_name="tên tài liệu")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("original", "Bản chính"),
                                    ("certified", "Bản sao chứng thực"),
                                    ("copy", "Bản sao"),
                                ],
                                default="original",
                                max_length=20,
                                verbose_name="hình thức bản",
                            ),
                        ),
                        ("copies", models.PositiveSmallIntegerField(default=1, verbose_name="số bản")),
                        ("sheets", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="số trang")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="ghi chú")),
                        (
                            "scan",
                            models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="bản chụp"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "transfer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.transfer",
                                verbose_name="điều chuyển",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical tài liệu giao nhận",
                        "verbose_name_plural": "historical tài liệu giao nhận",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="TransferPaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="số thứ tự")),
                        ("title", models.CharField(max_length=200, verbose_name="tên tài liệu")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("original", "Bản chính"),
                                    ("certified", "Bản sao chứng thực"),
                                    ("copy", "Bản sao"),
                                ],
                                default="original",
                                max_length=20,
                                verbose_name="hình thức bản",
                            ),
                        ),
                        ("copies", models.PositiveSmallIntegerField(default=1, verbose_name="số bản")),
                        ("sheets", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="số trang")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="ghi chú")),
                        (
                            "scan",
                            models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="bản chụp"),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "transfer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="personnel.transfer",
                                verbose_name="điều chuyển",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tài liệu giao nhận",
                        "verbose_name_plural": "tài liệu giao nhận",
                        "ordering": ["transfer", "number"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalTransfer",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("batch", models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="đợt")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "Chờ đơn vị quản lý trả lời"),
                                    ("sent", "Chờ tiếp nhận"),
                                    ("received", "Đã tiếp nhận"),
                                    ("returned", "Bị trả lại"),
                                    ("recalled", "Đã thu hồi"),
                                    ("declined", "Không chuyển"),
                                    ("withdrawn", "Đã rút yêu cầu"),
                                ],
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="số hiệu")),
                        ("full_name", models.CharField(max_length=150, verbose_name="họ và tên")),
                        ("position", models.CharField(blank=True, max_length=200, verbose_name="chức vụ khi chuyển")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("move", "Điều động, chuyển đổi vị trí"),
                                    ("rotation", "Luân chuyển"),
                                    ("secondment", "Biệt phái"),
                                ],
                                default="move",
                                max_length=20,
                                verbose_name="hình thức",
                            ),
                        ),
                        (
                            "effective_on",
                            models.DateField(blank=True, null=True, verbose_name="công tác tại đơn vị mới từ ngày"),
                        ),
                        (
                            "override",
                            models.CharField(blank=True, max_length=300, verbose_name="lý do ghi ngoài phân cấp"),
                        ),
                        (
                            "ends_position",
                            models.BooleanField(default=True, verbose_name="thôi giữ chức vụ tại đơn vị cũ"),
                        ),
                        (
                            "request_number",
                            models.CharField(blank=True, max_length=100, verbose_name="số văn bản yêu cầu"),
                        ),
                        ("request_on", models.DateField(blank=True, null=True, verbose_name="ngày văn bản yêu cầu")),
                        (
                            "papers_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận hồ sơ giấy"),
                        ),
                        (
                            "papers_note",
                            models.CharField(blank=True, max_length=300, verbose_name="tình trạng hồ sơ khi nhận"),
                        ),
                        (
                            "account_handed_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày bàn giao tài khoản cá nhân"),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="yêu cầu lúc")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc")),
                        ("sent_holder", models.CharField(blank=True, max_length=200, verbose_name="người gửi")),
                        ("moved_at", models.DateTimeField(verbose_name="chuyển bước lúc")),
                        (
                            "moved_holder",
                            models.CharField(blank=True, max_length=200, verbose_name="người chuyển bước"),
                        ),
                        ("moved_because", models.TextField(blank=True, verbose_name="lý do chuyển bước")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "from_unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị chuyển",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "moved_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản chuyển bước",
                            ),
                        ),
                        (
                            "new_position",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.position",
                                verbose_name="bổ nhiệm tại đơn vị mới",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản gửi",
                            ),
                        ),
                        (
                            "to_unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị nhận",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical điều chuyển hồ sơ",
                        "verbose_name_plural": "historical điều chuyển hồ sơ",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_8ef4c2_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.AddIndex(
                    model_name="transfer",
                    index=models.Index(fields=["state", "moved_at", "id"], name="transfer_state"),
                ),
                migrations.AddIndex(
                    model_name="transfer",
                    index=models.Index(fields=["batch"], name="transfer_batch"),
                ),
                migrations.AddConstraint(
                    model_name="transfer",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ("requested", "sent"))),
                        fields=("dossier",),
                        name="transfer_one_open",
                        violation_error_message="Hồ sơ này đang có một lần điều chuyển chưa xong.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="transfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("requested", "declined", "withdrawn")),
                            models.Q(
                                ("decision__isnull", False),
                                ("effective_on__isnull", False),
                                ("sent_at__isnull", False),
                                ("sent_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="transfer_sent_under_a_decision",
                        violation_error_message="Hồ sơ chỉ chuyển theo quyết định, từ một ngày.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="transfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "received"), _negated=True),
                            ("papers_received_on__isnull", False),
                            _connector="OR",
                        ),
                        name="transfer_received_with_its_papers",
                        violation_error_message="Nhập ngày nhận hồ sơ giấy.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="transfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("from_unit", models.F("to_unit")), _negated=True),
                        name="transfer_between_two_units",
                        violation_error_message="Đơn vị nhận phải khác đơn vị chuyển.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="historicaltransferpaper",
                    index=models.Index(fields=["history_date", "id"], name="personnel_h_history_68d980_idx"),
                ),
                migrations.AddConstraint(
                    model_name="transferpaper",
                    constraint=models.UniqueConstraint(
                        fields=("transfer", "number"),
                        name="transferpaper_number",
                        violation_error_message="Số thứ tự này đã có trong danh mục giao nhận.",
                    ),
                ),
                migrations.AlterField(
                    model_name="decision",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("salary", "Nâng bậc, xếp lương"),
                            ("posting", "Điều động, phân công công tác"),
                            ("appointment", "Bổ nhiệm, bổ nhiệm lại"),
                            ("recruitment", "Tuyển dụng"),
                            ("training", "Cử đi đào tạo, công nhận văn bằng"),
                            ("reorganisation", "Sắp xếp tổ chức bộ máy"),
                            ("other", "Khác"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="loại quyết định",
                    ),
                ),
                migrations.AlterField(
                    model_name="historicaldecision",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("salary", "Nâng bậc, xếp lương"),
                            ("posting", "Điều động, phân công công tác"),
                            ("appointment", "Bổ nhiệm, bổ nhiệm lại"),
                            ("recruitment", "Tuyển dụng"),
                            ("training", "Cử đi đào tạo, công nhận văn bằng"),
                            ("reorganisation", "Sắp xếp tổ chức bộ máy"),
                            ("other", "Khác"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="loại quyết định",
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalposting",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("first", "Tiếp nhận, tuyển dụng"),
                            ("move", "Điều động, chuyển đổi vị trí"),
                            ("rotation", "Luân chuyển"),
                            ("secondment", "Biệt phái"),
                            ("reorganisation", "Sắp xếp tổ chức bộ máy"),
                        ],
                        default="move",
                        max_length=20,
                        verbose_name="hình thức",
                    ),
                ),
                migrations.AlterField(
                    model_name="posting",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("first", "Tiếp nhận, tuyển dụng"),
                            ("move", "Điều động, chuyển đổi vị trí"),
                            ("rotation", "Luân chuyển"),
                            ("secondment", "Biệt phái"),
                            ("reorganisation", "Sắp xếp tổ chức bộ máy"),
                        ],
                        default="move",
                        max_length=20,
                        verbose_name="hình thức",
                    ),
                ),
                migrations.CreateModel(
                    name="Reorganisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        (
                            "number",
                            models.CharField(
                                help_text="Ví dụ: 382/QĐ-BTC", max_length=60, verbose_name="số quyết định"
                            ),
                        ),
                        ("signed_on", models.DateField(verbose_name="ngày ký")),
                        (
                            "effective_on",
                            models.DateField(
                                help_text="Từ ngày này cơ cấu mới thay cơ cấu cũ.", verbose_name="ngày có hiệu lực"
                            ),
                        ),
                        ("signer", models.CharField(blank=True, max_length=150, verbose_name="người ký")),
                        ("summary", models.CharField(max_length=300, verbose_name="trích yếu")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Đang soạn"),
                                    ("checked", "Đã duyệt, chờ áp dụng"),
                                    ("applied", "Đã áp dụng"),
                                    ("withdrawn", "Đã hủy"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("problem", models.TextField(blank=True, verbose_name="vì sao chưa áp dụng được")),
                        ("approved_holder", models.CharField(blank=True, max_length=200, verbose_name="người duyệt")),
                        ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="duyệt lúc")),
                        ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="áp dụng lúc")),
                        ("outcome", models.JSONField(blank=True, default=dict, verbose_name="kết quả áp dụng")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản duyệt",
                            ),
                        ),
                        (
                            "authority",
                            models.ForeignKey(
                                blank=True,
                                help_text="Để trống khi do cơ quan ngoài hệ thống ban hành, ví dụ Bộ Tài chính.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="cơ quan ban hành",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "scope",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="phạm vi sắp xếp",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "phương án sắp xếp tổ chức",
                        "verbose_name_plural": "phương án sắp xếp tổ chức",
                        "ordering": ["-effective_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalReorganisationStep",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        (
                            "deed",
                            models.CharField(
                                choices=[
                                    ("establish", "Thành lập"),
                                    ("rename", "Đổi tên, đổi loại"),
                                    ("move", "Chuyển về"),
                                    ("merge", "Nhập vào"),
                                    ("split", "Chia, tách thành"),
                                    ("dissolve", "Giải thể"),
                                ],
                                max_length=10,
                                verbose_name="việc",
                            ),
                        ),
                        ("code", models.SlugField(blank=True, max_length=30, verbose_name="mã đơn vị mới")),
                        (
                            "identifier",
                            models.CharField(
                                blank=True,
                                max_length=35,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]\\d{2}(\\.[0-9A-Z]{1,3}){0,4}$",
                                        "Mã định danh điện tử có dạng G12.34 hoặc G12.34.C7 (QĐ 20/2020/QĐ-TTg).",
                                    )
                                ],
                                verbose_name="mã định danh điện tử",
                            ),
                        ),
                        ("customs_prefix", models.CharField(blank=True, max_length=4, verbose_name="mã hải quan")),
                        ("order", models.PositiveIntegerField(blank=True, null=True, verbose_name="thứ tự")),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="tên mới")),
                        ("short_name", models.CharField(blank=True, max_length=100, verbose_name="tên viết tắt mới")),
                        ("parent", models.CharField(blank=True, max_length=30, verbose_name="đơn vị cấp trên mới")),
                        (
                            "targets",
                            models.CharField(
                                blank=True,
                                help_text="Mã đơn vị; nhiều mã cách nhau.",
                                max_length=300,
                                verbose_name="nơi đến",
                            ),
                        ),
                        ("people_to", models.CharField(blank=True, max_length=30, verbose_name="nơi người chuyển đến")),
                        (
                            "posts",
                            models.CharField(
                                choices=[("end", "Kết thúc chức vụ"), ("follow", "Giữ chức vụ tại nơi đến")],
                                default="end",
                                max_length=10,
                                verbose_name="chức vụ lãnh đạo",
                            ),
                        ),
                        (
                            "accounts",
                            models.CharField(
                                choices=[
                                    ("follow", "Chuyển về nơi đến"),
                                    ("seats", "Chuyển, trừ quản trị đơn vị"),
                                    ("withdraw", "Hủy bỏ"),
                                ],
                                default="follow",
                                max_length=10,
                                verbose_name="tài khoản",
                            ),
                        ),
                        (
                            "grants",
                            models.CharField(
                                choices=[("follow", "Cấp lại tại nơi đến"), ("end", "Thu hồi")],
                                default="follow",
                                max_length=10,
                                verbose_name="quyền trên đơn vị",
                            ),
                        ),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="mức tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="nguồn")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unitkind",
                                verbose_name="loại đơn vị mới",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        (
                            "reorganisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.reorganisation",
                                verbose_name="phương án sắp xếp",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical bước sắp xếp",
                        "verbose_name_plural": "historical bước sắp xếp",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReorganisationPerson",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("to", models.CharField(max_length=30, verbose_name="nơi đến")),
                        ("keeps_post", models.BooleanField(default=False, verbose_name="giữ chức vụ tại nơi đến")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reorganisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.reorganisation",
                                verbose_name="phương án sắp xếp",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical người chuyển riêng",
                        "verbose_name_plural": "historical người chuyển riêng",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReorganisationAccount",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("to", models.CharField(blank=True, max_length=30, verbose_name="nơi đến")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reorganisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.reorganisation",
                                verbose_name="phương án sắp xếp",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical tài khoản chuyển riêng",
                        "verbose_name_plural": "historical tài khoản chuyển riêng",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ReorganisationAccount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("to", models.CharField(blank=True, max_length=30, verbose_name="nơi đến")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản",
                            ),
                        ),
                        (
                            "reorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="personnel.reorganisation",
                                verbose_name="phương án sắp xếp",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tài khoản chuyển riêng",
                        "verbose_name_plural": "tài khoản chuyển riêng",
                        "ordering": ["account__username"],
                    },
                ),
                migrations.CreateModel(
                    name="ReorganisationPerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("to", models.CharField(max_length=30, verbose_name="nơi đến")),
                        ("keeps_post", models.BooleanField(default=False, verbose_name="giữ chức vụ tại nơi đến")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "reorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="personnel.reorganisation",
                                verbose_name="phương án sắp xếp",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "người chuyển riêng",
                        "verbose_name_plural": "người chuyển riêng",
                        "ordering": ["dossier__sort_key", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ReorganisationStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        (
                            "deed",
                            models.CharField(
                                choices=[
                                    ("establish", "Thành lập"),
                                    ("rename", "Đổi tên, đổi loại"),
                                    ("move", "Chuyển về"),
                                    ("merge", "Nhập vào"),
                                    ("split", "Chia, tách thành"),
                                    ("dissolve", "Giải thể"),
                                ],
                                max_length=10,
                                verbose_name="việc",
                            ),
                        ),
                        ("code", models.SlugField(blank=True, max_length=30, verbose_name="mã đơn vị mới")),
                        (
                            "identifier",
                            models.CharField(
                                blank=True,
                                max_length=35,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]\\d{2}(\\.[0-9A-Z]{1,3}){0,4}$",
                                        "Mã định danh điện tử có dạng G12.34 hoặc G12.34.C7 (QĐ 20/2020/QĐ-TTg).",
                                    )
                                ],
                                verbose_name="mã định danh điện tử",
                            ),
                        ),
                        ("customs_prefix", models.CharField(blank=True, max_length=4, verbose_name="mã hải quan")),
                        ("order", models.PositiveIntegerField(blank=True, null=True, verbose_name="thứ tự")),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="tên mới")),
                        ("short_name", models.CharField(blank=True, max_length=100, verbose_name="tên viết tắt mới")),
                        ("parent", models.CharField(blank=True, max_length=30, verbose_name="đơn vị cấp trên mới")),
                        (
                            "targets",
                            models.CharField(
                                blank=True,
                                help_text="Mã đơn vị; nhiều mã cách nhau.",
                                max_length=300,
                                verbose_name="nơi đến",
                            ),
                        ),
                        ("people_to", models.CharField(blank=True, max_length=30, verbose_name="nơi người chuyển đến")),
                        (
                            "posts",
                            models.CharField(
                                choices=[("end", "Kết thúc chức vụ"), ("follow", "Giữ chức vụ tại nơi đến")],
                                default="end",
                                max_length=10,
                                verbose_name="chức vụ lãnh đạo",
                            ),
                        ),
                        (
                            "accounts",
                            models.CharField(
                                choices=[
                                    ("follow", "Chuyển về nơi đến"),
                                    ("seats", "Chuyển, trừ quản trị đơn vị"),
                                    ("withdraw", "Hủy bỏ"),
                                ],
                                default="follow",
                                max_length=10,
                                verbose_name="tài khoản",
                            ),
                        ),
                        (
                            "grants",
                            models.CharField(
                                choices=[("follow", "Cấp lại tại nơi đến"), ("end", "Thu hồi")],
                                default="follow",
                                max_length=10,
                                verbose_name="quyền trên đơn vị",
                            ),
                        ),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="mức tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="nguồn")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="orgunits.unitkind",
                                verbose_name="loại đơn vị mới",
                            ),
                        ),
                        (
                            "reorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="personnel.reorganisation",
                                verbose_name="phương án sắp xếp",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bước sắp xếp",
                        "verbose_name_plural": "bước sắp xếp",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalReorganisation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        (
                            "number",
                            models.CharField(
                                help_text="Ví dụ: 382/QĐ-BTC", max_length=60, verbose_name="số quyết định"
                            ),
                        ),
                        ("signed_on", models.DateField(verbose_name="ngày ký")),
                        (
                            "effective_on",
                            models.DateField(
                                help_text="Từ ngày này cơ cấu mới thay cơ cấu cũ.", verbose_name="ngày có hiệu lực"
                            ),
                        ),
                        ("signer", models.CharField(blank=True, max_length=150, verbose_name="người ký")),
                        ("summary", models.CharField(max_length=300, verbose_name="trích yếu")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Đang soạn"),
                                    ("checked", "Đã duyệt, chờ áp dụng"),
                                    ("applied", "Đã áp dụng"),
                                    ("withdrawn", "Đã hủy"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("problem", models.TextField(blank=True, verbose_name="vì sao chưa áp dụng được")),
                        ("approved_holder", models.CharField(blank=True, max_length=200, verbose_name="người duyệt")),
                        ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="duyệt lúc")),
                        ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="áp dụng lúc")),
                        ("outcome", models.JSONField(blank=True, default=dict, verbose_name="kết quả áp dụng")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản duyệt",
                            ),
                        ),
                        (
                            "authority",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Để trống khi do cơ quan ngoài hệ thống ban hành, ví dụ Bộ Tài chính.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="cơ quan ban hành",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "scope",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="phạm vi sắp xếp",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical phương án sắp xếp tổ chức",
                        "verbose_name_plural": "historical phương án sắp xếp tổ chức",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_0ca9b9_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.AddConstraint(
                    model_name="reorganisation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "withdrawn"]), ("approved_by__isnull", False), _connector="OR"
                        ),
                        name="reorganisation_approved_by_somebody",
                        violation_error_message="Phương án chờ áp dụng phải có người duyệt.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="historicalreorganisationstep",
                    index=models.Index(fields=["history_date", "id"], name="personnel_h_history_774101_idx"),
                ),
                migrations.AddIndex(
                    model_name="historicalreorganisationperson",
                    index=models.Index(fields=["history_date", "id"], name="personnel_h_history_77aeb3_idx"),
                ),
                migrations.AddIndex(
                    model_name="historicalreorganisationaccount",
                    index=models.Index(fields=["history_date", "id"], name="personnel_h_history_6d39ff_idx"),
                ),
                migrations.AddConstraint(
                    model_name="reorganisationaccount",
                    constraint=models.UniqueConstraint(
                        fields=("reorganisation", "account"),
                        name="reorganisationaccount_once",
                        violation_error_message="Tài khoản này đã có nơi đến riêng trong phương án.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reorganisationperson",
                    constraint=models.UniqueConstraint(
                        fields=("reorganisation", "dossier"),
                        name="reorganisationperson_once",
                        violation_error_message="Người này đã có nơi đến riêng trong phương án.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reorganisationstep",
                    constraint=models.UniqueConstraint(
                        fields=("reorganisation", "unit"),
                        name="reorganisationstep_one_a_unit",
                        violation_error_message="Đơn vị này đã có trong phương án; sửa bước đã có.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reorganisationstep",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("reorganisation", "code"),
                        name="reorganisationstep_one_a_code",
                        violation_error_message="Trong phương án đã có đơn vị mới mang mã này.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reorganisationstep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("deed", "establish"), ("unit__isnull", True), models.Q(("code", ""), _negated=True)
                            ),
                            models.Q(models.Q(("deed", "establish"), _negated=True), ("unit__isnull", False)),
                            _connector="OR",
                        ),
                        name="reorganisationstep_unit_or_code",
                        violation_error_message="Thành lập thì ghi mã đơn vị mới; việc khác thì chọn đơn vị.",
                    ),
                ),
                migrations.CreateModel(
                    name="Round",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("review", "Rà soát hồ sơ"), ("assets", "Kê khai tài sản")],
                                editable=False,
                                max_length=10,
                                verbose_name="loại",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="tên đợt")),
                        (
                            "document",
                            models.CharField(
                                help_text="Ví dụ: 1245/TCHQ-TCCB.", max_length=100, verbose_name="văn bản"
                            ),
                        ),
                        ("document_on", models.DateField(verbose_name="ngày văn bản")),
                        ("deadline", models.DateField(verbose_name="hạn hoàn thành")),
                        ("instructions", models.TextField(blank=True, max_length=2000, verbose_name="hướng dẫn")),
                        ("parts", models.JSONField(blank=True, default=list, verbose_name="các mục cần rà soát")),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(2006),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="năm kê khai",
                            ),
                        ),
                        (
                            "leading",
                            models.BooleanField(default=False, verbose_name="người giữ chức vụ lãnh đạo, quản lý"),
                        ),
                        (
                            "positions",
                            models.JSONField(blank=True, default=list, verbose_name="chức vụ khác phải kê khai"),
                        ),
                        ("ranks", models.JSONField(blank=True, default=list, verbose_name="ngạch phải kê khai")),
                        ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="mở lúc")),
                        (
                            "closed_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="đóng ngày"),
                        ),
                        ("conclusion", models.TextField(blank=True, max_length=2000, verbose_name="kết luận")),
                        (
                            "declaration_kind",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="loại kê khai",
                            ),
                        ),
                        (
                            "organiser",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị tổ chức",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="orgunits.unit",
                                verbose_name="phạm vi",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "đợt",
                        "verbose_name_plural": "các đợt",
                        "ordering": [
                            models.OrderBy(models.F("closed_on"), descending=True, nulls_first=True),
                            "deadline",
                            "id",
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRoundReminder",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("reminded_on", models.DateField(verbose_name="ngày nhắc")),
                        ("words", models.CharField(max_length=300, verbose_name="nội dung nhắc")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.round",
                                verbose_name="đợt",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical lần đôn đốc",
                        "verbose_name_plural": "historical các lần đôn đốc",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRoundItem",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        (
                            "confirmed",
                            models.JSONField(blank=True, default=dict, editable=False, verbose_name="đã rà soát"),
                        ),
                        (
                            "corrected",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="có đính chính, bổ sung trong đợt"
                            ),
                        ),
                        (
                            "done_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="xong lúc"),
                        ),
                        (
                            "because",
                            models.CharField(blank=True, max_length=300, verbose_name="lý do bổ sung vào danh sách"),
                        ),
                        (
                            "exempt_because",
                            models.CharField(blank=True, max_length=300, verbose_name="lý do được miễn"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.round",
                                verbose_name="đợt",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical hồ sơ trong đợt",
                        "verbose_name_plural": "historical hồ sơ trong đợt",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="RoundItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        (
                            "confirmed",
                            models.JSONField(blank=True, default=dict, editable=False, verbose_name="đã rà soát"),
                        ),
                        (
                            "corrected",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="có đính chính, bổ sung trong đợt"
                            ),
                        ),
                        (
                            "done_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="xong lúc"),
                        ),
                        (
                            "because",
                            models.CharField(blank=True, max_length=300, verbose_name="lý do bổ sung vào danh sách"),
                        ),
                        (
                            "exempt_because",
                            models.CharField(blank=True, max_length=300, verbose_name="lý do được miễn"),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("missing", "Chưa xong"),
                                    ("done", "Đã xong"),
                                    ("exempt", "Được miễn"),
                                    ("left", "Đã thôi công tác"),
                                ],
                                editable=False,
                                max_length=10,
                                verbose_name="khi đóng đợt",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="round_items",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "kept_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị khi đóng đợt",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="personnel.round",
                                verbose_name="đợt",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hồ sơ trong đợt",
                        "verbose_name_plural": "hồ sơ trong đợt",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="RoundReminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("reminded_on", models.DateField(verbose_name="ngày nhắc")),
                        ("words", models.CharField(max_length=300, verbose_name="nội dung nhắc")),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="personnel.round",
                                verbose_name="đợt",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lần đôn đốc",
                        "verbose_name_plural": "các lần đôn đốc",
                        "ordering": ["-reminded_on", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="RoundTally",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("done", models.PositiveIntegerField(verbose_name="đã xong")),
                        ("missing", models.PositiveIntegerField(verbose_name="chưa xong")),
                        ("exempt", models.PositiveIntegerField(verbose_name="được miễn")),
                        ("extra", models.PositiveIntegerField(verbose_name="có đính chính, hoặc có bản chụp")),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tallies",
                                to="personnel.round",
                                verbose_name="đợt",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kết quả đợt theo đơn vị",
                        "verbose_name_plural": "kết quả đợt theo đơn vị",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Digest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="ngày")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("sent", "Đã gửi"),
                                    ("nothing", "Không có việc"),
                                    ("failed", "Không gửi được"),
                                ],
                                default="failed",
                                max_length=10,
                                verbose_name="kết quả",
                            ),
                        ),
                        ("address", models.EmailField(max_length=254, verbose_name="địa chỉ")),
                        ("things", models.PositiveIntegerField(default=0, verbose_name="số việc")),
                        ("late", models.PositiveIntegerField(default=0, verbose_name="quá hạn")),
                        ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="số lần thử")),
                        ("problem", models.CharField(blank=True, max_length=300, verbose_name="lỗi")),
                        ("at", models.DateTimeField(auto_now=True, verbose_name="lúc")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "thư nhắc việc",
                        "verbose_name_plural": "thư nhắc việc",
                        "ordering": ["-day", "-id"],
                        "constraints": [models.UniqueConstraint(fields=("account", "day"), name="digest_once_a_day")],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRound",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("review", "Rà soát hồ sơ"), ("assets", "Kê khai tài sản")],
                                editable=False,
                                max_length=10,
                                verbose_name="loại",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="tên đợt")),
                        (
                            "document",
                            models.CharField(
                                help_text="Ví dụ: 1245/TCHQ-TCCB.", max_length=100, verbose_name="văn bản"
                            ),
                        ),
                        ("document_on", models.DateField(verbose_name="ngày văn bản")),
                        ("deadline", models.DateField(verbose_name="hạn hoàn thành")),
                        ("instructions", models.TextField(blank=True, max_length=2000, verbose_name="hướng dẫn")),
                        ("parts", models.JSONField(blank=True, default=list, verbose_name="các mục cần rà soát")),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(2006),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="năm kê khai",
                            ),
                        ),
                        (
                            "leading",
                            models.BooleanField(default=False, verbose_name="người giữ chức vụ lãnh đạo, quản lý"),
                        ),
                        (
                            "positions",
                            models.JSONField(blank=True, default=list, verbose_name="chức vụ khác phải kê khai"),
                        ),
                        ("ranks", models.JSONField(blank=True, default=list, verbose_name="ngạch phải kê khai")),
                        ("opened_at", models.DateTimeField(blank=True, editable=False, verbose_name="mở lúc")),
                        (
                            "closed_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="đóng ngày"),
                        ),
                        ("conclusion", models.TextField(blank=True, max_length=2000, verbose_name="kết luận")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "declaration_kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.term",
                                verbose_name="loại kê khai",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organiser",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị tổ chức",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="phạm vi",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical đợt",
                        "verbose_name_plural": "historical các đợt",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_639640_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.AddConstraint(
                    model_name="round",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("kind", "assets")),
                        fields=("unit", "year", "declaration_kind"),
                        name="round_assets_once_a_year",
                        violation_error_message="Đơn vị này đã có đợt kê khai loại này của năm ấy.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="historicalroundreminder",
                    index=models.Index(fields=["history_date", "id"], name="personnel_h_history_7d400d_idx"),
                ),
                migrations.AddIndex(
                    model_name="historicalrounditem",
                    index=models.Index(fields=["history_date", "id"], name="personnel_h_history_675872_idx"),
                ),
                migrations.AddConstraint(
                    model_name="rounditem",
                    constraint=models.UniqueConstraint(
                        fields=("round", "dossier"),
                        name="rounditem_once",
                        violation_error_message="Người này đã có trong danh sách của đợt.",
                    ),
                ),
                migrations.CreateModel(
                    name="HistoricalLateReason",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("section", models.SlugField(editable=False, max_length=30, verbose_name="mục")),
                        ("row", models.BigIntegerField(editable=False, verbose_name="dòng")),
                        ("because", models.CharField(max_length=300, verbose_name="lý do chậm")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical lý do nhập chậm",
                        "verbose_name_plural": "historical lý do nhập chậm",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_986f84_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPendingPaper",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("kind", models.SlugField(max_length=30, verbose_name="loại việc")),
                        ("people", models.CharField(blank=True, max_length=300, verbose_name="về ai")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="số văn bản")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="ngày ký")),
                        ("effective_on", models.DateField(blank=True, null=True, verbose_name="ngày có hiệu lực")),
                        ("received_on", models.DateField(verbose_name="ngày nhận")),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="nội dung")),
                        ("registered_at", models.DateTimeField(blank=True, editable=False, verbose_name="ghi sổ lúc")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="xong ngày")),
                        ("closed_because", models.CharField(blank=True, max_length=300, verbose_name="xong vì")),
                        (
                            "section",
                            models.SlugField(blank=True, editable=False, max_length=30, verbose_name="mục đã nhập"),
                        ),
                        (
                            "row",
                            models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="dòng đã nhập"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị nhập",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical giấy tờ chờ nhập",
                        "verbose_name_plural": "historical giấy tờ chờ nhập",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_2daefd_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="LateReason",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("section", models.SlugField(editable=False, max_length=30, verbose_name="mục")),
                        ("row", models.BigIntegerField(editable=False, verbose_name="dòng")),
                        ("because", models.CharField(max_length=300, verbose_name="lý do chậm")),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lý do nhập chậm",
                        "verbose_name_plural": "lý do nhập chậm",
                        "ordering": ["-id"],
                        "constraints": [models.UniqueConstraint(fields=("section", "row"), name="latereason_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PendingPaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("kind", models.SlugField(max_length=30, verbose_name="loại việc")),
                        ("people", models.CharField(blank=True, max_length=300, verbose_name="về ai")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="số văn bản")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="ngày ký")),
                        ("effective_on", models.DateField(blank=True, null=True, verbose_name="ngày có hiệu lực")),
                        ("received_on", models.DateField(verbose_name="ngày nhận")),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="nội dung")),
                        ("registered_at", models.DateTimeField(auto_now_add=True, verbose_name="ghi sổ lúc")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="xong ngày")),
                        ("closed_because", models.CharField(blank=True, max_length=300, verbose_name="xong vì")),
                        (
                            "section",
                            models.SlugField(blank=True, editable=False, max_length=30, verbose_name="mục đã nhập"),
                        ),
                        (
                            "row",
                            models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="dòng đã nhập"),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pending_papers",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgunits.unit",
                                verbose_name="đơn vị nhập",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "giấy tờ chờ nhập",
                        "verbose_name_plural": "giấy tờ chờ nhập",
                        "ordering": ["received_on", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("closed_on", None)),
                                fields=["unit", "received_on"],
                                name="pendingpaper_waits",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionResult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(max_length=63, verbose_name="bảng")),
                        ("row_id", models.BigIntegerField(verbose_name="dòng")),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kết quả của quyết định",
                        "verbose_name_plural": "kết quả của quyết định",
                        "constraints": [
                            models.UniqueConstraint(fields=("source", "row_id"), name="decisionresult_one_a_record")
                        ],
                    },
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="now_employer",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgunits.unit",
                        verbose_name="đơn vị sử dụng",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalposting",
                    name="kept_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Chỉ ghi khi hồ sơ ở lại đơn vị khác, ví dụ người biệt phái; để trống là đơn vị công tác.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="orgunits.unit",
                        verbose_name="đơn vị quản lý hồ sơ",
                    ),
                ),
                migrations.AddField(
                    model_name="posting",
                    name="kept_by",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Chỉ ghi khi hồ sơ ở lại đơn vị khác, ví dụ người biệt phái; để trống là đơn vị công tác.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgunits.unit",
                        verbose_name="đơn vị quản lý hồ sơ",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="posting",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("kept_by", models.F("unit")), _negated=True), name="posting_kept_elsewhere"
                    ),
                ),
                migrations.CreateModel(
                    name="HistoricalPostponement",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="nhập lúc")),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("holiday", "Lùi: trùng ngày nghỉ Tết Nguyên đán"),
                                    ("hardship", "Lùi: thân nhân chết, thiên tai, hỏa hoạn, tai nạn"),
                                    ("treatment", "Lùi: đang điều trị bệnh, tai nạn nặng"),
                                    ("longer", "Nghỉ hưu ở tuổi cao hơn"),
                                ],
                                max_length=12,
                                verbose_name="lý do lùi, kéo dài",
                            ),
                        ),
                        (
                            "decided_on",
                            qlcb.fields.PartialDateField(not_future=True, verbose_name="ngày quyết định lùi, kéo dài"),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                help_text="Ghi theo quyết định.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(120),
                                ],
                                verbose_name="số tháng",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical lùi thời điểm nghỉ hưu",
                        "verbose_name_plural": "historical lùi thời điểm nghỉ hưu",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRotationPost",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="thời hạn (tháng)",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical vị trí phải định kỳ chuyển đổi",
                        "verbose_name_plural": "historical vị trí phải định kỳ chuyển đổi",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Postponement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("drafted_by", models.CharField(blank=True, max_length=150, verbose_name="người tham mưu")),
                        (
                            "paper_received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("holiday", "Lùi: trùng ngày nghỉ Tết Nguyên đán"),
                                    ("hardship", "Lùi: thân nhân chết, thiên tai, hỏa hoạn, tai nạn"),
                                    ("treatment", "Lùi: đang điều trị bệnh, tai nạn nặng"),
                                    ("longer", "Nghỉ hưu ở tuổi cao hơn"),
                                ],
                                max_length=12,
                                verbose_name="lý do lùi, kéo dài",
                            ),
                        ),
                        (
                            "decided_on",
                            qlcb.fields.PartialDateField(not_future=True, verbose_name="ngày quyết định lùi, kéo dài"),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                help_text="Ghi theo quyết định.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(120),
                                ],
                                verbose_name="số tháng",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lùi thời điểm nghỉ hưu",
                        "verbose_name_plural": "lùi thời điểm nghỉ hưu",
                        "ordering": ["-decided_on", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="RotationPost",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("code", models.CharField(max_length=30, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="tên")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                        ("confidence", models.CharField(blank=True, max_length=20, verbose_name="độ tin cậy")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="thời hạn (tháng)",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vị trí phải định kỳ chuyển đổi",
                        "verbose_name_plural": "vị trí phải định kỳ chuyển đổi",
                        "ordering": ["order", "code", "valid_from"],
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="came_from",
                    field=models.CharField(
                        blank=True,
                        help_text="Cơ quan ngoài hệ thống nơi người này công tác trước khi được tiếp nhận.",
                        max_length=200,
                        verbose_name="chuyển đến từ",
                    ),
                ),
                migrations.AddField(
                    model_name="dossier",
                    name="now_rotates_on",
                    field=models.DateField(editable=False, null=True, verbose_name="chuyển đổi vị trí"),
                ),
                migrations.AddField(
                    model_name="historicaldossier",
                    name="came_from",
                    field=models.CharField(
                        blank=True,
                        help_text="Cơ quan ngoài hệ thống nơi người này công tác trước khi được tiếp nhận.",
                        max_length=200,
                        verbose_name="chuyển đến từ",
                    ),
                ),
                migrations.AddIndex(
                    model_name="dossier",
                    index=models.Index(
                        condition=models.Q(("now_status", "serving")),
                        fields=["now_rotates_on"],
                        name="dossier_serving_rotates",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalpostponement",
                    name="decision",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="personnel.decision",
                        verbose_name="quyết định",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalpostponement",
                    name="dossier",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="personnel.dossier",
                        verbose_name="hồ sơ",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalpostponement",
                    name="history_user",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="historicalrotationpost",
                    name="history_user",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="historicalrotationpost",
                    name="kind",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Người làm việc tại các đơn vị loại này và đơn vị bên dưới.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="orgunits.unitkind",
                        verbose_name="loại đơn vị",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalrotationpost",
                    name="unit",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Đơn vị này và đơn vị bên dưới; thay cho thời hạn của loại đơn vị.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="orgunits.unit",
                        verbose_name="riêng đơn vị",
                    ),
                ),
                migrations.AddField(
                    model_name="postponement",
                    name="decision",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="personnel.decision",
                        verbose_name="quyết định",
                    ),
                ),
                migrations.AddField(
                    model_name="postponement",
                    name="dossier",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="personnel.dossier", verbose_name="hồ sơ"
                    ),
                ),
                migrations.AddField(
                    model_name="rotationpost",
                    name="kind",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Người làm việc tại các đơn vị loại này và đơn vị bên dưới.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgunits.unitkind",
                        verbose_name="loại đơn vị",
                    ),
                ),
                migrations.AddField(
                    model_name="rotationpost",
                    name="unit",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Đơn vị này và đơn vị bên dưới; thay cho thời hạn của loại đơn vị.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgunits.unit",
                        verbose_name="riêng đơn vị",
                    ),
                ),
                migrations.AddIndex(
                    model_name="historicalpostponement",
                    index=models.Index(fields=["history_date", "id"], name="personnel_h_history_be3dc3_idx"),
                ),
                migrations.AddIndex(
                    model_name="historicalrotationpost",
                    index=models.Index(fields=["history_date", "id"], name="personnel_h_history_2160b6_idx"),
                ),
                migrations.AddConstraint(
                    model_name="rotationpost",
                    constraint=models.UniqueConstraint(
                        fields=("code", "valid_from"),
                        name="rotationpost_code_from",
                        nulls_distinct=False,
                        violation_error_message="Danh mục này đã có mã này từ ngày này.",
                    ),
                ),
                migrations.CreateModel(
                    name="PersonalAccount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("asked_on", models.DateField(verbose_name="đề nghị kiểm tra từ ngày")),
                        ("asked_because", models.CharField(max_length=200, verbose_name="vì sao đề nghị kiểm tra")),
                        (
                            "checked_on",
                            models.DateField(blank=True, null=True, verbose_name="xác nhận đã kiểm tra ngày"),
                        ),
                        (
                            "account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="person",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="personal_accounts",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tài khoản cá nhân",
                        "verbose_name_plural": "tài khoản cá nhân",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="ErrorReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("place", models.CharField(editable=False, max_length=40, verbose_name="mục")),
                        (
                            "note",
                            qlcb.fields.SealedField(
                                lines=True, max_length=500, null=True, verbose_name="nội dung báo sai sót"
                            ),
                        ),
                        ("reported_on", models.DateField(verbose_name="ngày báo")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "Chờ trả lời"), ("done", "Đã sửa hồ sơ"), ("refused", "Không sửa")],
                                default="open",
                                max_length=10,
                                verbose_name="kết quả",
                            ),
                        ),
                        (
                            "answer",
                            qlcb.fields.SealedField(
                                blank=True, lines=True, max_length=500, null=True, verbose_name="trả lời"
                            ),
                        ),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lời")),
                        ("answered_by", models.CharField(blank=True, max_length=200, verbose_name="người trả lời")),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="error_reports",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "báo sai sót",
                        "verbose_name_plural": "báo sai sót",
                        "ordering": ["-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("dossier", "place"),
                                name="errorreport_one_open",
                                violation_error_message="Mục này đang có một báo sai sót chờ trả lời.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_on", None), ("state", "open")),
                                    models.Q(
                                        models.Q(("state", "open"), _negated=True), ("answered_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="errorreport_answered_with_a_day",
                                violation_error_message="Báo sai sót đã trả lời phải có ngày trả lời.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalErrorReport",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("place", models.CharField(editable=False, max_length=40, verbose_name="mục")),
                        (
                            "note",
                            qlcb.fields.SealedField(
                                lines=True, max_length=500, null=True, verbose_name="nội dung báo sai sót"
                            ),
                        ),
                        ("reported_on", models.DateField(verbose_name="ngày báo")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "Chờ trả lời"), ("done", "Đã sửa hồ sơ"), ("refused", "Không sửa")],
                                default="open",
                                max_length=10,
                                verbose_name="kết quả",
                            ),
                        ),
                        (
                            "answer",
                            qlcb.fields.SealedField(
                                blank=True, lines=True, max_length=500, null=True, verbose_name="trả lời"
                            ),
                        ),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lời")),
                        ("answered_by", models.CharField(blank=True, max_length=200, verbose_name="người trả lời")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical báo sai sót",
                        "verbose_name_plural": "historical báo sai sót",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_64226b_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPersonalAccount",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("custodian", models.CharField(blank=True, max_length=200, verbose_name="người giữ tài khoản")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                        ("request_id", models.CharField(blank=True, max_length=36, verbose_name="mã yêu cầu")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("open", "Lập mới"),
                                    ("change", "Thay đổi"),
                                    ("correct", "Đính chính"),
                                    ("remove", "Hủy"),
                                    ("import", "Nhập từ tệp"),
                                    ("system", "Hệ thống"),
                                ],
                                max_length=10,
                                verbose_name="loại thao tác",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                        ("history_change_reason", models.TextField()),
                        ("asked_on", models.DateField(verbose_name="đề nghị kiểm tra từ ngày")),
                        ("asked_because", models.CharField(max_length=200, verbose_name="vì sao đề nghị kiểm tra")),
                        (
                            "checked_on",
                            models.DateField(blank=True, null=True, verbose_name="xác nhận đã kiểm tra ngày"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField()),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản",
                            ),
                        ),
                        (
                            "dossier",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="personnel.dossier",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical tài khoản cá nhân",
                        "verbose_name_plural": "historical tài khoản cá nhân",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["history_date", "id"], name="personnel_h_history_542fbb_idx")],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
