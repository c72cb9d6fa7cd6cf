import django.db.models.deletion
from django.db import migrations, models

from hiretrack.tenancy.deletion import GoesWithParent


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0009_external_id"),
        ("sourcing", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="trackedapplication",
            name="listing",
            field=models.ForeignKey(
                help_text="where it was found here, if it was",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="sourcing.listing",
            ),
        ),
        GoesWithParent("trackedapplication", "listing"),
    ]
