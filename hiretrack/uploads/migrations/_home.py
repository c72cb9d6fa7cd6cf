"""SQL that tells where a visitor's upload belongs: the visitor has no token that would."""

# One employer's id for one upload's id, and only while it is a visitor's and nobody has taken it.
HOME = """
    CREATE FUNCTION public.upload_home(upload uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT employer_id FROM public.uploads_upload
        WHERE id = upload AND uploaded_by_id IS NULL AND claimed_at IS NULL
    $$
"""
DROP_HOME = "DROP FUNCTION public.upload_home(uuid)"
