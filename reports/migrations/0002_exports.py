"""Files of reports become exports: the runs and their open files, which lasted seven days anyway, go away."""

from django.db import migrations


def delete_files(apps, schema_editor):
    for run in apps.get_model("reports", "ReportRun").objects.exclude(file=""):
        run.file.delete(save=False)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(delete_files, migrations.RunPython.noop),
        migrations.DeleteModel(name="ReportRun"),
    ]
