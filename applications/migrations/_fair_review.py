"""The SQL that keeps `identity_hidden` of applications and applicants true: see docs/adr/0033.

The functions run with their owner's rights, past the policies: what they decide must not depend on who looks. Rows are
locked in this order everywhere: applicants by id, the job, applications by id.
"""

# A step that was undone never happened; so the log decides, and the status itself before its line is written.
IS_HIDDEN = """
    CREATE FUNCTION public.application_is_hidden(application uuid, job uuid, status text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT status NOT IN ('interview', 'offer', 'hired')
            AND EXISTS (SELECT FROM jobs_job j WHERE j.id = job AND j.fair_review)
            AND NOT EXISTS (
                SELECT FROM applications_applicationstage s
                WHERE s.application_id = application AND s.status IN ('interview', 'offer', 'hired') AND NOT s.undone
            )
    $$
"""

# Whoever switches the job over at this moment waits for the new row, or this one for the switch.
NEW_APPLICATION = """
    CREATE FUNCTION public.fair_review_new_application() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        fair boolean;
    BEGIN
        SELECT fair_review INTO fair FROM jobs_job WHERE id = NEW.job_id FOR SHARE;
        NEW.identity_hidden := coalesce(fair, false) AND NEW.status NOT IN ('interview', 'offer', 'hired');
        RETURN NEW;
    END
    $$;
    CREATE TRIGGER fair_review_new BEFORE INSERT ON public.applications_application
        FOR EACH ROW EXECUTE FUNCTION public.fair_review_new_application()
"""

CHANGED_APPLICATION = """
    CREATE FUNCTION public.fair_review_changed_application() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        NEW.identity_hidden := application_is_hidden(NEW.id, NEW.job_id, NEW.status);
        RETURN NEW;
    END
    $$;
    CREATE TRIGGER fair_review_changed BEFORE UPDATE ON public.applications_application
        FOR EACH ROW
        WHEN (
            OLD.status IS DISTINCT FROM NEW.status
            OR OLD.job_id IS DISTINCT FROM NEW.job_id
            OR OLD.identity_hidden IS DISTINCT FROM NEW.identity_hidden
        )
        EXECUTE FUNCTION public.fair_review_changed_application()
"""

# Of a record that was merged into another one the survivor's applications decide.
PERSON_IS_HIDDEN = """
    CREATE FUNCTION public.applicant_is_hidden(applicant uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        WITH RECURSIVE chain (id, next) AS (
            SELECT id, merged_into_id FROM applicants_applicant WHERE id = applicant
            UNION
            SELECT p.id, p.merged_into_id FROM applicants_applicant p JOIN chain ON p.id = chain.next
        )
        SELECT EXISTS (SELECT FROM applications_application a WHERE a.applicant_id = chain.id AND a.identity_hidden)
            AND NOT EXISTS (
                SELECT FROM applications_application a
                WHERE a.applicant_id = chain.id AND a.superseded_by_id IS NULL AND NOT a.identity_hidden
            )
        FROM chain WHERE next IS NULL
    $$
"""

# Locked before they are looked at: of two applications of one person at once the second sees the first.
PEOPLE = """
    CREATE FUNCTION public.fair_review_people(given uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        family uuid[];
    BEGIN
        WITH RECURSIVE above (id, next) AS (
            SELECT p.id, p.merged_into_id FROM applicants_applicant p WHERE p.id = ANY (given)
            UNION
            SELECT p.id, p.merged_into_id FROM applicants_applicant p JOIN above ON p.id = above.next
        ), whole (id) AS (
            SELECT id FROM above WHERE next IS NULL
            UNION
            SELECT p.id FROM applicants_applicant p JOIN whole ON p.merged_into_id = whole.id
        )
        SELECT array_agg(id) INTO family FROM whole;
        PERFORM FROM applicants_applicant WHERE id = ANY (family) ORDER BY id FOR NO KEY UPDATE;
        UPDATE applicants_applicant p SET identity_hidden = NOT p.identity_hidden
        WHERE p.id = ANY (family) AND p.identity_hidden IS DISTINCT FROM applicant_is_hidden(p.id);
    END
    $$
"""

APPLICATIONS = """
    CREATE FUNCTION public.fair_review_applications() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        people uuid[];
    BEGIN
        IF TG_OP = 'INSERT' THEN
            SELECT array_agg(DISTINCT applicant_id) INTO people FROM made;
        ELSIF TG_OP = 'DELETE' THEN
            SELECT array_agg(DISTINCT applicant_id) INTO people FROM gone;
        ELSE
            SELECT array_agg(DISTINCT whose) INTO people
            FROM gone JOIN made USING (id), LATERAL (VALUES (gone.applicant_id), (made.applicant_id)) AS them (whose)
            WHERE gone.identity_hidden IS DISTINCT FROM made.identity_hidden
                OR gone.applicant_id IS DISTINCT FROM made.applicant_id
                OR gone.superseded_by_id IS DISTINCT FROM made.superseded_by_id;
        END IF;
        IF people IS NOT NULL THEN
            PERFORM fair_review_people(people);
        END IF;
        RETURN NULL;
    END
    $$;
    CREATE TRIGGER fair_review_made AFTER INSERT ON public.applications_application
        REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION public.fair_review_applications();
    CREATE TRIGGER fair_review_moved AFTER UPDATE ON public.applications_application
        REFERENCING OLD TABLE AS gone NEW TABLE AS made
        FOR EACH STATEMENT EXECUTE FUNCTION public.fair_review_applications();
    CREATE TRIGGER fair_review_gone AFTER DELETE ON public.applications_application
        REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION public.fair_review_applications()
"""

UNDONE = """
    CREATE FUNCTION public.fair_review_undone() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        changed uuid[];
    BEGIN
        SELECT array_agg(DISTINCT made.application_id) INTO changed
        FROM gone JOIN made USING (id) WHERE gone.undone IS DISTINCT FROM made.undone;
        IF changed IS NOT NULL THEN
            PERFORM FROM applications_application WHERE id = ANY (changed) ORDER BY id FOR NO KEY UPDATE;
            UPDATE applications_application a SET identity_hidden = NOT a.identity_hidden
            WHERE a.id = ANY (changed)
                AND a.identity_hidden IS DISTINCT FROM application_is_hidden(a.id, a.job_id, a.status);
        END IF;
        RETURN NULL;
    END
    $$;
    CREATE TRIGGER fair_review_undone AFTER UPDATE ON public.applications_applicationstage
        REFERENCING OLD TABLE AS gone NEW TABLE AS made
        FOR EACH STATEMENT EXECUTE FUNCTION public.fair_review_undone()
"""

SWITCHED = """
    CREATE FUNCTION public.fair_review_switched() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        PERFORM FROM applications_application WHERE job_id = NEW.id ORDER BY id FOR NO KEY UPDATE;
        UPDATE applications_application a SET identity_hidden = NOT a.identity_hidden
        WHERE a.job_id = NEW.id
            AND a.identity_hidden IS DISTINCT FROM application_is_hidden(a.id, a.job_id, a.status);
        RETURN NULL;
    END
    $$;
    CREATE TRIGGER fair_review_switched AFTER UPDATE OF fair_review ON public.jobs_job
        FOR EACH ROW WHEN (OLD.fair_review IS DISTINCT FROM NEW.fair_review)
        EXECUTE FUNCTION public.fair_review_switched()
"""

# A record that was read before the switch and saved whole after it must not write the old word back.
PERSON = """
    CREATE FUNCTION public.fair_review_person() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        NEW.identity_hidden := coalesce(applicant_is_hidden(NEW.id), false);
        RETURN NEW;
    END
    $$;
    CREATE TRIGGER fair_review_person BEFORE UPDATE OF identity_hidden ON public.applicants_applicant
        FOR EACH ROW WHEN (OLD.identity_hidden IS DISTINCT FROM NEW.identity_hidden)
        EXECUTE FUNCTION public.fair_review_person();

    CREATE FUNCTION public.fair_review_merged() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        PERFORM fair_review_people(array_remove(ARRAY[NEW.id, OLD.merged_into_id, NEW.merged_into_id], NULL));
        RETURN NULL;
    END
    $$;
    CREATE TRIGGER fair_review_merged AFTER UPDATE OF merged_into_id ON public.applicants_applicant
        FOR EACH ROW WHEN (OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id)
        EXECUTE FUNCTION public.fair_review_merged()
"""

# Past the lists' own paths nobody switches thousands of rows without their order: the job's service asks for it first.
HOLD = """
    CREATE FUNCTION public.fair_review_hold(job uuid) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        PERFORM FROM applicants_applicant
        WHERE id IN (SELECT a.applicant_id FROM applications_application a WHERE a.job_id = job)
        ORDER BY id FOR NO KEY UPDATE;
    END
    $$
"""

# They answer, and write, past the policies: for the triggers alone.
REVOKE = """
    REVOKE ALL ON FUNCTION public.application_is_hidden(uuid, uuid, text) FROM PUBLIC;
    REVOKE ALL ON FUNCTION public.applicant_is_hidden(uuid) FROM PUBLIC;
    REVOKE ALL ON FUNCTION public.fair_review_people(uuid[]) FROM PUBLIC
"""

CREATE = [
    IS_HIDDEN, NEW_APPLICATION, CHANGED_APPLICATION, PERSON_IS_HIDDEN, PEOPLE, APPLICATIONS, UNDONE, SWITCHED, PERSON,
    HOLD, REVOKE,
]  # fmt: skip

DROP = """
    DROP FUNCTION public.fair_review_hold(uuid);
    DROP TRIGGER fair_review_merged ON public.applicants_applicant;
    DROP TRIGGER fair_review_person ON public.applicants_applicant;
    DROP TRIGGER fair_review_switched ON public.jobs_job;
    DROP TRIGGER fair_review_undone ON public.applications_applicationstage;
    DROP TRIGGER fair_review_gone ON public.applications_application;
    DROP TRIGGER fair_review_moved ON public.applications_application;
    DROP TRIGGER fair_review_made ON public.applications_application;
    DROP TRIGGER fair_review_changed ON public.applications_application;
    DROP TRIGGER fair_review_new ON public.applications_application;
    DROP FUNCTION public.fair_review_merged();
    DROP FUNCTION public.fair_review_person();
    DROP FUNCTION public.fair_review_switched();
    DROP FUNCTION public.fair_review_undone();
    DROP FUNCTION public.fair_review_applications();
    DROP FUNCTION public.fair_review_people(uuid[]);
    DROP FUNCTION public.applicant_is_hidden(uuid);
    DROP FUNCTION public.fair_review_changed_application();
    DROP FUNCTION public.fair_review_new_application();
    DROP FUNCTION public.application_is_hidden(uuid, uuid, text)
"""
