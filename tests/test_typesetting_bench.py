"""What the benchmark of typesetting measures, on lines and pages whose figures are known beforehand."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.engines import Job, filled, natural_space, our_lines, our_pdf, setting, text_of, written
from benchmarks.extraction import by_pdfium, verdict
from benchmarks.measures import Line, broken_words, hyphens, paragraphs, rag, rivers, spacing, stacks
from predella.pages import MM

WORDS = "aa bb cc"
HELVETICA_SPACE = 0.278
"""The space of Helvetica, in em (Adobe's AFM file)."""


def page(*lines: tuple[float, float]) -> bytes:
    """Return a PDF with three words a line in Helvetica 10/13, each line given by its space beyond the natural and its y."""
    sink = io.BytesIO()
    canvas = Canvas(sink, pagesize=(200, 200))
    for extra, y in lines:
        text = canvas.beginText(20, y)
        text.setFont("Helvetica", 10)
        text.setWordSpace(extra)
        text.textOut(WORDS)
        canvas.drawText(text)
    canvas.save()
    return sink.getvalue()


def with_spaces(*lefts: float, hyphen: bool = False) -> Line:
    return Line(0, 100, tuple((left, left + 4) for left in lefts), hyphen)


def test_word_spaces_are_measured_from_the_page_without_last_lines() -> None:
    text = paragraphs(page((2.78, 180), (0, 167), (5.56, 141), (50, 128)), 13)

    found = spacing(text, 10 * HELVETICA_SPACE)

    assert [2, 2] == [len(lines) for lines in text]
    assert 2.5 == pytest.approx(found.mean, abs=0.01)
    assert 0.5 == pytest.approx(found.deviation, abs=0.01)
    assert (3.0, 2.0) == pytest.approx((found.widest, found.narrowest), abs=0.01)


def test_lines_end_where_their_last_letter_ends() -> None:
    # six letters of 5.56, 5.56 and 5 pt, two and two, and two spaces, wider by 1 and by 3 pt
    letters = 10 * (4 * 0.556 + 2 * 0.5 + 2 * HELVETICA_SPACE)

    text = paragraphs(page((1, 180), (3, 167), (0, 154)), 13)

    assert [letters + 2, letters + 6] == pytest.approx(rag(text, 20), abs=0.01)


def test_a_river_runs_through_three_lines() -> None:
    two = (with_spaces(10), with_spaces(12), with_spaces(60))
    three = (*two[:2], with_spaces(14), with_spaces(60))

    assert 0 == rivers([two], natural=4)
    assert 1 == rivers([three], natural=4)
    assert 2 == rivers([three, three], natural=4)


def test_spaces_touch_by_half_a_space() -> None:
    leaning = (with_spaces(10), with_spaces(12), with_spaces(14))
    loose = (with_spaces(10), with_spaces(12.1), with_spaces(14.2))

    assert 1 == rivers([leaning], natural=4)
    assert 0 == rivers([loose], natural=4)


def test_streams_that_meet_are_one_river() -> None:
    forked = (Line(0, 100, ((10, 14), (20, 24))), Line(0, 100, ((10, 24),)), with_spaces(15))

    assert 1 == rivers([forked], natural=4)


def test_hyphens_below_each_other_are_a_stack() -> None:
    lines = tuple(with_spaces(10, hyphen=hyphen) for hyphen in (True, False, True, True, True, False))

    assert 4 == hyphens([lines])
    assert [1, 3] == stacks([lines])
    assert [1, 3, 1, 3] == stacks([lines, lines])


def test_a_word_broken_without_a_hyphen_is_found() -> None:
    lines = (Line(0, 9, (), letters="recog"), Line(0, 9, (), letters="nitionof"), Line(0, 9, (), letters="it"))

    assert 1 == broken_words(lines, "recognition of it")
    with pytest.raises(ValueError, match="do not hold the text"):
        broken_words(lines, "recognition of them")


def test_our_page_holds_its_text_and_a_hyphen_where_it_breaks_a_word() -> None:
    job = Job(text_of("kk"), "kk", 60 * MM)

    text = paragraphs(our_pdf(job), job.leading)

    broken = [broken_words(lines, source) for lines, source in zip(text, job.paragraphs, strict=True)]
    assert 0 < sum(broken) <= hyphens(text)


def test_our_ragged_page_has_the_spaces_of_the_font() -> None:
    job = Job(text_of("lt"), "lt", 60 * MM, justify=False)

    found = spacing(paragraphs(our_pdf(job), job.leading), natural_space(job))

    assert (1.0, 1.0) == pytest.approx((found.narrowest, found.widest), abs=0.001)


def test_greedy_lines_hold_as_many_words_as_fit() -> None:
    job = Job("aaaa aaaa aaaa aaaaaaaaaaaaaaaaaaaa aaaa", "en", 60, justify=False)

    assert ["aaaa aaaa", "aaaa", "a" * 20, "aaaa"] == filled(job.text.split(), setting(job), job.measure)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("in dig\u00ad\nnity and\nrights", "yes"),
        ("\u200fin dignity\u202c  and rights ", "yes"),
        ("in dignity and right", "no"),
        ("in dig-\nnity and rights", "but a hyphen"),
    ],
)
def test_what_comes_back_is_compared_but_for_lines(found: str, said: str) -> None:
    assert said == verdict("in dignity and rights", found)[0]


def test_points_between_right_to_left_words_are_read_in_their_order() -> None:
    found = "\u202bכולם\u202a .\u202cאחוה\u202c"

    assert ("yes", "") == verdict("כולם. אחוה", found)


def test_a_page_is_read() -> None:
    assert ("yes", "") == verdict(WORDS, by_pdfium(page((0, 180))))


def test_spaces_that_our_writer_widens_are_measured() -> None:
    job = Job("All human beings are born free", "en", 400, justify=False)
    ((line,),) = our_lines(job)
    wider = [
        replace(
            run,
            advances=tuple(
                1.75 * advance if text == " " else advance
                for advance, text in zip(run.advances, run.texts, strict=True)
            ),
        )
        for run in line.ink.runs
    ]
    stretched = replace(line, ink=replace(line.ink, runs=tuple(wider)))

    found = spacing(paragraphs(written(job, [[stretched, line]]), job.leading), natural_space(job))

    assert (1.75, 1.75) == pytest.approx((found.narrowest, found.widest), abs=0.002)
