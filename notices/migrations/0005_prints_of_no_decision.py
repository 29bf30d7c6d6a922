"""Papers of no decision: yearly catalogues, reviews of files kept elsewhere, samples."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

PERSON = settings.AUTH_USER_MODEL


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(PERSON),
        ("accounts", "0002_names_and_appointments"),
        ("notices", "0004_several_alike"),
    ]

    operations = [
        migrations.CreateModel(
            name="Print",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("public", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("snapshot", models.JSONField()),
                ("snapshot_sha256", models.CharField(max_length=64)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("pages", models.PositiveIntegerField(default=0)),
                ("rendered_at", models.DateTimeField(null=True)),
                ("failure", models.TextField(blank=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=PERSON,
                    ),
                ),
                (
                    "number",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="print",
                        to="notices.number",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prints",
                        to="accounts.organ",
                    ),
                ),
            ],
            options={"ordering": ["-id"]},
        ),
        migrations.AddIndex(
            model_name="print",
            index=models.Index(fields=["snapshot_sha256"], name="print_by_code"),
        ),
        migrations.AddConstraint(
            model_name="print",
            constraint=models.UniqueConstraint(
                fields=["kind"], condition=Q(organ=None), name="one_sample_of_a_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="print",
            constraint=models.CheckConstraint(
                condition=Q(rendered_at=None) | ~Q(sha256=""), name="made_print_has_a_digest"
            ),
        ),
    ]
