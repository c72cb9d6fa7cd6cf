import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy import RowLevelSecurity, SameEmployer

SOURCES = [
    ("careers_page", "Careers page"),
    ("api", "API"),
    ("referral", "Referral"),
    ("recruiter", "Added by a recruiter"),
    ("import", "Import"),
    ("job_board", "Job board"),
    ("other", "Other"),
]
STATUSES = [
    ("new", "New"),
    ("screening", "Screening"),
    ("interview", "Interview"),
    ("offer", "Offer"),
    ("hired", "Hired"),
    ("rejected", "Rejected"),
    ("withdrawn", "Withdrawn"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0006_fair_review_kept"),
        ("employers", "0002_credentials"),
        ("jobs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="application",
            options={
                "ordering": ["-created_at", "-id"],
                "verbose_name": "application",
                "verbose_name_plural": "applications",
            },
        ),
        migrations.AlterField(
            model_name="application",
            name="applicant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="applicants.applicant",
                verbose_name="applicant",
            ),
        ),
        migrations.AlterField(
            model_name="application",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="applied"),
        ),
        migrations.AlterField(
            model_name="application",
            name="job",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="jobs.job",
                verbose_name="job",
            ),
        ),
        migrations.AlterField(
            model_name="application",
            name="source",
            field=models.CharField(choices=SOURCES, default="careers_page", max_length=16, verbose_name="source"),
        ),
        migrations.AlterField(
            model_name="application",
            name="status",
            field=models.CharField(
                choices=STATUSES, default="new", editable=False, max_length=16, verbose_name="status"
            ),
        ),
        migrations.CreateModel(
            name="ApplicationNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("author_name", models.CharField(help_text="stays when the account goes", max_length=200)),
                ("body", models.TextField(max_length=5000)),
                (
                    "mentions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(),
                        blank=True,
                        default=list,
                        help_text="users of the back office, by id",
                        size=None,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("edited_at", models.DateTimeField(editable=False, null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="note_log",
                        to="applications.application",
                    ),
                ),
                (
                    "author",
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
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(
                        models.F("employer"),
                        models.F("application"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="note_of_application",
                    )
                ],
            },
        ),
        RowLevelSecurity("applicationnote"),
        SameEmployer("applicationnote", "application"),
    ]
