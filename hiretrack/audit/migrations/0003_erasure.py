from django.db import migrations

from hiretrack.audit.migrations import _erasure


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_newest")]

    operations = [migrations.RunSQL(_erasure.ERASE_ACTOR, _erasure.DROP_ERASE_ACTOR)]
