"""The SQL of looking for people past the policies: see docs/adr/0023."""

TERMS = """
    CREATE FUNCTION public.applicant_terms(terms text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN (
        SELECT COALESCE(pg_catalog.array_agg(public.job_fold(term)), '{}'::text[]) FROM pg_catalog.unnest(terms) AS term
    )
"""
DROP_TERMS = "DROP FUNCTION public.applicant_terms(text[])"

INDEXES = """
    CREATE INDEX applicant_skills ON public.applicants_applicant
        USING gin (public.applicant_terms(skills::text[]));
    CREATE INDEX applicant_tags ON public.applicants_applicant
        USING gin (public.applicant_terms(tags::text[]))
"""
DROP_INDEXES = "DROP INDEX public.applicant_skills; DROP INDEX public.applicant_tags"

# A view reads its table with its owner's rights, past the policies, so it repeats what the employer's policy says; it
# is not a security barrier, so that indexes serve every condition put on it. DISTINCT, grouping or a join would keep
# PostgreSQL from writing through it; the rule does so without a price.
FOUND = """
    CREATE VIEW public.applicants_found AS
    SELECT id, search, skills::text[] AS skills, tags::text[] AS tags, languages::text[] AS languages, location, email
    FROM public.applicants_applicant
    WHERE employer_id = (SELECT nullif(current_setting('app.employer_id', true), '')::uuid)
      AND (SELECT current_setting('app.scope', true)) = 'employer'
"""
DROP_FOUND = "DROP VIEW public.applicants_found"

READ_ONLY = """
    CREATE RULE no_insert AS ON INSERT TO public.applicants_found DO INSTEAD NOTHING;
    CREATE RULE no_update AS ON UPDATE TO public.applicants_found DO INSTEAD NOTHING;
    CREATE RULE no_delete AS ON DELETE TO public.applicants_found DO INSTEAD NOTHING
"""
DROP_READ_ONLY = """
    DROP RULE no_insert ON public.applicants_found;
    DROP RULE no_update ON public.applicants_found;
    DROP RULE no_delete ON public.applicants_found
"""
