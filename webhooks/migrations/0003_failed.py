from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # A large table is written to meanwhile.
    atomic = False

    dependencies = [
        ("webhooks", "0002_retention"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="webhookdelivery",
            index=models.Index(
                models.F("employer"),
                models.F("subscription"),
                models.OrderBy(models.F("created_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(state="failed"),
                name="delivery_failed",
            ),
        ),
    ]
