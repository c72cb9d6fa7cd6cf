"""What the measures of quality say, on figures that can be worked out by hand."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from shortlists.matching import quality


def test_auc_counts_pairs_in_order_and_halves_ties() -> None:
    assert quality.auc([False, True], [1, 2]) == 1
    assert quality.auc([False, True], [2, 1]) == 0
    assert quality.auc([False, True, True], [1, 1, 2]) == 0.75


def test_spearman_follows_the_order_alone() -> None:
    assert quality.spearman([1, 2, 3], [10, 20, 900]) == pytest.approx(1)
    assert quality.spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)


def test_ndcg_is_one_in_the_best_order() -> None:
    assert quality.ndcg([(9, 3), (5, 1), (1, 0)]) == pytest.approx(1)
    assert quality.ndcg([(1, 3), (5, 1), (9, 0)]) < 0.7


def test_command_compares_with_the_baseline(tmp_path: Path) -> None:
    file, said = tmp_path / "pairs.jsonl", StringIO()
    lines = [
        {"name": "ada", "candidate": {"headline": "Data engineer", "skills": ["Python"]}},
        {"job": {"title": "Data engineer", "tags": ["Python"]}, "candidate": "@ada", "label": 3},
        {"job": "Nurse\nCare for patients", "candidate": "@ada", "label": 0},
    ]
    file.write_text("\n".join(json.dumps(line) for line in lines))

    call_command("measure_matching", file, stdout=said)

    table = [line.split() for line in said.getvalue().splitlines()]
    assert table[0] == ["2", "pairs"]
    assert table[2][:2] == ["HireTrack", "1.000"]
    assert table[3][0] == "TF-IDF"


@pytest.mark.parametrize("line", ["{", '{"label": 1, "job": "x"}', '{"label": 1, "job": {"name": 1}, "candidate": ""}'])
def test_broken_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(f"\n{line}\n")

    with pytest.raises(CommandError, match="Line 2"):
        call_command("measure_matching", file)
