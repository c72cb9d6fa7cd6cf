import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy import RowLevelSecurity, SameEmployer


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0001_initial"),
        ("employers", "0002_credentials"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="applicant",
            name="erased_at",
            field=models.DateTimeField(
                editable=False, help_text="the person is gone; counts and stages stay", null=True
            ),
        ),
        migrations.CreateModel(
            name="ApplicantMerge",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "fields",
                    models.JSONField(default=dict, help_text="survivor's changed fields: {name: {before, after}}"),
                ),
                ("moved", models.JSONField(default=dict, help_text="what each dependent moved, in its own form")),
                ("merged_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employers.employer"
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="applicants.applicant"
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="merges", to="applicants.applicant"
                    ),
                ),
            ],
            options={
                "ordering": ["-merged_at", "-id"],
                "indexes": [
                    models.Index(
                        models.F("employer"),
                        models.F("survivor"),
                        models.OrderBy(models.F("merged_at"), descending=True),
                        name="merge_of_survivor",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("employer", "merged"),
                        name="applicant_merged_once",
                    )
                ],
            },
        ),
        RowLevelSecurity("applicantmerge"),
        SameEmployer("applicantmerge", "survivor", "merged"),
    ]
