"""Static files under names that change with their content, so that browsers may keep them for a year."""

from __future__ import annotations

from typing import Any, ClassVar

from whitenoise.storage import CompressedManifestStaticFilesStorage

_base: Any = CompressedManifestStaticFilesStorage


class ModuleAwareStorage(CompressedManifestStaticFilesStorage):
    """Rewrites the imports inside our own scripts too: else a new page would load the parts of an old script.

    Others' scripts import what is not there (django-htmx's extensions, for instance), so they are left as they are.
    """

    patterns: ClassVar[Any] = (
        *_base.patterns,
        *((folder, _base._js_module_import_aggregation_patterns[1]) for folder in ("office/*.js", "js/*.js")),
    )
