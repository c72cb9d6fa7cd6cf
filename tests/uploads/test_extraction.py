from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hiretrack.uploads.choices import ContentType
from hiretrack.uploads.extraction import MAX_CHARACTERS, READER, Unreadable, extract, tidy
from tests.factories.uploads import docx, odt, pdf


def test_extract_reads_umlauts_in_any_encoding() -> None:
    for encoding in ("utf-8", "utf-16", "cp1252"):
        assert extract("Käthe Müller".encode(encoding), ContentType.TXT).text == "Käthe Müller"


def test_extract_keeps_paragraphs_of_an_odt() -> None:
    assert extract(odt("Käthe &amp; Co"), ContentType.ODT).text == "CV\nKäthe & Co"


@pytest.mark.parametrize("by_word", [True, False])
def test_extract_reads_a_docx_of_any_program(by_word: bool) -> None:
    assert extract(docx("Käthe Müller", by_word=by_word), ContentType.DOCX).text == "Käthe Müller"


def test_extract_says_when_nothing_can_be_read() -> None:
    with pytest.raises(Unreadable):
        extract(b"%PDF-1.7 nothing", ContentType.PDF)


def test_extract_reports_scripts_that_the_parser_sees() -> None:
    script = b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >>"

    assert extract(pdf(extra=script), ContentType.PDF).active


def test_reader_has_little_memory_and_writes_no_file(tmp_path: Path) -> None:
    program = (
        f"import runpy, sys; m = runpy.run_path({str(READER)!r}); m['limit']();\n"
        "try: bytearray(2_000_000_000)\nexcept MemoryError: print('no memory')\n"
        "import os, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"file = os.open({str(tmp_path / 'file')!r}, os.O_CREAT | os.O_WRONLY)\n"
        "try: os.write(file, b'x')\nexcept OSError: print('no file')\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.stdout.split("\n")[:2] == ["no memory", "no file"], done


def test_tidy_drops_what_a_database_refuses() -> None:
    assert tidy("a\x00b \ud800 c\n\n\n\nd") == "a b c\n\nd"
    assert len(tidy("x" * 1_000_000)) == MAX_CHARACTERS
