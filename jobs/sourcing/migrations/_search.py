"""What a listing's search vector is made of; `jobs.migrations._search` says what a word is."""

VECTOR = """
    CREATE FUNCTION public.listing_search_vector(title text, company text, location text, description text)
    RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple', public.job_words(title)), 'A')
        || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple', public.job_words(
            pg_catalog.concat_ws(' ', company, location))), 'B')
        || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple', public.job_words(description)), 'C')
"""
DROP_VECTOR = "DROP FUNCTION public.listing_search_vector(text, text, text, text)"
