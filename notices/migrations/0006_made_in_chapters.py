"""How far a long paper is, and whether somebody stopped its making."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0005_prints_of_no_decision")]
    operations = [
        migrations.AddField("notice", "stopped_at", models.DateTimeField(null=True)),
        migrations.AddField("notice", "chapters", models.PositiveIntegerField(default=0)),
        migrations.AddField("notice", "laid_out", models.PositiveIntegerField(default=0)),
    ]
