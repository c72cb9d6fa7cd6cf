"""The whole document: what drf-spectacular made, finished by our hook."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings

from hiretrack.api.problems.answers import MEDIA_TYPE
from hiretrack.api.schema.bounds import add_bounds
from hiretrack.api.schema.description import DESCRIPTION, TAGS
from hiretrack.api.schema.errors import PROBLEM, PROBLEM_ITEM, problem_examples, shared_name
from hiretrack.api.schema.headers import COMPONENTS
from hiretrack.api.schema.links import add_links
from hiretrack.api.schema.operations import API_KEY, JWT, PLATFORM_JWT
from hiretrack.api.schema.samples import add_samples

Schema = dict[str, Any]
VARIABLE = re.compile(r"\{(\w+)\}")
METHODS = frozenset({"get", "post", "put", "patch", "delete"})
SECURITY: dict[str, Schema] = {
    JWT: {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": (
            "An access token from `POST /v1/auth/token` (10 minutes), or one of a trusted issuer. Tokens are made and"
            " checked by the best current practices of RFC8725: fixed algorithms, issuer, audience and times."
        ),
    },
    PLATFORM_JWT: {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An access token (RFC8725) of somebody who runs this server; no employer's user has one.",
    },
    API_KEY: {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "htk_…",
        "description": "An API key of an employer, scoped by module and reading or writing.",
    },
}


def generate() -> bytes:
    """The document as YAML; what `manage.py spectacular` writes."""
    from drf_spectacular.generators import SchemaGenerator
    from drf_spectacular.renderers import OpenApiYamlRenderer

    made: bytes = OpenApiYamlRenderer().render(SchemaGenerator().get_schema(public=True), renderer_context={})
    return made


def finish(result: Schema, **_given: Any) -> Schema:
    """drf-spectacular's post-processing hook."""
    result["paths"] = {_camel_path(path): _camel_item(item) for path, item in result["paths"].items()}
    _complete_components(result.setdefault("components", {}))
    _share_responses(result)
    _drop_marks(result)
    add_samples(result)
    add_links(operations(result))
    add_bounds({name: part for name, part in result.items() if name in {"paths", "components"}})
    _drop_unused(result)
    used = {tag for _, _, operation in operations(result) for tag in operation.get("tags", ())}
    result["tags"] = [{"name": name, "description": text} for name, text in sorted(TAGS.items()) if name in used]
    result["servers"] = [
        {"url": "/", "description": "The production server that this document comes from", "x-internal": False}
    ]
    result["info"] |= {
        "description": DESCRIPTION,
        "contact": {"name": "The people who run this server"},
        "license": {"name": "AGPL-3.0-or-later", "url": "https://www.gnu.org/licenses/agpl-3.0.html"},
    }
    result["info"]["version"] = settings.SPECTACULAR_SETTINGS["VERSION"]
    return result


def operations(result: Schema) -> list[tuple[str, str, Schema]]:
    return [(path, m, item[m]) for path, item in result["paths"].items() for m in item if m in METHODS]


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _camel_path(path: str) -> str:
    return VARIABLE.sub(lambda match: f"{{{camel(match[1])}}}", path)


def _camel_item(item: Schema) -> Schema:
    for operation in item.values():
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "path":
                parameter["name"] = camel(parameter["name"])
                parameter.setdefault("description", _path_description(parameter["name"]))
    return item


def _path_description(name: str) -> str:
    words = re.sub(r"([A-Z])", r" \1", name).lower()
    return f"The {words[:-3]}'s id." if words.endswith(" id") else f"The {words}."


def _complete_components(components: Schema) -> None:
    components.setdefault("schemas", {}).update({"Problem": PROBLEM, "ProblemItem": PROBLEM_ITEM})
    components["schemas"] = dict(sorted(components["schemas"].items()))
    components["headers"] = COMPONENTS
    components["examples"] = problem_examples()
    components["securitySchemes"] = SECURITY


def _share_responses(result: Schema) -> None:
    """Error answers that many operations have in common are written down once."""
    shared: Schema = {}
    for _, _, operation in operations(result):
        for status, response in operation["responses"].items():
            if name := shared_name(list(_example_names(response)), status):
                shared[name] = response
                operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
    result["components"]["responses"] = dict(sorted(shared.items()))


def _example_names(response: Schema) -> Schema:
    names: Schema = response.get("content", {}).get(MEDIA_TYPE, {}).get("examples", {})
    return names


def _drop_unused(result: Schema) -> None:
    """Examples, schemas and headers that nothing refers to, and what only those referred to."""
    components = result["components"]
    while True:
        text = repr(result)
        idle = [
            (kind, name)
            for kind in ("examples", "headers", "responses", "schemas")
            for name in components.get(kind, ())
            if f"'#/components/{kind}/{name}'" not in text
        ]
        for kind, name in idle:
            del components[kind][name]
        if not idle:
            return


def _drop_marks(node: Any) -> None:
    """Marks that drf-spectacular leaves for hooks that we don't use."""
    if isinstance(node, dict):
        node.pop("x-spec-enum-id", None)
        for inner in node.values():
            _drop_marks(inner)
    elif isinstance(node, list):
        for inner in node:
            _drop_marks(inner)
