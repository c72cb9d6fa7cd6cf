import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy import RowLevelSecurity

new_id = hiretrack.tenancy.scopes.new_id


class Migration(migrations.Migration):
    dependencies = [("employers", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="RefreshToken",
            fields=[
                ("id", models.UUIDField(default=new_id, editable=False, primary_key=True, serialize=False)),
                ("family", models.UUIDField(db_index=True, default=new_id)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refresh_tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                ("id", models.UUIDField(default=new_id, editable=False, primary_key=True, serialize=False)),
                ("algorithm", models.CharField(max_length=8)),
                ("public_jwk", models.JSONField()),
                ("private_sealed", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("next", "Next"), ("active", "Active"), ("retiring", "Retiring")], max_length=8
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("activated_at", models.DateTimeField(null=True)),
                ("retires_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("state"),
                        condition=models.Q(("state", "retiring"), _negated=True),
                        name="signing_key_one_next_one_active",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retires_at__isnull", False), ("state", "retiring")),
                            models.Q(("retires_at", None), ("state__in", ["next", "active"])),
                            _connector="OR",
                        ),
                        name="signing_key_retiring_has_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                ("id", models.UUIDField(default=new_id, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("prefix", models.CharField(max_length=16)),
                ("digest", models.CharField(max_length=64)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("employer_admin", "Employer admin"),
                            ("recruiter", "Recruiter"),
                            ("viewer", "Viewer"),
                        ],
                        default="recruiter",
                        max_length=16,
                    ),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_used_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employers.employer"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("employer"), models.F("digest"), name="api_key_digest_per_employer"
                    ),
                ],
            },
        ),
        RowLevelSecurity("apikey"),
    ]
