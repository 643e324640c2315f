"""What a printer, a rights manager or an editor would question is reported, and nothing else."""

from __future__ import annotations

from pathlib import Path

from laying import exhibit, laid, project, run, text_of
from pictures import encoded, quarters

PICTURE = """\
figures:
  hut:
    file: hut.jpg
    alt: A hut on a slope.
    caption: The hut.
    rights: {credit: The museum, license: CC0-1.0, cleared: true}
"""


def jpeg(width: int, height: int) -> bytes:
    return encoded(quarters(width, height), "JPEG")


def rules(tmp_path: Path, yaml: str, files: dict[str, str | bytes] | None = None) -> list[str]:
    return [problem.rule for problem in laid(tmp_path, yaml, files=files)[1]]


def test_picture_of_too_few_pixels_for_its_size_is_reported(tmp_path: Path) -> None:
    """40 pixels over the width of an A5 page are about 8 to the inch."""
    files = {"data/hut.jpg": jpeg(40, 30)}
    yaml = exhibit("- figure: hut\n", rest=PICTURE)

    assert rules(tmp_path, yaml, files) == ["resolution"]


def test_picture_of_enough_pixels_is_not_reported(tmp_path: Path) -> None:
    files = {"data/hut.jpg": jpeg(1600, 1200)}
    yaml = exhibit("- figure: hut\n", rest=PICTURE)

    assert rules(tmp_path, yaml, files) == []


def test_what_is_cropped_off_is_reported(tmp_path: Path) -> None:
    """A place lower than the picture's proportion cuts a fifth at most, and says so."""
    files = {"data/hut.jpg": jpeg(1600, 1200)}

    _, problems = laid(tmp_path, exhibit("- figure: {id: hut, height: 40mm}\n", rest=PICTURE), files=files)

    assert [problem.message for problem in problems] == [
        "figure 'hut' is cropped: 20% of the picture is not shown"
    ]


def test_portrait_picture_stands_in_a_low_frame(tmp_path: Path) -> None:
    """A picture that is too high for its frame gets narrower instead of being overset."""
    files = {"data/hut.jpg": jpeg(900, 1600)}

    assert "overset" not in rules(tmp_path, exhibit("- {figure: hut, frame: side}\n", rest=PICTURE), files)


def test_key_of_a_source_outside_brackets_is_reported(tmp_path: Path) -> None:
    sources = "sources: [{id: charter, title: A charter}]\n"

    _, problems = laid(tmp_path, exhibit("- text: Founded in 1371 @charter, and [@charter].\n", rest=sources))

    assert [problem.message for problem in problems] == ["@charter is printed as it stands"]


def test_address_of_a_letter_is_no_citation(tmp_path: Path) -> None:
    sources = "sources: [{id: museum, title: A charter}]\n"

    assert rules(tmp_path, exhibit("- text: Write to info@museum.org. [@museum]\n", rest=sources)) == []


def test_a_note_on_a_source_may_have_languages_that_the_exhibit_does_not_list(tmp_path: Path) -> None:
    """One list of works serves exhibits in several languages; any other text in such a language is reported."""
    sources = "sources:\n  - {id: k, title: T, note: {en: No author, ru: Без автора}}\n"
    content = "- text: {en: 'Here. [@k]', kk: 'Мұнда. [@k]'}\n"
    answer = run(["check", "x", "--no-color"], project(tmp_path, exhibit(content, rest=sources)))

    assert "a text in 'kk', which is not among the exhibit's languages" in answer.stderr
    assert "'ru'" not in answer.stderr


def test_language_that_nothing_is_known_of_is_reported_where_it_is_named(tmp_path: Path) -> None:
    answer = run(
        ["check", "x", "--no-color"], project(tmp_path, exhibit("- text: A.\n", rest="languages: [xx]\n"))
    )

    assert answer.status == 1
    assert "exhibits/x.yaml:3:12: error: 'xx' is no language" in answer.stderr


def test_figures_are_numbered_as_the_sections_name_them(tmp_path: Path) -> None:
    """The side column is filled after the main one, and its figure is still the first."""
    second = PICTURE + PICTURE.removeprefix("figures:\n").replace("hut:", "barn:").replace(
        "The hut", "The barn"
    )
    body = "- {figure: hut, frame: side}\n- figure: barn\n"

    pages, _ = laid(tmp_path, exhibit(body, rest=second), files={"data/hut.jpg": jpeg(1600, 1200)})

    assert "Figure 1. The hut" in text_of(pages)
    assert "Figure 2. The barn" in text_of(pages)


def test_two_exhibits_of_one_id_do_not_overwrite_each_other(tmp_path: Path) -> None:
    folder = project(tmp_path, exhibit("- text: A.\n"))
    (folder / "exhibits" / "y.yaml").write_text(exhibit("- text: B.\n"), encoding="utf-8")

    answer = run(["build", "--no-color"], folder)

    assert answer.status == 1
    assert "exhibits/y.yaml:1:10: error: exhibits/x.yaml has the id 'x' too" in answer.stderr


def test_exhibit_without_the_document_asked_for_is_passed_over_among_several(tmp_path: Path) -> None:
    folder = project(tmp_path, exhibit("- text: A.\n"))
    other = exhibit("- text: B.\n").replace("exhibit: x", "exhibit: y").replace("handout:", "leaflet:")
    (folder / "exhibits" / "y.yaml").write_text(other, encoding="utf-8")

    answer = run(["build", "--only", "leaflet"], folder)

    assert (answer.status, sorted(path.name for path in folder.rglob("*.pdf"))) == (0, ["y-leaflet.pdf"])
