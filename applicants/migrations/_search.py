"""The SQL of the search over applicants. Words are folded as in the search of jobs (jobs/migrations/_search.py)."""

FUNCTIONS = """
    CREATE FUNCTION public.applicant_search_vector(
        name text, headline text, location text, skills text[], tags text[], cv_text text
    )
    RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple', public.job_words(name)), 'A')
        || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple', public.job_words(
            pg_catalog.concat_ws(' ', headline, pg_catalog.array_to_string(skills, ' '),
                                 pg_catalog.array_to_string(tags, ' ')))), 'B')
        || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple', public.job_words(location)), 'C')
        || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple', public.job_words(cv_text)), 'D')
"""
DROP_FUNCTIONS = "DROP FUNCTION public.applicant_search_vector(text, text, text, text[], text[], text)"
