import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import hiretrack.tenancy.scopes
from hiretrack.tenancy.deletion import GoesWithParent
from jobs.sourcing.migrations import _found


def columns() -> list[tuple[str, models.Field]]:
    """Both views have the same."""
    return [
        (
            "id",
            models.UUIDField(
                default=hiretrack.tenancy.scopes.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        ("board_id", models.UUIDField()),
        ("title", models.CharField(max_length=300)),
        ("company", models.CharField(max_length=200)),
        ("location", models.CharField(max_length=300)),
        ("country", models.CharField(max_length=2)),
        ("remote", models.BooleanField()),
        ("url", models.URLField(max_length=1000)),
        ("description", models.TextField()),
        ("salary_min", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
        ("salary_max", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
        ("salary_currency", models.CharField(max_length=3)),
        ("salary_period", models.CharField(max_length=8)),
        ("posted_at", models.DateTimeField(null=True)),
        ("is_new", models.BooleanField()),
        ("is_hidden", models.BooleanField()),
        ("first_seen_at", models.DateTimeField()),
        ("last_seen_at", models.DateTimeField()),
        ("gone_at", models.DateTimeField(null=True)),
        ("adopted_as_id", models.UUIDField(null=True)),
        ("updated_at", models.DateTimeField()),
        ("search", django.contrib.postgres.search.SearchVectorField()),
        (
            "employer",
            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employers.employer"),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("sourcing", "0001_initial")]

    operations = [
        migrations.RunSQL(_found.INDEXES, _found.DROP_INDEXES),
        migrations.RunSQL(_found.FOUND, _found.DROP_FOUND),
        migrations.RunSQL(_found.OPEN, _found.DROP_OPEN),
        *(
            migrations.RunSQL(_found.READ_ONLY.format(view=view), _found.DROP_READ_ONLY.format(view=view))
            for view in _found.VIEWS
        ),
        *(
            migrations.CreateModel(name=name, fields=columns(), options={"db_table": view, "managed": False})
            for name, view in (("FoundListing", "listings_found"), ("OpenListing", "listings_open"))
        ),
        GoesWithParent("listingmark", "listing"),
    ]
