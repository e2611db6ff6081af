from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("personnel", "0003_seal_numbers")]

    operations = [
        migrations.RemoveField(model_name=model, name=name)
        for model in ("dossier", "historicaldossier")
        for name in ("citizen_id_plain", "phone_plain")
    ]
