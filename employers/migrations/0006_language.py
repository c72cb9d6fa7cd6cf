from django.db import migrations, models

import employers.models.accounts


class Migration(migrations.Migration):
    dependencies = [("employers", "0005_browser_sessions")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(
                blank=True,
                db_default="",
                default=employers.models.accounts.spoken,
                editable=False,
                max_length=16,
            ),
        ),
    ]
