"""Fair review and files: a CV and a letter hold all that is hidden, their names too."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from applicants import fairness
from applicants.models import Applicant
from applications.models import Application
from hiretrack.uploads.models import Upload


class FilesOfHiddenPeople:
    """See `hiretrack.uploads.services.serving.Keeper`."""

    def check(self, upload: Upload) -> None:
        if fairness.is_reviewed():
            hidden = Upload.objects.filter(self.kept(), pk=upload.pk).exists()
            fairness.refuse_hidden(hidden, _("The file tells who it is."))

    def kept(self) -> Q:
        sent = Application.objects.filter(identity_hidden=True)
        own = Applicant.objects.filter(cv=OuterRef("pk"), identity_hidden=True)
        letters = sent.filter(cover_letter_file=OuterRef("pk"))
        return Q(Exists(own)) | Q(Exists(sent.filter(cv=OuterRef("pk")))) | Q(Exists(letters))
