"""How far a long paper is, and whether somebody stopped its making."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_several_alike")]
    operations = [
        migrations.AddField("notice", "stopped_at", models.DateTimeField(null=True)),
        migrations.AddField("notice", "chapters", models.PositiveIntegerField(default=0)),
        migrations.AddField("notice", "laid_out", models.PositiveIntegerField(default=0)),
    ]
