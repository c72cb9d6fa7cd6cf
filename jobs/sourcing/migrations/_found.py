"""The SQL of searching listings past the policies: see docs/adr/0015 and `jobs.sourcing.found`."""

INDEXES = """
    CREATE INDEX listing_location ON public.sourcing_listing
        USING gin (public.job_fold(location::text) public.gin_trgm_ops);
    CREATE INDEX listing_gone ON public.sourcing_listing (employer_id, first_seen_at DESC, id DESC)
        WHERE gone_at IS NOT NULL
"""
DROP_INDEXES = "DROP INDEX public.listing_location; DROP INDEX public.listing_gone"
_COLUMNS = """
    id, employer_id, board_id, title, company, location, country, remote, url, description, salary_min, salary_max,
    salary_currency, salary_period, posted_at, is_new, is_hidden, first_seen_at, last_seen_at, gone_at, adopted_as_id,
    updated_at, search
"""

# A view reads its table with its owner's rights, past the policies, so each repeats what the policy of one scope says.
# They are no security barriers, so that indexes serve every condition put on them. One for both scopes would need an
# OR, which no index serves.
FOUND = f"""
    CREATE VIEW public.listings_found AS
    SELECT {_COLUMNS} FROM public.sourcing_listing
    WHERE employer_id = (SELECT nullif(current_setting('app.employer_id', true), '')::uuid)
      AND (SELECT current_setting('app.scope', true)) = 'employer'
"""  # noqa: S608 - constant texts
DROP_FOUND = "DROP VIEW public.listings_found"
OPEN = f"""
    CREATE VIEW public.listings_open AS
    SELECT {_COLUMNS} FROM public.sourcing_listing
    WHERE open_to_candidates AND NOT is_hidden
      AND (SELECT current_setting('app.scope', true)) = 'person'
"""  # noqa: S608 - as above
DROP_OPEN = "DROP VIEW public.listings_open"

# PostgreSQL would write through views as plain as these.
READ_ONLY = """
    CREATE RULE no_insert AS ON INSERT TO public.{view} DO INSTEAD NOTHING;
    CREATE RULE no_update AS ON UPDATE TO public.{view} DO INSTEAD NOTHING;
    CREATE RULE no_delete AS ON DELETE TO public.{view} DO INSTEAD NOTHING
"""
DROP_READ_ONLY = """
    DROP RULE no_insert ON public.{view};
    DROP RULE no_update ON public.{view};
    DROP RULE no_delete ON public.{view}
"""
VIEWS = ("listings_found", "listings_open")
