"""The SQL of looking for people past the policies: see docs/adr/0023."""

TERMS = """
    CREATE FUNCTION public.applicant_terms(terms text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN (
        SELECT COALESCE(pg_catalog.array_agg(public.job_fold(term)), '{}'::text[]) FROM pg_catalog.unnest(terms) AS term
    )
"""
DROP_TERMS = "DROP FUNCTION public.applicant_terms(text[])"

# Of addresses beginnings are asked for, which the rules of a language's order would keep from an index.
INDEXES = """
    CREATE INDEX applicant_skills ON public.applicants_applicant
        USING gin (public.applicant_terms(skills::text[]));
    CREATE INDEX applicant_tags ON public.applicants_applicant
        USING gin (public.applicant_terms(tags::text[]));
    CREATE INDEX applicant_languages ON public.applicants_applicant
        USING gin (public.job_spoken(languages::text[]));
    CREATE INDEX applicant_location ON public.applicants_applicant
        USING gin (public.job_fold(location::text) public.gin_trgm_ops);
    CREATE INDEX applicant_address ON public.applicants_applicant (employer_id, lower(email::text) text_pattern_ops)
"""
DROP_INDEXES = """
    DROP INDEX public.applicant_skills; DROP INDEX public.applicant_tags; DROP INDEX public.applicant_languages;
    DROP INDEX public.applicant_location; DROP INDEX public.applicant_address
"""

# What is searched for stands for itself in a pattern, also after `job_fold` has made a plain sign of it.
WITHIN = r"""
    CREATE FUNCTION public.applicant_within(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN '%' || pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
        public.job_fold(value), '\', '\\'), '%', '\%'), '_', '\_') || '%'
"""
DROP_WITHIN = "DROP FUNCTION public.applicant_within(text)"

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
