import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy.people import OwnRowsOnly


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0002_merges"),
        ("uploads", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EqualOpportunityAnswers",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("gender", models.CharField(blank=True, max_length=100)),
                ("ethnicity", models.CharField(blank=True, max_length=100)),
                ("disability", models.CharField(blank=True, max_length=100)),
                ("veteran_status", models.CharField(blank=True, max_length=100)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "user",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "equal opportunity answers",
            },
        ),
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("phone", models.CharField(blank=True, help_text="E.164", max_length=32)),
                ("location", models.CharField(blank=True, max_length=200)),
                ("country", models.CharField(blank=True, help_text="ISO 3166-1 alpha-2", max_length=2)),
                ("headline", models.CharField(blank=True, max_length=200)),
                ("summary", models.TextField(blank=True, max_length=5000)),
                ("links", models.JSONField(blank=True, default=list, help_text="list of {label, url}")),
                (
                    "skills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), blank=True, default=list, size=None
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=35),
                        blank=True,
                        default=list,
                        help_text="BCP 47 tags",
                        size=None,
                    ),
                ),
                ("desired_title", models.CharField(blank=True, max_length=200)),
                (
                    "desired_locations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                (
                    "remote_preference",
                    models.CharField(
                        choices=[
                            ("any", "Any"),
                            ("remote", "Remote only"),
                            ("hybrid", "Partly remote"),
                            ("on_site", "On site"),
                        ],
                        default="any",
                        max_length=16,
                    ),
                ),
                (
                    "minimum_salary",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                    ),
                ),
                ("salary_currency", models.CharField(blank=True, help_text="ISO 4217", max_length=3)),
                (
                    "more",
                    models.JSONField(
                        blank=True, default=dict, help_text="sections of JSON Resume that have no column here"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "resume",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="uploads.upload",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Education",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("start_date", models.CharField(blank=True, max_length=10)),
                ("end_date", models.CharField(blank=True, help_text="empty while it goes on", max_length=10)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("institution", models.CharField(max_length=200)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("area", models.CharField(blank=True, max_length=200)),
                ("study_type", models.CharField(blank=True, max_length=200)),
                ("score", models.CharField(blank=True, max_length=100)),
                (
                    "courses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "education",
                "ordering": ["-start_date", "-id"],
                "indexes": [
                    models.Index(
                        models.F("user"),
                        models.OrderBy(models.F("start_date"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="education_of_user",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkExperience",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("start_date", models.CharField(blank=True, max_length=10)),
                ("end_date", models.CharField(blank=True, help_text="empty while it goes on", max_length=10)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("company", models.CharField(max_length=200)),
                (
                    "company_description",
                    models.CharField(blank=True, help_text="what the company does", max_length=500),
                ),
                ("position", models.CharField(blank=True, max_length=200)),
                ("location", models.CharField(blank=True, max_length=200)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("summary", models.TextField(blank=True, max_length=5000)),
                (
                    "highlights",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=1000), blank=True, default=list, size=None
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "work experience",
                "ordering": ["-start_date", "-id"],
                "indexes": [
                    models.Index(
                        models.F("user"),
                        models.OrderBy(models.F("start_date"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="experience_of_user",
                    )
                ],
            },
        ),
        OwnRowsOnly("profile"),
        OwnRowsOnly("equalopportunityanswers"),
        OwnRowsOnly("education"),
        OwnRowsOnly("workexperience"),
    ]
