"""CSV files go in; rows with the place of every cell come out, or what is wrong with the file, all of it at once."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laying import HEAD, exhibit, laid, messages, text_of

from predella import importers
from predella.diagnostics import Refused
from predella.importers import Rows, read_csv


def rows_of(text: str | bytes, language: str = "en") -> Rows:
    return read_csv(text.encode() if isinstance(text, str) else text, "f.csv", language)


def faults_of(text: str | bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        rows_of(text)
    return [f"{problem.span}: {problem.message}" for problem in refused.value.problems]


@pytest.mark.parametrize(
    "text",
    [
        "name,count\nElm,12\nOak,3.50\n",
        "name;count\nElm;12\nOak;3.50\n",
        "name\tcount\nElm\t12\nOak\t3.50\n",
        '"name","count"\r\n"Elm","12"\r\n"Oak","3.50"\r\n',
        "\ufeffname,count\nElm,12\nOak,3.50",
        "name,count\rElm,12\rOak,3.50\r",
        "name , count\n Elm , 12\n Oak , 3.50\n",
        "\n\nname,count\n\nElm,12\n,\n   \n,,\nOak,3.50\n\n\n",
        "name,count,,\nElm,12,,\nOak,3.50,,\n",
        "sep=;\nname;count\nElm;12\nOak;3.50\n",
    ],
    ids=["comma", "semicolon", "tab", "quoted", "mark", "cr", "blanks", "empty lines", "empty columns", "sep"],
)
def test_the_same_rows_from_every_spreadsheet(text: str) -> None:
    """Delimiters, quotes, line ends and byte order marks are the program's that wrote the file, not the author's."""
    rows = rows_of(text)

    assert [{"name": "Elm", "count": 12}, {"name": "Oak", "count": 3.5}] == list(rows)
    assert "3.50" == rows[1]["count"].written
    assert ["name", "count"] == rows.heads


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12", 12),
        ("-3.5", -3.5),
        ("1e3", 1000.0),
        ('"12"', 12),
        ("1954", 1954),
        ("1954-05-16", "1954-05-16"),
        ("193X", "193X"),
        ("0930", "0930"),
        ('"5,617"', "5,617"),
        ("1_000", "1_000"),
        ("true", "true"),
        ("no", "no"),
        ("nan", "nan"),
        ("~", "~"),
        ('"say ""so"""', 'say "so"'),
        ('"two\nlines"', "two\nlines"),
        ('5" nails', '5" nails'),
        ('" kept "', " kept "),
    ],
)
def test_cells(written: str, read: Any) -> None:
    """A number is one where YAML 1.2 has one; dates and words stay text, whatever a spreadsheet makes of them."""
    (row,) = rows_of(f"x,y\n{written},z\n")

    assert (read, type(read)) == (row["x"], type(read)(row["x"]).__class__)
    assert "z" == row["y"]


def test_an_empty_cell_is_a_key_that_is_not_there() -> None:
    """What is left out in a row is left out, as in YAML."""
    assert [{"a": 1}, {"b": 2}] == list(rows_of("a,b\n1,\n,2\n"))


def test_texts_in_several_languages() -> None:
    """Columns of one name and a language each are one text; a name without a language is in the exhibit's."""
    rows = rows_of("id,title,title@kk,text.kk,text.ru,no.of\n1,A,Ә,,Б,3\n", "en")

    assert [{"id": 1, "title": {"en": "A", "kk": "Ә"}, "text": {"ru": "Б"}, "no.of": 3}] == list(rows)
    assert ["id", "title", "text", "no.of"] == rows.heads
    assert "f.csv:2:5" == str(rows[0]["title"].values_at["kk"])
    assert "f.csv:1:10" == str(rows[0]["title"].keys_at["kk"])


def test_places() -> None:
    """Each value, head and row knows its line and column; a place inside a cell counts doubled quotes."""
    rows = rows_of('a; b\n1;"x ""y""\nz w"\n\n "2" ;3\n')

    assert ["f.csv:2:1", "f.csv:5:1"] == [str(place) for place in rows.items_at]
    assert ["f.csv:1:1", "f.csv:1:4"] == [str(place) for place in rows.heads.items_at]
    assert ["f.csv:2:3", "f.csv:5:7"] == [str(row.values_at["b"]).replace(":4", ":3") for row in rows]
    assert "f.csv:5:3" == str(rows[1].values_at["a"])
    text = rows[0]["b"]
    assert ["f.csv:2:8", "f.csv:3:3"] == [str(text.at(text.index(letter))) for letter in "yw"]


CELL = st.text(st.sampled_from("aé漢7.- ,;\t\"'\n@#="), max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], dict[str, Any]]:
    """Return rows of cells under two heads or more, and a way to write them."""
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=5))
    form = {
        "delimiter": draw(st.sampled_from(",;\t")),
        "quoting": draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])),
        "lineterminator": draw(st.sampled_from(["\n", "\r\n"])),
    }
    return rows, form


@given(table=tables())
def test_what_a_spreadsheet_writes_is_read(table: tuple[list[list[str]], dict[str, Any]]) -> None:
    """Cells that Python's csv module writes in any dialect come back the same, each where the file has it."""
    cells, form = table
    heads = [f"h{number}" for number in range(len(cells[0]))]
    sink = io.StringIO(newline="")
    csv.writer(sink, **form).writerows([heads, *cells])
    text = sink.getvalue()

    quoted = [
        [form["quoting"] or any(sign in cell for sign in f'{form["delimiter"]}"\r\n') for cell in row]
        for row in cells
    ]
    shown = [
        [(cell if is_quoted else cell.strip(" ")).replace("\r\n", "\n").replace("\r", "\n") for cell, is_quoted in zip(row, marks, strict=True)]
        for row, marks in zip(cells, quoted, strict=True)
    ]  # fmt: skip
    expected = [row for row in shown if any(cell for cell in row)]
    if not expected:
        assert ["f.csv:1:1: the file has a head and no rows"] == faults_of(text)
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for row, found in zip(expected, rows_of(text), strict=True):
        for head, cell in zip(heads, row, strict=True):
            if not cell.strip():
                assert head not in found
                continue
            value = found[head]
            assert cell == getattr(value, "written", value)
            place = found.values_at[head]
            written = cell.replace('"', '""') if '"' in cell or lines[place.line - 1][place.column - 2 : place.column - 1] == '"' else cell
            assert "\n".join(lines[place.line - 1 :])[place.column - 1 :].startswith(written)


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        (b"", ["f.csv:1:1: the file is empty"]),
        (b"\n \n", ["f.csv:1:1: the file is empty"]),
        (b"a,b\n", ["f.csv:1:1: the file has a head and no rows"]),
        (b"a,b\n,\n", ["f.csv:1:1: the file has a head and no rows"]),
        ("a,b\n1,é\n".encode("utf-16"), ["f.csv: the file is UTF-16, not UTF-8"]),
        ("a,b\n1,é\n".encode("latin-1"), ["f.csv:2:3: the byte 0xE9 is not UTF-8"]),
        (b"a,b\n1,\x002\x07\n", ["f.csv:2:3: control character U+0000", "f.csv:2:5: control character U+0007"]),
        (b"a,,c\n1,2,3\n", ["f.csv:1:3: column 2 has no head"]),
        (b"a,,\n1,,3\n", ["f.csv:2:1: the row has 3 cells, the head 1 column"]),
        (b"a,b,a\n1,2,3\n", ["f.csv:1:5: a second column is headed 'a'"]),
        (b"a@kk,a@kk\n1,2\n", ["f.csv:1:6: a second column is headed 'a@kk'"]),
        (b"a@en,a\n1,2\n", ["f.csv:1:6: a second column is headed 'a'"]),
        (b"a@Kazakh,b\n1,2\n", ["f.csv:1:1: 'Kazakh' is not a language tag"]),
        (b'a,b\n1,"2\n3,4\n', ["f.csv:2:3: a quote that opens here is not closed"]),
        (b'a,b\n"1"x,2\n', ["f.csv:2:4: text stands after the quote that closes a cell"]),
        (
            b'a,,a\n1,2,3\n4\n5,6,7,8\n"x"y,2,3\n1,"2\n3',
            [
                "f.csv:5:4: text stands after the quote that closes a cell",
                "f.csv:6:3: a quote that opens here is not closed",
                "f.csv:1:3: column 2 has no head",
                "f.csv:1:4: a second column is headed 'a'",
                "f.csv:3:1: the row has 1 cell, the head 3 columns",
                "f.csv:4:1: the row has 4 cells, the head 3 columns",
            ],
        ),
    ],
)  # fmt: skip
def test_faults(data: bytes, faults: list[str]) -> None:
    """Everything that is wrong with a file is told at once, each at its place, with counts."""
    assert faults == faults_of(data)


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with more rows than any exhibit has is refused at the row that is too much."""
    monkeypatch.setattr(importers.csv, "MOST_ROWS", 3)

    assert 3 == len(rows_of("a\n1\n2\n3\n"))
    assert ["f.csv:5:1: the file has more than 3 rows"] == faults_of("a\n1\n2\n3\n4\n")


@given(text=st.text(st.sampled_from('ab1,;\t"\n =@.'), max_size=40))
def test_no_file_makes_a_traceback(text: str) -> None:
    """Whatever a file holds, it is read or refused with places inside it."""
    try:
        rows = rows_of(text)
    except Refused as refused:
        lines = text.split("\n")
        for problem in refused.problems:
            assert problem.span
            assert 1 <= problem.span.line <= len(lines)
            assert 1 <= problem.span.column <= len(lines[problem.span.line - 1]) + 1
    else:
        assert len(rows) == len(rows.items_at)


def test_a_table_from_a_file(tmp_path: Path) -> None:
    """A table takes its rows from a file, and without `columns` its heads from the first line."""
    files = {"data/paper/sizes.csv": 'Sheet;Width\nA4;"210 mm"\nA3;297.50\nA2;\n'}

    pages, problems = laid(tmp_path, exhibit("- table: {rows: paper/sizes.csv}\n"), files=files)

    assert [] == problems
    assert "Sheet Width A4 210 mm A3 297.50 A2" == text_of(pages)


def test_a_table_with_columns_of_its_own(tmp_path: Path) -> None:
    """Columns that the author words are the table's, whatever the file calls them."""
    files = {"data/sizes.csv": "a,b@en\nA4,210\n"}
    content = "- table: {columns: [{head: Sheet, style: count}, {head: Width}], rows: sizes.csv}\n"

    pages, problems = laid(tmp_path, exhibit(content), files=files)

    assert ([], "Sheet Width A4 210") == (problems, text_of(pages))


def test_a_chart_from_a_file(tmp_path: Path) -> None:
    """A chart takes rows keyed by the first line, in a section and in a drawing under `figures`."""
    files = {"data/boats.csv": "pictogram,value,label\nchild,3,boats\nchild,2,barges\n"}
    rest = "figures:\n  fleet:\n    title: The fleet\n    alt: Three boats.\n    unit_chart: {rows: boats.csv}\n"
    content = "- unit_chart: {rows: boats.csv}\n- figure: fleet\n"

    pages, problems = laid(tmp_path, exhibit(content, rest=rest), files=files)

    assert [] == [problem for problem in problems if problem.severity == "error"]
    assert 2 == text_of(pages).count("barges")


def test_events_from_a_file(tmp_path: Path) -> None:
    """Events in a spreadsheet are the events of a timeline, with texts per language and a year as a number."""
    events = "date,title,title@kk,source,only\n1954-05-16,Begin,Басы,,\n1919/1933,Between,,,handout\n1954,Year,,,\n"
    template = "<page title='x'><flow frame='main'>{% for e in exhibit.events %}<p>{{ e.date }} {{ e.title }}</p>{% endfor %}</flow></page>"
    files = {"data/events.csv": events, "layouts/plain/story.xml.j2": template}

    pages, problems = laid(tmp_path, exhibit("- text: A.\n", rest="languages: [en, kk]\nevents: events.csv\n"), files=files)  # fmt: skip

    assert ["left-out"] == [problem.rule for problem in problems if problem.severity == "error"] or text_of(pages)
    assert "1919 to 1933 Between 1954 Year 16 May 1954 Begin" in text_of(pages).replace("–", " to ")


def test_faults_inside_a_file(tmp_path: Path) -> None:
    """A wrong cell is told in the file; a column that is misspelt or missing once, at the head."""
    events = "dat,titel,source\n1954-13,Begin,\n1955,,x\n1956,End,\n"

    found = messages(tmp_path, HEAD + "events: e.csv\nsections: []\ndocuments:\n  a: {layout: plain}\n", {"data/e.csv": events})  # fmt: skip

    places = [line for line in found.splitlines() if line.startswith("data/")]
    assert [
        "data/e.csv:1:1: error: 'date' is missing [missing]",
        "data/e.csv:1:1: error: 'title' is missing [missing]",
        "data/e.csv:1:1: error: unknown key 'dat' [unknown-key]",
        "data/e.csv:1:5: error: unknown key 'titel' [unknown-key]",
        "data/e.csv:3:7: error: 'x' is not a citation [citation]",
    ] == places
    assert "  hint: did you mean 'date'?" in found
    assert "  hint: the first line names the columns; add 'date' there, and a cell to each row" in found


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("- table: {rows: nothing.csv}", "6:23: error: there is no file data/nothing.csv [no-file]"),
        ("- table: {rows: ../x.csv}", "6:23: error: '../x.csv' leads out of data/ [outside]"),
        ("- table: {rows: sizes.xlsx}", "6:23: error: 'sizes.xlsx' is no data file that can be read here [file]"),
    ],
)
def test_files_that_are_not_there(content: str, message: str, tmp_path: Path) -> None:
    """A file that cannot be read is told once, at its name."""
    files = {"data/sizes.xlsx": b"PK"}
    found = messages(tmp_path, exhibit(content + "\n- text: A.\n"), files).splitlines()

    assert f"exhibits/x.yaml:{message}" == found[0]
    assert 1 == sum(": error:" in line for line in found)


def test_columns_that_do_not_fit(tmp_path: Path) -> None:
    """A table with another number of columns than its file says so once, at the file's head."""
    found = messages(tmp_path, exhibit("- table: {columns: [A], rows: s.csv}\n- text: A.\n"), {"data/s.csv": "a,b\n1,2\n3,4\n"})  # fmt: skip

    assert "data/s.csv:1:3: error: the file has 2 columns, the table 1 column [table]" == found.splitlines()[0]
    assert 1 == found.count(": error:")
