from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # A large table is written to meanwhile.
    atomic = False

    dependencies = [
        ("applications", "0007_notes"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                fields=["employer", "job", "status"],
                condition=models.Q(superseded_by=None),
                include=["id", "applicant", "answer_by"],
                name="application_counts",
            ),
        ),
    ]
