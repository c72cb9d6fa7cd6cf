from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sourcing", "0002_found")]

    operations = [
        migrations.AddField(
            model_name="scan",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, help_text="it begins again when its worker was lost"),
        ),
    ]
