from django.db import migrations

from applicants.migrations import _found


class Migration(migrations.Migration):
    dependencies = [("applicants", "0004_tracker")]

    operations = [
        migrations.RunSQL(_found.TERMS, _found.DROP_TERMS),
        migrations.RunSQL(_found.WITHIN, _found.DROP_WITHIN),
        migrations.RunSQL(_found.INDEXES, _found.DROP_INDEXES),
        migrations.RunSQL(_found.FOUND, _found.DROP_FOUND),
        migrations.RunSQL(_found.READ_ONLY, _found.DROP_READ_ONLY),
    ]
