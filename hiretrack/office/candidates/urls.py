from __future__ import annotations

from django.urls import path

from hiretrack.office.candidates import duplicates, files, merged, merging, privacy, searches, tags

ONE = "applicants/applicant/<uuid:applicant_id>/"
SEARCH = "applicants/savedsearch/"

urlpatterns = [
    path(f"{ONE}cv/", files.Cv.as_view(), name="candidate-cv"),
    path(f"{ONE}tag/", tags.Tag.as_view(), name="candidate-tag"),
    path(f"{ONE}merge/", merging.MergePage.as_view(), name="candidate-merge"),
    path(f"{ONE}merge/confirm/", merging.Merge.as_view(), name="candidate-merge-confirm"),
    path(f"{ONE}unmerge/", merged.Unmerge.as_view(), name="candidate-unmerge"),
    path(f"{ONE}export/", privacy.ExportFile.as_view(), name="candidate-export"),
    path(f"{ONE}erase/", privacy.Erase.as_view(), name="candidate-erase"),
    path(f"{ONE}told-apart/<uuid:other_applicant_id>/", duplicates.TellApart.as_view(), name="candidate-told-apart"),
    path("applicants/applicant/tag-selected/", tags.TagSelected.as_view(), name="candidates-tag-selected"),
    path("applicants/duplicates/", duplicates.DuplicatesPage.as_view(), name="candidates-duplicates"),
    path("applicants/duplicates/look/", duplicates.Look.as_view(), name="candidates-look"),
    path("applicants/tags/", tags.TagsPage.as_view(), name="candidates-tags"),
    path("applicants/tags/suggest/", tags.Suggest.as_view(), name="candidates-tags-suggest"),
    path("applicants/tags/rename/", tags.Rename.as_view(), name="candidates-tags-rename"),
    path(f"{SEARCH}save/", searches.Save.as_view(), name="saved-search-save"),
    path(f"{SEARCH}<uuid:saved_search_id>/change/", searches.Change.as_view(), name="saved-search-change"),
    path(f"{SEARCH}<uuid:saved_search_id>/delete/", searches.Delete.as_view(), name="saved-search-delete"),
]
