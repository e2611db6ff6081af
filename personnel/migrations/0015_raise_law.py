"""Law of raises as lists, what records must say for it, and sickness as a kind of absence of its own."""

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

SICKNESS = {"kind": "absence_kind", "code": "OD6", "group": "counted"}
REASON = "Nghỉ ốm đau được tính đến số tháng cộng dồn theo luật"


def count_sickness_to_a_limit(apps, schema_editor):
    """The entry that was shipped as counted is counted up to some months; its history tells of the change."""
    terms, past = (apps.get_model("personnel", name).objects for name in ("Term", "HistoricalTerm"))
    for term in terms.filter(**SICKNESS):
        term.group, term.version = "capped", term.version + 1
        term.save(update_fields=["group", "version"])
        entry = past.filter(id=term.pk).latest("history_id")
        entry.pk, entry.group, entry.version = None, term.group, term.version
        entry.history_type, entry.history_date, entry.history_change_reason = "~", timezone.now(), REASON
        entry.act, entry.request_id, entry.address = "system", "", None
        entry.save()


class Migration(migrations.Migration):
    dependencies = [
        ("orgunits", "0001_initial"),
        ("personnel", "0014_leaving"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
        migrations.RunPython(count_sickness_to_a_limit, migrations.RunPython.noop),
    ]
