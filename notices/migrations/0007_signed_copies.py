import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("notices", "0006_made_in_chapters")]

    operations = [
        migrations.CreateModel(
            name="SignedCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("signer", models.CharField(max_length=200, verbose_name="signed by")),
                ("certificate", models.CharField(max_length=64)),
                ("signed_at", models.DateTimeField(verbose_name="signed at")),
                ("timestamped", models.BooleanField(default=False)),
                ("notice", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="signed", to="notices.notice")),
            ],
            options={"indexes": [models.Index(fields=["sha256"], name="signed_copy_by_file")]},
        ),
    ]
