"""OpenAPI 3.1. `operation` is what views use; the rest turns it into the document."""

from hiretrack.api.contract import Contract, operation
from hiretrack.api.jsonbytes import json_bytes
from hiretrack.api.schema.operations import ContractSchema

__all__ = ["Contract", "ContractSchema", "json_bytes", "operation"]
