import uuid, json
import pytest
from django.test import Client
from tests.tenancy.neighbours import furnish, signed_in
from tests.fixtures import user_with, ApiClient
from applications.models import Application
from applicants.models import Applicant
from jobs.models import Job
from hiretrack.uploads.models import Upload
pytestmark = pytest.mark.django_db

def test_probe(employer, other_employer, api, settings):
    theirs = furnish(other_employer, "zyxomark")
    ours = furnish(employer, "ownmark")
    up, job, app_ = theirs[Upload], theirs[Job], theirs[Application]
    out=[]
    def say(tag, r): out.append((tag, r.status_code, r.content.decode()[:200], {k:v for k,v in r.items() if k in ("Content-Security-Policy","Location")}))
    for role in ("employer_admin","recruiter","viewer","applicant"):
        c = api.as_role(role, employer)
        for m,p,b in [("get",f"/v1/uploads/{up.pk}",None),("post",f"/v1/uploads/{up.pk}:complete",{}),("get",f"/v1/applications/{app_.pk}?expand=applicant,job",None),
            ("patch",f"/v1/applications/{app_.pk}",{"status":"screening"}),("get",f"/v1/jobs/{job.pk}",None),("patch",f"/v1/jobs/{job.pk}",{"title":"x"}),("get",f"/v1/jobs/{job.pk}/applications",None),
            ("post",f"/v1/jobs/{job.pk}:publish",{}),("post",f"/v1/jobs/{job.pk}:duplicate",{}),("post",f"/v1/applications/{app_.pk}:withdraw",{}),("get",f"/v1/applications/{app_.pk}/stages",None),
            ("post","/v1/jobs",{"title":"x","employer_id":str(other_employer.pk)}),("patch",f"/v1/jobs/{ours[Job].pk}",{"status":"closed","created_by_id":"x","id":"1"}),
            ("post","/v1/uploads:presign",{"kind":"cv","filename":"../../etc/passwd.pdf","content_type":"application/pdf","size":10,"employer":"globex"}),
            ]:
            r = getattr(c,m)(p) if b is None else getattr(c,m)(p,b)
            say((role,m,p.replace(str(up.pk),"UP").replace(str(job.pk),"JOB").replace(str(app_.pk),"APP")), r)
    anon = ApiClient(raise_request_exception=False)
    say("anon complete recruiters upload", anon.post(f"/v1/uploads/{up.pk}:complete", {}))
    settings.CAPTCHA="applications.captcha.Off"
    say("apply foreign upload", anon.post(f"/v1/public/jobs/{ours[Job].pk}/apply", {"name":"A","email":"a@example.com","cv_upload_id":str(up.pk)}))
    say("apply own employer's recruiter upload", anon.post(f"/v1/public/jobs/{ours[Job].pk}/apply", {"name":"A","email":"a@example.com","cv_upload_id":str(ours[Upload].pk)}))
    say("mass", anon.post(f"/v1/public/jobs/{ours[Job].pk}/apply", {"name":"A","email":"b@example.com","status":"hired","source":"import","employer_id":"x"}))
    w = Client(raise_request_exception=False)
    for p,kw in [("/nope",{}),("/",{"HTTP_HOST":"evil.test"}),("/v1/nope",{}),("/admin/login/?next=//evil.test/",{}),("/v1/public/jobs?q=%00",{}),("/jobs/%00",{}),("/?q=%00",{}),("/status/xx/",{}),("/admin/jobs/job/?q=%00",{}),("/e/%ff/",{}),("/account/password/xx/",{})]:
        say(p, w.get(p,**kw))
    r = w.post("/admin/login/?next=//evil.test/", {"username":user_with("recruiter",employer).email,"password":"correct horse battery","next":"//evil.test/"}); say("login", r)
    s = signed_in("recruiter", employer)
    for p in ("/admin/jobs/job/?q=%00","/admin/jobs/job/%00/change/","/admin/applicants/applicant/?q=%00","/admin/search/?s=%00","/admin/search/?s=a&page=x","/admin/autocomplete/?app_label=x","/admin/jobs/job/?p=-1","/admin/jobs/job/?department=%00","/admin/uploads/upload/?q=%00","/admin/applications/application/?job__id__exact=%00"):
        say(p, s.get(p))
    r1 = anon.get("/v1/public/employers/globex"); say("emp", r1)
    a = api.as_role("recruiter", employer); 
    open("/tmp/r_probe/out.txt","w").write("\n".join(map(str,out)))
