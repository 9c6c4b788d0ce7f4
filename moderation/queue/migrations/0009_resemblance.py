"""What resembles nothing says so with NULL: an index of the few that do stays small."""

from django.db import migrations, models
from django.db.models import Q


def say_nothing(apps, schema_editor):
    apps.get_model("queue", "Submission").objects.filter(resembles="").update(resembles=None)


class Migration(migrations.Migration):
    dependencies = [("queue", "0008_heaps_in_columns")]

    operations = [
        migrations.AlterField("submission", "resembles", models.CharField(max_length=16, null=True)),
        migrations.RunPython(say_nothing, migrations.RunPython.noop),
        migrations.AddIndex(
            "submission",
            models.Index(
                fields=("resembles",), condition=Q(resembles__isnull=False), name="what_resembles_another"
            ),
        ),
    ]
