"""The SQL of the search: what a word is, and what may be read past the policies. See docs/adr/0015."""

FUNCTIONS = [
    # unaccent() is only STABLE, because its dictionary could be changed; ours isn't. Every name is qualified: these
    # run inside index maintenance, and in a restore with an empty search_path.
    """
    CREATE FUNCTION public.job_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN pg_catalog.lower(public.unaccent('public.unaccent'::pg_catalog.regdictionary, value))
    """,
    # The same words from a text and from a query: folded, plurals made singular, C++, C# and .NET kept apart from C
    # and "net", node.js and team.We split where the parser would see a host's name. Look-behinds of one character
    # only: longer ones make PostgreSQL's regular expressions twenty times slower.
    r"""
    CREATE FUNCTION public.job_words(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN pg_catalog.regexp_replace(pg_catalog.regexp_replace(pg_catalog.regexp_replace(pg_catalog.regexp_replace(
        pg_catalog.regexp_replace(
            pg_catalog.replace(pg_catalog.replace(pg_catalog.regexp_replace(
                public.job_fold(value), '\.net\M', 'dotnet', 'g'), 'c++', 'cplusplus'), 'c#', 'csharp'),
            '(?<=\w)[./:@&=_]+(?=\w)', '-', 'g'),
        'ies\M', 'y', 'g'), 'sses\M', 'ss', 'g'), '(?<=[xh])es\M', '', 'g'), '(?<=[a-hj-rtv-z])s\M', '', 'g')
    """,
    # The configuration is `simple` on purpose. English stemming makes one word of intern, internal and international
    # (so that -intern would hide most jobs), drops IT as a stop word, and does nothing for other languages.
    """
    CREATE FUNCTION public.job_search_vector(title text, department text, tags text[], description text)
    RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple', public.job_words(title)), 'A')
        || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple', public.job_words(
            pg_catalog.concat_ws(' ', department, pg_catalog.array_to_string(tags, ' ')))), 'B')
        || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple', public.job_words(description)), 'C')
    """,
    """
    CREATE FUNCTION public.job_query(value text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN pg_catalog.websearch_to_tsquery('pg_catalog.simple', public.job_words(value))
    """,
    """
    CREATE FUNCTION public.job_spoken(languages text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN (
        SELECT pg_catalog.array_agg(DISTINCT part)
        FROM pg_catalog.unnest(languages) AS tag,
             pg_catalog.unnest(ARRAY[pg_catalog.lower(tag), pg_catalog.split_part(pg_catalog.lower(tag), '-', 1)]) AS part
    )
    """,
    """
    CREATE FUNCTION public.job_salary_yearly(amount numeric, period text) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN amount * CASE period WHEN 'hour' THEN 2080 WHEN 'day' THEN 260 WHEN 'week' THEN 52 WHEN 'month' THEN 12 ELSE 1 END
    """,
]
DROP_FUNCTIONS = """
    DROP FUNCTION public.job_search_vector(text, text, text[], text);
    DROP FUNCTION public.job_query(text);
    DROP FUNCTION public.job_words(text);
    DROP FUNCTION public.job_fold(text);
    DROP FUNCTION public.job_spoken(text[]);
    DROP FUNCTION public.job_salary_yearly(numeric, text);
"""

# A view reads its tables with its owner's rights, past their policies; it is not a security barrier, so that indexes
# serve every condition put on it. The join makes it one that PostgreSQL will not write through.
PUBLISHED = """
    CREATE VIEW public.jobs_published AS
    SELECT j.id, j.employer_id, j.title, j.description_md, j.company, j.department, j.location, j.country, j.remote,
           j.languages, j.tags, j.employment_type, j.salary_min, j.salary_max, j.salary_currency, j.salary_period,
           j.questions, j.published_at, j.closes_at, j.updated_at, j.search, j.salary_yearly,
           e.name AS employer_name, e.slug AS employer_slug, e.logo_url AS employer_logo_url,
           e.website AS employer_website
    FROM public.jobs_job j JOIN public.employers_employer e ON e.id = j.employer_id
    WHERE j.status = 'published'
"""
DROP_PUBLISHED = "DROP VIEW public.jobs_published"

# Whether a job that is not to be seen was public once. It answers one bit about one id, whatever scope is open.
WAS_PUBLIC = """
    CREATE FUNCTION public.job_is_closed(job uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT EXISTS (SELECT FROM public.jobs_job WHERE id = job AND status = 'closed') $$
"""
DROP_WAS_PUBLIC = "DROP FUNCTION public.job_is_closed(uuid)"
