import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy import RowLevelSecurity, SameEmployer


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0006_fair_review"),
        ("employers", "0002_credentials"),
        ("jobs", "0003_fair_review"),
        ("shortlists", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Match",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)])),
                (
                    "keywords",
                    models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)]),
                ),
                ("title", models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)])),
                (
                    "location",
                    models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)]),
                ),
                (
                    "evidence",
                    models.JSONField(
                        default=dict,
                        help_text="{keywords: {matched, missing}, title: {ours, theirs, words}, location: {rule, ours, theirs}}",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(help_text="of the rules that computed it")),
                ("computed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="applicants.applicant"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employers.employer"
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="jobs.job"),
                ),
            ],
            options={
                "verbose_name_plural": "matches",
                "ordering": ["-score", "id"],
                "indexes": [
                    models.Index(
                        models.F("employer"),
                        models.F("job"),
                        models.OrderBy(models.F("score"), descending=True),
                        models.F("id"),
                        name="match_best_of_job",
                    ),
                    models.Index(models.F("employer"), models.F("applicant"), name="match_of_applicant"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("employer", "job", "applicant"), name="match_once_per_pair"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("keywords__lte", 100), ("location__lte", 100), ("score__lte", 100), ("title__lte", 100)
                        ),
                        name="match_in_percent",
                    ),
                ],
            },
        ),
        RowLevelSecurity("match"),
        SameEmployer("match", "job", "applicant"),
    ]
