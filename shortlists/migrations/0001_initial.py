import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy import RowLevelSecurity, SameEmployer


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("applicants", "0004_tracker"),
        ("background", "0002_dead_letter_once"),
        ("employers", "0002_credentials"),
        ("jobs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Comparison",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("config", models.JSONField(default=dict, help_text="{sections: the parts of the report}")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("ready_at", models.DateTimeField(editable=False, null=True)),
                (
                    "removed_at",
                    models.DateTimeField(editable=False, help_text="one of the applicants was erased", null=True),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
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
                (
                    "job",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="jobs.job"),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="background.taskrun",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ComparedApplicant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(help_text="from the left, counted from 1")),
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
                    "comparison",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="shortlists.comparison"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="ComparisonReport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("html", models.TextField()),
                ("pdf", models.BinaryField(help_text="empty where this server can make none", null=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "comparison",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="shortlists.comparison"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employers.employer"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Shortlist",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, help_text="raised by each change of any entry")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
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
                "ordering": ["-updated_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ShortlistEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("rank", models.PositiveIntegerField()),
                (
                    "score",
                    models.FloatField(blank=True, help_text="0 to 100", null=True),
                ),
                ("notes", models.TextField(blank=True, help_text="for recruiters only", max_length=5000)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "shortlist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="shortlists.shortlist"
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="the same person's other entry, which a merge let stand",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="superseded",
                        to="shortlists.shortlistentry",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "shortlist entries",
                "ordering": ["rank", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="comparison",
            index=models.Index(
                models.F("employer"),
                models.F("job"),
                models.OrderBy(models.F("created_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="comparison_of_job",
            ),
        ),
        migrations.AddIndex(
            model_name="comparedapplicant",
            index=models.Index(models.F("employer"), models.F("applicant"), name="compared_applicant"),
        ),
        migrations.AddConstraint(
            model_name="comparedapplicant",
            constraint=models.UniqueConstraint(fields=("employer", "comparison", "applicant"), name="compared_once"),
        ),
        migrations.AddConstraint(
            model_name="comparisonreport",
            constraint=models.UniqueConstraint(fields=("employer", "comparison"), name="comparison_report_once"),
        ),
        migrations.AddConstraint(
            model_name="shortlist",
            constraint=models.UniqueConstraint(fields=("employer", "job"), name="shortlist_once_per_job"),
        ),
        migrations.AddIndex(
            model_name="shortlistentry",
            index=models.Index(
                models.F("employer"), models.F("shortlist"), models.F("rank"), name="shortlist_entry_ranked"
            ),
        ),
        migrations.AddIndex(
            model_name="shortlistentry",
            index=models.Index(models.F("employer"), models.F("applicant"), name="shortlist_entry_of_applicant"),
        ),
        migrations.AddConstraint(
            model_name="shortlistentry",
            constraint=models.UniqueConstraint(
                fields=("employer", "shortlist", "applicant"), name="shortlist_entry_once_per_applicant"
            ),
        ),
        migrations.AddConstraint(
            model_name="shortlistentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("score", None), models.Q(("score__gte", 0), ("score__lte", 100)), _connector="OR"),
                name="shortlist_entry_score_0_to_100",
            ),
        ),
        migrations.AddConstraint(
            model_name="shortlistentry",
            constraint=models.CheckConstraint(condition=models.Q(("rank__gte", 1)), name="shortlist_entry_rank_from_1"),
        ),
        RowLevelSecurity("shortlist"),
        SameEmployer("shortlist", "job"),
        RowLevelSecurity("shortlistentry"),
        SameEmployer("shortlistentry", "shortlist", "applicant", "superseded_by"),
        RowLevelSecurity("comparison"),
        SameEmployer("comparison", "job", "run"),
        RowLevelSecurity("comparedapplicant"),
        SameEmployer("comparedapplicant", "comparison", "applicant"),
        RowLevelSecurity("comparisonreport"),
        SameEmployer("comparisonreport", "comparison"),
    ]
