import pytest

from hiretrack.observability.tracing import request_id_from, trace_id_from, traceparent

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


def test_sane_request_id_is_kept() -> None:
    assert request_id_from("build-42:attempt.1") == "build-42:attempt.1"


@pytest.mark.parametrize(
    "header", [None, "", "short", "x" * 129, "line\nbreak-here", "späm-späm-späm", "a b c d e f g"]
)
def test_other_request_id_is_replaced(header: str | None) -> None:
    assert request_id_from(header) != header
    assert len(request_id_from(header)) == 36


def test_trace_of_the_caller_goes_on() -> None:
    assert trace_id_from(f"00-{TRACE}-{PARENT}-01") == (TRACE, "01")
    assert traceparent(TRACE, "01").startswith(f"00-{TRACE}-")


@pytest.mark.parametrize(
    "header",
    [
        None,
        "nonsense",
        f"ff-{TRACE}-{PARENT}-01",
        f"00-{'0' * 32}-{PARENT}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE}-{PARENT}-01-more",
        f"00-{TRACE.upper()}-{PARENT}-01",
    ],
)
def test_broken_trace_is_replaced_by_a_new_one(header: str | None) -> None:
    trace, flags = trace_id_from(header)

    assert (len(trace), flags) == (32, "00")
    assert trace != TRACE
