"""Words that the engine prints, language by language: quotation marks and lists."""

from __future__ import annotations

import pytest

from predella.phrases import enumerated, quoted, with_unit


@pytest.mark.parametrize(
    ("language", "title", "names"),
    [
        ("en", "“A”", "K, L and M"),
        ("kk", "«A»", "K, L және M"),
        ("ru", "«A»", "K, L и M"),
        ("de", "„A“", "K, L und M"),
        ("fr", "«\u202fA\u202f»", "K, L et M"),
        ("pl", "„A”", "K, L i M"),
        ("lt", "„A“", "K, L ir M"),
        ("he", "”A”", "K, L וM"),
        ("zh", "《A》", "K、L和M"),
        ("xx", "“A”", "K, L, M"),
    ],
)
def test_quotation_marks_and_lists(language: str, title: str, names: str) -> None:
    """A title stands in the marks of the language, and names are listed with its comma and its "and"."""
    assert title == quoted("A", language)
    assert names == enumerated(("K", "L", "M"), language)
    assert "K" == enumerated(("K",), language)


def test_units() -> None:
    """A measure keeps to its unit, in the words of the language; an unknown language has the international sign."""
    assert "210\u00a0×\u00a0297\u00a0mm" == with_unit("210\u00a0×\u00a0297", "mm", "en")
    assert "1000\u00a0км" == with_unit("1000", "km", "kk") == with_unit("1000", "km", "ru")
    assert "297\u00a0مم" == with_unit("297", "mm", "ar")
    assert "8\u00a0in" == with_unit("8", "in", "xx")
