from __future__ import annotations

from typing import Any

from rest_framework import serializers

from hiretrack.api.serializers import StrictSerializer
from hiretrack.assistant.choices import Kind, Tone
from hiretrack.assistant.orders import LEAST_WORDS, MAX_JOB_TEXT, MAX_NOTES, MAX_QUESTION, MOST_WORDS, USUAL_WORDS
from hiretrack.background.api.serializers import TaskSerializer

STREAM_HELP = "Answer 202 with a task, and send the text over `/ws/tasks/{taskId}` as it is written."
JOB_MEMBERS = ("job_id", "listing_id", "job_text")


class _WishSerializer(StrictSerializer):
    tone = serializers.ChoiceField(choices=Tone.values, default=Tone.NEUTRAL)
    stream = serializers.BooleanField(default=False, help_text=STREAM_HELP)


def _words(kind: Kind) -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=LEAST_WORDS, max_value=MOST_WORDS[kind], default=USUAL_WORDS[kind], help_text="Of the draft, at most."
    )


class AnswerBodySerializer(_WishSerializer):
    question = serializers.CharField(max_length=MAX_QUESTION)
    job_id = serializers.UUIDField(required=False, help_text="A published job here.")
    listing_id = serializers.UUIDField(required=False, help_text="A listing of a board that is open to candidates.")
    job_text = serializers.CharField(
        required=False, max_length=MAX_JOB_TEXT, help_text="What a job that stands elsewhere says."
    )
    max_words = _words(Kind.ANSWER)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        given = [name for name in JOB_MEMBERS if name in attrs]
        if len(given) > 1:
            raise serializers.ValidationError(dict.fromkeys(given, "Give one of these alone."))
        return attrs


class DescriptionBodySerializer(_WishSerializer):
    notes = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=MAX_NOTES, help_text="What it should tell of, and how."
    )
    max_words = _words(Kind.DESCRIPTION)


class UsedFactSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(help_text="Such as experience, skills, title, salary.")
    label = serializers.CharField(help_text="Which one, in words.")  # type: ignore[assignment]


class DraftSerializer(serializers.Serializer[Any]):
    draft = serializers.BooleanField(help_text="Always true: a person reads and corrects it before it is used.")
    text = serializers.CharField(help_text="Plain text, or Markdown for a description.")
    model = serializers.CharField()
    prompt = serializers.CharField(help_text="Name and version of the instructions.")
    facts = UsedFactSerializer(
        many=True, help_text="What the draft rests on; all that was sent, when the model did not say."
    )
    complete = serializers.BooleanField(help_text="False: it was cut at the greatest length.")


class DraftStartedSerializer(serializers.Serializer[Any]):
    task = TaskSerializer()
