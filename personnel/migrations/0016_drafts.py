import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import qlcb.fields


class Migration(migrations.Migration):
    dependencies = [
        ("orgunits", "0001_initial"),
        ("personnel", "0015_raise_law"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("paper_received_on", models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ")),
                ("override", models.CharField(blank=True, max_length=300, verbose_name="lý do ghi ngoài phân cấp")),
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
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="xác nhận ghi lúc"),
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="bản ghi được thu hồi"),
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
                ("paper_received_on", models.DateField(blank=True, null=True, verbose_name="ngày nhận giấy tờ")),
                ("override", models.CharField(blank=True, max_length=300, verbose_name="lý do ghi ngoài phân cấp")),
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
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                    models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="bản ghi được thu hồi"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                condition=models.Q(("state__in", ("open", "queued"))), fields=["unit"], name="draft_open_of_unit"
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
    ]
