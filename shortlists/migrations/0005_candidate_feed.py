import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy import RowLevelSecurity, SameEmployer
from hiretrack.tenancy.deletion import GoesWithParent
from hiretrack.tenancy.people import OwnRowsOnly


class Migration(migrations.Migration):
    dependencies = [
        ("employers", "0003_two_factor"),
        ("jobs", "0004_labels"),
        ("shortlists", "0004_matching_facts"),
        ("sourcing", "0002_found"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OpeningFacts",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "skills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        default=list,
                        help_text="the heaviest first",
                        size=None,
                    ),
                ),
                (
                    "weights",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), default=list, help_text="of each of the skills", size=None
                    ),
                ),
                ("location", models.CharField(blank=True, max_length=300)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("remote", models.BooleanField(default=False)),
                (
                    "salary_yearly",
                    models.DecimalField(decimal_places=2, help_text="the top of its range", max_digits=16, null=True),
                ),
                ("salary_currency", models.CharField(blank=True, max_length=3)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="which state was read: a listing's content hash, a job's time of change",
                        max_length=64,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=0, help_text="of the rules that read it")),
                (
                    "marked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="when it was last read, or became stale"
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
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="jobs.job"
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="sourcing.listing"
                    ),
                ),
            ],
            options={
                "verbose_name": "facts of an opening",
                "verbose_name_plural": "facts of openings",
                "ordering": ["id"],
                "indexes": [models.Index(models.F("version"), models.F("marked_at"), name="opening_facts_stale")],
                "constraints": [
                    models.UniqueConstraint(fields=("employer", "job"), name="opening_facts_once_per_job"),
                    models.UniqueConstraint(fields=("employer", "listing"), name="opening_facts_once_per_listing"),
                    models.CheckConstraint(
                        condition=models.Q(("job", None), ("listing", None), _connector="XOR"),
                        name="opening_facts_of_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProfileFacts",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "skills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list, size=None
                    ),
                ),
                (
                    "titles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
                    ),
                ),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
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
                ("minimum_salary", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("salary_currency", models.CharField(blank=True, max_length=3)),
                (
                    "floor",
                    models.SmallIntegerField(
                        default=-1, help_text="the lowest score that is kept, once as many are as may be"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=0, help_text="of the rules that read them")),
                (
                    "marked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="when they were last read, or became stale"
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
                "verbose_name_plural": "profile facts",
                "ordering": ["id"],
                "indexes": [models.Index(models.F("version"), models.F("marked_at"), name="profile_facts_stale")],
            },
        ),
        migrations.CreateModel(
            name="ProfileMatch",
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
                    models.JSONField(default=dict, help_text="see `matching.scoring`; `ours` is the opening's"),
                ),
                ("version", models.PositiveSmallIntegerField(help_text="of the rules that computed it")),
                ("computed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "job",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="jobs.job"
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="sourcing.listing"
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
                "verbose_name_plural": "profile matches",
                "ordering": ["-score", "id"],
                "indexes": [
                    models.Index(
                        models.F("user"),
                        models.OrderBy(models.F("score"), descending=True),
                        models.F("id"),
                        name="profile_match_best",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "job"), name="profile_match_once_per_job"),
                    models.UniqueConstraint(fields=("user", "listing"), name="profile_match_once_per_listing"),
                    models.CheckConstraint(
                        condition=models.Q(("job", None), ("listing", None), _connector="XOR"),
                        name="profile_match_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("keywords__lte", 100), ("location__lte", 100), ("score__lte", 100), ("title__lte", 100)
                        ),
                        name="profile_match_in_percent",
                    ),
                ],
            },
        ),
        RowLevelSecurity("openingfacts"),
        SameEmployer("openingfacts", "job", "listing"),
        OwnRowsOnly("profilefacts"),
        OwnRowsOnly("profilematch"),
        GoesWithParent("profilematch", "job", "listing"),
    ]
