from django.db import migrations

from applicants.migrations import _fair_search, _found


class Migration(migrations.Migration):
    dependencies = [("applicants", "0007_saved_searches_and_duplicates")]

    operations = [
        migrations.RunSQL(_fair_search.BLIND, _fair_search.DROP_BLIND),
        migrations.RunSQL(_fair_search.BLINDLY, _fair_search.DROP_BLINDLY),
        migrations.RunSQL(_fair_search.INDEX, _fair_search.DROP_INDEX),
        # The view loses columns only with itself, and its rules with it.
        migrations.RunSQL(_fair_search.FOUND, [_found.DROP_FOUND, _found.FOUND, _found.READ_ONLY]),
    ]
