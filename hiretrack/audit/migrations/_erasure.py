"""The one change that the journal allows: a person's name goes from what they did. The call leaves an entry itself.

Nothing but `actor_name` is touched, of one user's entries, at one employer (or everywhere, and in the platform's own
entries, for an all-tenants scope). The function runs as the tables' owner, past row-level security: so it looks at the
scope itself. The trigger looks away while the one statement runs.
"""

ERASE_ACTOR = """
    CREATE FUNCTION public.audit_erase_actor(actor uuid, employer uuid, everywhere boolean) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        DECLARE
            changed integer;
            scope text := current_setting('app.scope', true);
            ignored text := coalesce(current_setting('pgtrigger.ignore', true), '');
        BEGIN
            IF actor IS NULL THEN
                RAISE EXCEPTION 'audit_erase_actor: name the user';
            END IF;
            IF scope IS DISTINCT FROM 'all' AND (everywhere OR scope IS DISTINCT FROM 'employer'
                OR employer IS DISTINCT FROM nullif(current_setting('app.employer_id', true), '')::uuid) THEN
                RAISE EXCEPTION 'audit_erase_actor: this is outside the open scope';
            END IF;
            PERFORM set_config('pgtrigger.ignore', '{pgtrigger_never_changed_9432b}', true);
            UPDATE public.audit_auditlog SET actor_name = 'Erased person'
            WHERE actor_id = actor AND actor_name <> 'Erased person'
                AND (everywhere OR employer_id IS NOT DISTINCT FROM employer);
            GET DIAGNOSTICS changed = ROW_COUNT;
            PERFORM set_config('pgtrigger.ignore', ignored, true);
            INSERT INTO public.audit_auditlog (
                id, employer_id, actor_kind, actor_name, action, entity_type, entity_id, metadata, request_id,
                created_at, dispatched_at, dispatch_failures
            ) VALUES (
                gen_random_uuid(), employer, 'system', 'HireTrack', 'journal.actor_erased', 'employers.user', actor,
                jsonb_build_object('entries', changed), '', clock_timestamp(), clock_timestamp(), 0
            );
            RETURN changed;
        END;
    $$
"""
DROP_ERASE_ACTOR = "DROP FUNCTION public.audit_erase_actor(uuid, uuid, boolean)"
