"""Fields of the job form that a script turns into editors. Without it they are plain text fields."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.forms import Widget
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from jobs.choices import KnockoutOperator, QuestionType
from jobs.questions import MAX_LABEL, MAX_OPTIONS, MAX_QUESTIONS


class _Enhanced(Widget):
    """A plain field, as Unfold draws it, inside what the script needs."""

    around: ClassVar[str]

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        # Forms' own renderer looks into apps only, and the project's templates stand together.
        plain = super()._render(template_name, context, renderer)  # type: ignore[misc]
        return mark_safe(render_to_string(self.around, context | {"field": plain}))  # noqa: S308 a template's


class MarkdownWidget(_Enhanced, UnfoldAdminTextareaWidget):
    around = "office/jobs/markdown.html"
    draft_url = ""
    """Where the assistant's drafts are asked for; without one there is no button."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context | {"preview_url": reverse("office:job-markdown"), "draft_url": self.draft_url}


class QuestionsWidget(_Enhanced, UnfoldAdminTextareaWidget):
    around = "office/jobs/questions.html"
    errors: tuple[dict[str, Any], ...] = ()
    """What the server has against single questions: `{"place", "part", "detail"}`."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context | {
            "types": QuestionType.choices,
            "operators": KnockoutOperator.choices,
            "limits": {"questions": MAX_QUESTIONS, "options": MAX_OPTIONS, "label": MAX_LABEL},
            "errors": json.dumps(self.errors),
        }

    def format_value(self, value: Any) -> str | None:
        """Indented, for those who edit it as text; what is no JSON stays as it was typed."""
        text = super().format_value(value)
        try:
            return json.dumps(json.loads(text or "[]"), ensure_ascii=False, indent=2)
        except ValueError:
            return text


class SuggestingWidget(_Enhanced, UnfoldAdminTextInputWidget):
    """A text field that offers values, and takes any other."""

    around = "office/jobs/suggesting.html"
    suggestions: tuple[tuple[str, str], ...] = ()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{name}-suggestions"
        return context | {"suggestions": self.suggestions}


class ChipsWidget(SuggestingWidget):
    """Several words: between commas, or each as a chip."""

    around = "office/jobs/chips.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].pop("list", None)
        return context
