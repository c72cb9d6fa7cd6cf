"""What a closed job was like, so that its page can show others in its place. It was public once; of a draft, or a job
that was never published, it tells nothing, whatever scope is open."""

from django.db import migrations

LIKENESS = """
    CREATE FUNCTION public.job_closed_likeness(job uuid)
    RETURNS TABLE (employer_id uuid, title text, department text, location text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT j.employer_id, j.title, j.department, j.location FROM public.jobs_job j
          WHERE j.id = job AND j.status = 'closed' $$
"""


class Migration(migrations.Migration):
    dependencies = [("jobs", "0004_labels")]

    operations = [migrations.RunSQL(LIKENESS, "DROP FUNCTION public.job_closed_likeness(uuid)")]
