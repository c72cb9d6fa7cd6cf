from django.conf import settings
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = [("employers", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = []
