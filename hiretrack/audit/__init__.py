"""The append-only journal. `from hiretrack.audit.services import record`; listeners through `registry.listen`."""
