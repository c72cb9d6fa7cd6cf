"""The table of a list, as `unfold_result_list`."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.templatetags.admin_list import result_hidden_fields
from django.contrib.admin.templatetags.base import InclusionAdminNode
from django.template import Library
from django.template.base import Node, Parser, Token
from unfold.templatetags.unfold_list import result_headers

from hiretrack.office.lists.rows import results

register = Library()


def table(context: Any, cl: Any) -> dict[str, Any]:
    headers = list(result_headers(cl))
    return {
        "cl": cl,
        "result_hidden_fields": list(result_hidden_fields(cl)),
        "result_headers": headers,
        "num_sorted_fields": sum(bool(header["sortable"] and header["sorted"]) for header in headers),
        "results": results(cl, headers),
        "actions_row": context.get("actions_row"),
        "has_add_permission": cl.model_admin.has_add_permission(context["request"]),
    }


@register.tag(name="office_result_list")
def table_tag(parser: Parser, token: Token) -> Node:
    # Its signature is a later Django's in the stubs.
    made: Any = InclusionAdminNode
    node: Node = made(parser, token, func=table, template_name="change_list_results.html")
    return node
