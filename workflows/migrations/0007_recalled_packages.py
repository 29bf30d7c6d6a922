from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone


def recall_older(apps, schema_editor):
    """Ask for the deletion of what was made before an erasure, while nobody recalled it yet."""
    entries = apps.get_model("decisions", "Entry").objects
    jobs = apps.get_model("workflows", "Job").objects
    now, newest = timezone.now(), {}
    erasures = entries.filter(
        Q(act="erase_submission") | Q(act="answer_request", facts__has_key="erased")
    )
    for entry in erasures.order_by("seq"):
        newest[entry.decision_id] = entry
    for entry in newest.values():
        jobs.get_or_create(
            key=f"forget_packages:{entry.pk}",
            defaults={
                "kind": "forget_packages",
                "payload": {"entry": entry.pk},
                "decision_id": entry.decision_id,
                "not_before": now,
            },
        )


class Migration(migrations.Migration):

    dependencies = [
        ("decisions", "0011_indexes_that_pay"),
        ("workflows", "0006_volumes_of_packages"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossierpackage",
            name="recalled_at",
            field=models.DateTimeField(null=True, verbose_name="recalled at"),
        ),
        migrations.RunPython(recall_older, migrations.RunPython.noop),
    ]
