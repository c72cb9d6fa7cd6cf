from django.db import models


class UploadKind(models.TextChoices):
    CV = "cv", "CV"
    COVER_LETTER = "cover_letter", "Cover letter"
    RESUME = "resume", "Résumé"


class ScanStatus(models.TextChoices):
    PENDING = "pending", "Waiting for the scan"
    CLEAN = "clean", "Clean"
    INFECTED = "infected", "Infected"
    ERROR = "error", "Scan failed"


TRANSITIONS: dict[ScanStatus, frozenset[ScanStatus]] = {
    ScanStatus.PENDING: frozenset({ScanStatus.CLEAN, ScanStatus.INFECTED, ScanStatus.ERROR}),
    # A failed scan may be tried again; a verdict is final.
    ScanStatus.ERROR: frozenset({ScanStatus.CLEAN, ScanStatus.INFECTED}),
    ScanStatus.CLEAN: frozenset(),
    ScanStatus.INFECTED: frozenset(),
}
