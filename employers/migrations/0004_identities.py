import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hiretrack.tenancy.scopes


class Migration(migrations.Migration):
    dependencies = [
        ("employers", "0003_two_factor"),
    ]

    operations = [
        migrations.CreateModel(
            name="Identity",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("provider", models.CharField(max_length=40, verbose_name="provider")),
                ("issuer", models.CharField(max_length=255, verbose_name="issuer")),
                ("subject", models.CharField(max_length=255, verbose_name="subject")),
                ("email", models.CharField(blank=True, max_length=254, verbose_name="e-mail there")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="connected at")),
                ("last_used_at", models.DateTimeField(null=True, verbose_name="last used at")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identities",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "connected account",
                "verbose_name_plural": "connected accounts",
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("issuer", "subject"), name="identity_once_per_issuer")],
            },
        ),
    ]
