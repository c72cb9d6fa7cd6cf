"""Examples for what came without one, made from the schema, so that each request and answer shows one."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
JSON = "application/json"
TEXTS = {
    "uuid": "0192f3a1-7c1e-7bd0-9f6a-4d1f8f7e2c11",
    "date-time": "2026-05-04T09:30:00Z",
    "date": "2026-05-04",
    "email": "ada@example.com",
    "uri": "https://example.com/",
    "decimal": "52000.00",
    "ipv4": "192.0.2.1",
}
DEEPEST = 6


def add_samples(document: Schema) -> None:
    """Give each JSON body of the document an example when it has none."""
    schemas = document.get("components", {}).get("schemas", {})
    for item in document["paths"].values():
        for operation in item.values():
            for content in _contents(operation):
                if "examples" not in content and "example" not in content and "schema" in content:
                    content["examples"] = {"example": {"value": sample(content["schema"], schemas)}}


def _contents(operation: Schema) -> list[Schema]:
    bodies = [operation.get("requestBody", {}), *operation.get("responses", {}).values()]
    return [body["content"][JSON] for body in bodies if JSON in body.get("content", {})]


def sample(schema: Schema, schemas: Schema, depth: int = 0) -> Any:
    """A value that `schema` accepts, as far as types, formats and enumerations go."""
    if "$ref" in schema:
        return sample(schemas[schema["$ref"].rpartition("/")[2]], schemas, depth)
    for stated in ("example", "default", "const"):
        if stated in schema:
            return schema[stated]
    if schema.get("examples"):
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    return _combined(schema, schemas, depth) if _alternatives(schema) else _typed(schema, schemas, depth)


def _alternatives(schema: Schema) -> list[Schema]:
    found: list[Schema] = schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf") or []
    return found


def _combined(schema: Schema, schemas: Schema, depth: int) -> Any:
    if "allOf" not in schema:
        return sample(_alternatives(schema)[0], schemas, depth)
    parts = [sample(part, schemas, depth) for part in schema["allOf"]]
    return {k: v for part in parts for k, v in part.items()} if all(isinstance(p, dict) for p in parts) else parts[0]


def _typed(schema: Schema, schemas: Schema, depth: int) -> Any:
    kind = schema.get("type", "object")
    kind = next((one for one in kind if one != "null"), "null") if isinstance(kind, list) else kind
    if kind == "object":
        members = schema.get("properties", {}).items() if depth < DEEPEST else ()
        return {name: sample(inner, schemas, depth + 1) for name, inner in members}
    if kind == "array":
        return [sample(schema["items"], schemas, depth + 1)] if depth < DEEPEST and schema.get("items") else []
    return _text(schema) if kind == "string" else _scalar(kind, schema)


def _scalar(kind: str, schema: Schema) -> Any:
    if kind == "boolean":
        return True
    return None if kind == "null" else schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)


def _text(schema: Schema) -> str:
    return TEXTS.get(schema.get("format", ""), "text" * (1 + schema.get("minLength", 0) // 4))[
        : schema.get("maxLength", 500)
    ]
