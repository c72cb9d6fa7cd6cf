from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notifications", "0005_feedback")]

    operations = [ValidateConstraint("message", "message_state_known")]
