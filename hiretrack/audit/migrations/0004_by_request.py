from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # A large table is written to meanwhile.
    atomic = False

    dependencies = [
        ("audit", "0003_erasure"),
    ]

    operations = [
        AddIndexConcurrently(
            "auditlog", models.Index(models.F("employer"), models.F("request_id"), name="audit_by_request")
        ),
    ]
