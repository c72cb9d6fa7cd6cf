"""The forms of the status page: a document that is still missing, and the deletion of everything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hiretrack.portal.forms import ACCEPT
from hiretrack.portal.wording import Words
from hiretrack.uploads.choices import EXTENSIONS, MAX_BYTES


class DocumentForm(forms.Form):
    """`missing` are kinds of files with what they are called; of a single one nobody is asked."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word, OpenDocument, RTF or text, up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": _("Please choose a file."), "empty": _("This file is empty.")},
    )
    status = 422

    def __init__(self, missing: Sequence[tuple[str, Words]], *args: Any) -> None:
        super().__init__(*args)
        self.kinds = [kind for kind, _words in missing]
        if len(missing) > 1:
            question = forms.ChoiceField(label=_("What is it?"), choices=list(missing), widget=forms.RadioSelect)
            question.initial = self.kinds[0]
            self.fields = {"kind": question, **self.fields}
        else:
            self.fields["file"].label = str(missing[0][1])

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB. Please choose a smaller one."))
        return file

    def file_values(self) -> dict[str, Any]:
        """What the store is told of a valid form's file."""
        file = self.cleaned_data["file"]
        known = EXTENSIONS.get(PurePosixPath(file.name).suffix.lower())
        return {
            "kind": self.cleaned_data.get("kind", self.kinds[0]),
            "filename": file.name,
            "content": file.read(),
            "content_type": known or file.content_type or "application/octet-stream",
        }


class DeleteForm(forms.Form):
    sure = forms.BooleanField(
        label=_("I understand that this cannot be undone."),
        error_messages={"required": _("Please confirm that you understand what happens.")},
    )
    status = 422
