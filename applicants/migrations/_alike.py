"""The SQL of looking for two records of one person. Past the policies as in `_found`: see docs/adr/0023."""

# Addresses of one page are written in many ways; a site alone, without a path, may be its owner's own.
LINKS = r"""
    CREATE FUNCTION public.applicant_links(links jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN (
        SELECT COALESCE(pg_catalog.array_agg(pg_catalog.regexp_replace(
            pg_catalog.lower(link ->> 'url'), '^https?://(www\.)?|[?#].*$|/+$', '', 'g')), '{}'::text[])
        FROM pg_catalog.jsonb_array_elements(
            CASE pg_catalog.jsonb_typeof(links) WHEN 'array' THEN links ELSE '[]'::jsonb END) AS link
        WHERE link ->> 'url' <> ''
    )
"""
DROP_LINKS = "DROP FUNCTION public.applicant_links(jsonb)"

INDEXES = """
    CREATE INDEX applicant_phone ON public.applicants_applicant (employer_id, phone) WHERE phone <> '';
    CREATE INDEX applicant_same_cv ON public.applicants_applicant (employer_id, md5(cv_text)) WHERE cv_text <> '';
    CREATE INDEX applicant_same_links ON public.applicants_applicant USING gin (public.applicant_links(links));
    CREATE INDEX applicant_like_name ON public.applicants_applicant
        USING gin (employer_id, public.job_fold(name::text) public.gin_trgm_ops);
    CREATE INDEX applicant_tagged ON public.applicants_applicant (employer_id, id) WHERE tags <> '{}'
"""
DROP_INDEXES = """
    DROP INDEX public.applicant_phone; DROP INDEX public.applicant_same_cv; DROP INDEX public.applicant_same_links;
    DROP INDEX public.applicant_like_name; DROP INDEX public.applicant_tagged
"""

# Whoever is hidden by a fair review is compared with nobody: what two have in common would say who they are.
ALIKE = """
    CREATE VIEW public.applicants_alike AS
    SELECT id, phone, public.job_fold(name::text) AS name, public.job_fold(location::text) AS location,
           public.applicant_links(links) AS links, cv_text, md5(cv_text) AS cv,
           replace(split_part(split_part(lower(email), '@', 1), '+', 1), '.', '') AS mailbox
    FROM public.applicants_applicant
    WHERE employer_id = (SELECT nullif(current_setting('app.employer_id', true), '')::uuid)
      AND (SELECT current_setting('app.scope', true)) = 'employer'
      AND merged_into_id IS NULL AND erased_at IS NULL AND NOT identity_hidden
"""
DROP_ALIKE = "DROP VIEW public.applicants_alike"

READ_ONLY = """
    CREATE RULE no_insert AS ON INSERT TO public.applicants_alike DO INSTEAD NOTHING;
    CREATE RULE no_update AS ON UPDATE TO public.applicants_alike DO INSTEAD NOTHING;
    CREATE RULE no_delete AS ON DELETE TO public.applicants_alike DO INSTEAD NOTHING
"""
DROP_READ_ONLY = """
    DROP RULE no_insert ON public.applicants_alike;
    DROP RULE no_update ON public.applicants_alike;
    DROP RULE no_delete ON public.applicants_alike
"""
