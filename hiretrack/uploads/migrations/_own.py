"""SQL that lets candidates write the files of their own profile, which belong to no employer."""

from hiretrack.tenancy.policies import SCOPE, USER_ID

_OWN = f"{SCOPE} = 'person' AND employer_id IS NULL AND uploaded_by_id = {USER_ID}"
POLICY = f"CREATE POLICY tenant_own ON uploads_upload USING ({_OWN}) WITH CHECK ({_OWN})"
DROP_POLICY = "DROP POLICY tenant_own ON uploads_upload"
