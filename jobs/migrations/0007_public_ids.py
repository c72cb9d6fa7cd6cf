from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("jobs", "0006_kept_postings")]

    operations = [
        AddIndexConcurrently(
            model_name="job",
            index=models.Index(
                condition=models.Q(("status", "published")),
                fields=["id"],
                include=["employer", "updated_at"],
                name="job_public_ids",
            ),
        ),
    ]
