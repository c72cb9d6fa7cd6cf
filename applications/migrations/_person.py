"""A candidate may read the jobs that they applied for, also after these have left the public pages."""

APPLIED_JOBS = """
    CREATE POLICY tenant_person_applied ON jobs_job FOR SELECT USING (
        (SELECT current_setting('app.scope', true)) = 'person'
        AND id IN (SELECT job_id FROM applications_application)
    )
"""
DROP_APPLIED_JOBS = "DROP POLICY tenant_person_applied ON jobs_job"
