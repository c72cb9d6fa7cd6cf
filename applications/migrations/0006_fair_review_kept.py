from django.db import migrations

from applications.migrations import _fair_review


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0006_fair_review"),
        ("applications", "0005_fair_review"),
        ("jobs", "0003_fair_review"),
    ]

    operations = [
        migrations.RunSQL(_fair_review.CREATE, _fair_review.DROP),
    ]
