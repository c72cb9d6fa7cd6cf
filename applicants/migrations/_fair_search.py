"""The SQL of searching for people whose names are hidden: see docs/adr/0033."""

# Asking for a name must not confirm it, nor its absence deny it. So the words of a hidden person's record and CV are
# searched less their own: the name's (weight A of the vector holds nothing else), the address's, those at the end of
# each link, and every piece of the telephone number. Compounds need no mention: a query for one asks for its parts, too.
BLIND = r"""
    CREATE FUNCTION public.applicant_blind_vector(search tsvector, name text, email text, phone text, links jsonb)
    RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN pg_catalog.ts_delete(
        search,
        pg_catalog.tsvector_to_array(pg_catalog.ts_filter(search, '{a}'))
        || pg_catalog.tsvector_to_array(pg_catalog.to_tsvector('pg_catalog.simple', public.job_words(
            pg_catalog.concat_ws(' ', email, pg_catalog.regexp_replace(name, '\W', '', 'g'), (
                SELECT pg_catalog.string_agg(pg_catalog.regexp_replace(link ->> 'url', '^.*/([^/]+)/*$', '\1'), ' ')
                FROM pg_catalog.jsonb_array_elements(
                    CASE pg_catalog.jsonb_typeof(links) WHEN 'array' THEN links ELSE '[]' END) AS link
            )))))
        || CASE phone WHEN '' THEN '{}'::text[] ELSE ARRAY(
            SELECT sign || pg_catalog.substr(digits, start, size)
            FROM pg_catalog.regexp_replace(phone, '\D', '', 'g') AS digits,
                pg_catalog.generate_series(1, pg_catalog.length(digits) - 2) AS start,
                pg_catalog.generate_series(3, pg_catalog.length(digits) - start + 1) AS size,
                pg_catalog.unnest(ARRAY['', '+', '-', '0']) AS sign
        ) END
    )
"""
DROP_BLIND = "DROP FUNCTION public.applicant_blind_vector(tsvector, text, text, text, jsonb)"

# For somebody who was found as a known person, but is hidden where it matters. Only a search that has a word of theirs
# need be asked once more.
BLINDLY = r"""
    CREATE FUNCTION public.applicant_words(words text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN pg_catalog.tsvector_to_array(pg_catalog.to_tsvector('pg_catalog.simple', public.job_words(words)));

    CREATE FUNCTION public.applicant_name_query(words text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN (
        SELECT pg_catalog.string_agg(pg_catalog.quote_literal(word) || ':A', ' | ')::tsquery
        FROM pg_catalog.unnest(public.applicant_words(words)) AS word
    );

    CREATE FUNCTION public.applicant_word_pattern(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN (
        SELECT pg_catalog.string_agg(pg_catalog.regexp_replace(word, '(\W)', '\\\1', 'g'), '|')
        FROM pg_catalog.unnest(public.applicant_words(words)) AS word
    );

    CREATE FUNCTION public.applicant_blindly_found(
        search tsvector, name text, email text, phone text, links jsonb, words text
    )
    RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN search @@ public.applicant_name_query(words)
            OR pg_catalog.lower(pg_catalog.concat_ws(' ', email, phone, links::text))
                ~ public.applicant_word_pattern(words)
        THEN public.applicant_blind_vector(search, name, email, phone, links) @@ public.job_query(words)
        ELSE true
    END
"""
DROP_BLINDLY = """
    DROP FUNCTION public.applicant_blindly_found(tsvector, text, text, text, jsonb, text);
    DROP FUNCTION public.applicant_word_pattern(text);
    DROP FUNCTION public.applicant_name_query(text);
    DROP FUNCTION public.applicant_words(text)
"""

INDEX = """
    CREATE INDEX applicant_blind_search ON public.applicants_applicant
        USING gin (public.applicant_blind_vector(search, name::text, email::text, phone::text, links))
        WHERE identity_hidden
"""
DROP_INDEX = "DROP INDEX public.applicant_blind_search"

FOUND = """
    CREATE OR REPLACE VIEW public.applicants_found AS
    SELECT id, search, skills::text[] AS skills, tags::text[] AS tags, languages::text[] AS languages, location, email,
           identity_hidden, name, phone, links
    FROM public.applicants_applicant
    WHERE employer_id = (SELECT nullif(current_setting('app.employer_id', true), '')::uuid)
      AND (SELECT current_setting('app.scope', true)) = 'employer'
"""
