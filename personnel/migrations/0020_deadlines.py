import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orgunits", "0003_succession"),
        ("personnel", "0019_rounds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                ("section", models.SlugField(blank=True, editable=False, max_length=30, verbose_name="mục đã nhập")),
                ("row", models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="dòng đã nhập")),
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("section", models.SlugField(blank=True, editable=False, max_length=30, verbose_name="mục đã nhập")),
                ("row", models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="dòng đã nhập")),
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
    ]
