"""One paragraph as letters of classes goes in, the levels of its characters come out: UAX #9 from X1 to I2.

Each rule is a function on the letters of `bidi_classes`; all take time in proportion to the text, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from predella.typeset.bidi_classes import BRACKET, CANONICAL, CLOSING

DEEPEST = 125
"""The highest level that nesting reaches (BD2)."""

MOST_OPEN_BRACKETS = 63
"""Brackets open at once that are still paired (BD16)."""

CONTROL = re.compile(rb"[lrxyp<>?!]")
ISOLATE = re.compile(rb"[<>?!]")
REMOVED = b"blrxyp"
"""What X9 takes out before the other rules."""

RUN = re.compile(rb"(.)\1*", re.DOTALL)
STRONG_OR_ISOLATE = re.compile(rb"[LRA<>?!]")
MARKS = re.compile(rb"([^M])(M+)")
AFTER_ARABIC = re.compile(rb"A[^LR]*")
BETWEEN_NUMBERS = re.compile(rb"(?<=E)[+,](?=E)|(?<=N),(?=N)")
TERMINATORS = re.compile(rb"T+")
AFTER_LATIN = re.compile(rb"L[^LR]*")
NEUTRALS = re.compile(rb"[BSWO<>?!]+")

ARABIC_IS_RIGHT = bytes.maketrans(b"A", b"R")
LEFT_OVER = bytes.maketrans(b"+T,", b"OOO")
NUMBERS_ARE_RIGHT = bytes.maketrans(b"EN", b"RR")


def first_strong(letters: bytes, start: int = 0, *, inside: bool = False) -> bytes | None:
    """Return b"L", b"R" or b"A", the first strong letter from `start` on that no isolate holds (P2).

    With `inside`, the search is inside an isolate that began just before `start`, and ends where it ends.
    """
    depth = 0
    for match in STRONG_OR_ISOLATE.finditer(letters, start):
        letter = match.group()
        if letter == b"!":
            if inside and not depth:
                return None
            depth = max(0, depth - 1)
        elif letter in b"<>?":
            depth += 1
        elif not depth:
            return letter
    return None


def resolve(text: str, letters: bytes, base: int) -> bytes:
    """Return one level per character of a paragraph at level `base` (0 or 1), without its separator.

    A character that X9 removes has the level of the one before it.
    """
    explicit, changed = explicit_levels(letters, base)
    kept = letters.translate(None, REMOVED)
    if len(kept) == len(letters):
        return _resolve_kept(text, kept, changed, explicit, base)
    places = [place for place, letter in enumerate(letters) if letter not in REMOVED]
    resolved = _resolve_kept(
        "".join(text[place] for place in places),
        kept,
        changed.translate(None, REMOVED),
        bytes(explicit[place] for place in places),
        base,
    )
    levels = bytearray()
    for place, level in zip(places, resolved, strict=True):
        levels += bytes((levels[-1] if levels else base,)) * (place - len(levels))
        levels.append(level)
    levels += bytes((levels[-1] if levels else base,)) * (len(letters) - len(levels))
    return bytes(levels)


def _resolve_kept(text: str, original: bytes, changed: bytes, explicit: bytes, base: int) -> bytes:
    levels = bytearray(explicit)
    for runs in isolating_run_sequences(original, explicit):
        first, last = runs[0][0], runs[-1][1]
        level = explicit[first]
        before = explicit[first - 1] if first else base
        open_ended = last == len(explicit) or original[last - 1] in b"<>?"
        after = base if open_ended else explicit[last]
        edges = _letter_of(max(level, before)), _letter_of(max(level, after))
        resolved = _resolve_sequence(
            "".join(text[start:end] for start, end in runs),
            b"".join(changed[start:end] for start, end in runs),
            level,
            edges,
        )
        implicit = resolved.translate(_implicit(level))
        done = 0
        for start, end in runs:
            levels[start:end] = implicit[done : done + end - start]
            done += end - start
    return bytes(levels)


def _letter_of(level: int) -> bytes:
    return b"R" if level % 2 else b"L"


def _implicit(level: int) -> bytes:
    """Return the table from a resolved letter to its level, rules I1 and I2."""
    if level % 2:
        return bytes.maketrans(b"LREN", bytes((level + 1, level, level + 1, level + 1)))
    return bytes.maketrans(b"LREN", bytes((level, level + 1, level + 2, level + 2)))


# Explicit levels, X1 to X8


@dataclass(slots=True)
class _Nesting:
    """What is open: (level, letter forced by an override or none, whether it is an isolate), outermost first."""

    stack: list[tuple[int, bytes, bool]]
    isolates: int = 0
    overflowing_isolates: int = 0
    overflowing_embeddings: int = 0

    def fits(self, *, right: bool) -> int | None:
        """Return the level of one more thing that is opened, None where there is no room for it."""
        level = self.stack[-1][0]
        deeper = (level + 1) | 1 if right else (level + 2) & ~1
        overflow = self.overflowing_isolates or self.overflowing_embeddings
        return None if overflow or deeper > DEEPEST else deeper

    def embed(self, *, right: bool, forced: bytes) -> None:
        """Open an embedding or override, X2 to X5."""
        level = self.fits(right=right)
        if level is not None:
            self.stack.append((level, forced, False))
        elif not self.overflowing_isolates:
            self.overflowing_embeddings += 1

    def isolate(self, *, right: bool) -> None:
        """Open an isolate, X5a to X5c."""
        level = self.fits(right=right)
        if level is None:
            self.overflowing_isolates += 1
        else:
            self.isolates += 1
            self.stack.append((level, b"", True))

    def end_isolate(self) -> None:
        """Close the innermost isolate and what is open in it, X6a."""
        if self.overflowing_isolates:
            self.overflowing_isolates -= 1
        elif self.isolates:
            self.overflowing_embeddings = 0
            while not self.stack.pop()[2]:
                pass
            self.isolates -= 1

    def end_embedding(self) -> None:
        """Close the innermost embedding or override, X7."""
        if self.overflowing_isolates:
            return
        if self.overflowing_embeddings:
            self.overflowing_embeddings -= 1
        elif len(self.stack) > 1 and not self.stack[-1][2]:
            self.stack.pop()


def explicit_levels(letters: bytes, base: int) -> tuple[bytes, bytes]:
    """Return each character's explicit level, and the letters as overrides leave them."""
    nesting = _Nesting([(base, b"", False)])
    levels, changed = bytearray(), bytearray()

    def put(stretch: bytes) -> None:
        level, forced, _ = nesting.stack[-1]
        levels.extend(bytes((level,)) * len(stretch))
        changed.extend(re.sub(rb"[^b]", forced, stretch) if forced else stretch)

    done = 0
    for match in CONTROL.finditer(letters):
        put(letters[done : match.start()])
        done = match.end()
        control = match.group()
        if control == b"!":
            nesting.end_isolate()
            put(control)
        elif control in b"<>?":
            put(control)
            strong = control == b"?" and nesting.fits(right=True) and first_strong(letters, done, inside=True)
            nesting.isolate(right=control == b">" or strong in (b"R", b"A"))
        else:
            levels.append(nesting.stack[-1][0])
            changed += control
            if control == b"p":
                nesting.end_embedding()
            else:
                nesting.embed(right=control in b"ry", forced={b"x": b"L", b"y": b"R"}.get(control, b""))
    put(letters[done:])
    return bytes(levels), bytes(changed)


# Isolating run sequences, X10


def partners(letters: bytes) -> dict[int, int]:
    """Return for each end of an isolate where the isolate begins (BD9)."""
    opened: list[int] = []
    found = {}
    for match in ISOLATE.finditer(letters):
        if match.group() != b"!":
            opened.append(match.start())
        elif opened:
            found[match.start()] = opened.pop()
    return found


def isolating_run_sequences(original: bytes, levels: bytes) -> list[list[tuple[int, int]]]:
    """Return the sequences (BD13), each the (start, end) of its level runs, of letters without removed ones."""
    begins = partners(original)
    waiting: dict[int, list[tuple[int, int]]] = {}
    sequences = []
    for match in RUN.finditer(levels):
        start, end = match.span()
        sequence = waiting.pop(begins.get(start, -1), None)
        if sequence is None:
            sequence = []
            sequences.append(sequence)
        sequence.append((start, end))
        waiting[end - 1] = sequence
    return sequences


# Weak, bracket and neutral rules


def _resolve_sequence(text: str, letters: bytes, level: int, edges: tuple[bytes, bytes]) -> bytes:
    """Return the sequence with nothing but L, R, E and N in it; `edges` are its sos and eos."""
    first, last = edges
    weak = weak_types(first + letters)
    if BRACKET.search(text):
        weak = first + bracket_types(text, letters, weak[1:], _letter_of(level), first)
    return neutral_types(weak + last, _letter_of(level))[1:-1]


def weak_types(letters: bytes) -> bytes:
    """Return the letters after W1 to W7; the first is the sequence's sos, and comes back as it is."""
    if b"M" in letters:
        letters = MARKS.sub(_marks, letters)
    if b"A" in letters:
        letters = AFTER_ARABIC.sub(lambda match: match.group().replace(b"E", b"N"), letters)
        letters = letters.translate(ARABIC_IS_RIGHT)
    letters = BETWEEN_NUMBERS.sub(lambda match: letters[match.start() - 1 : match.start()], letters)
    letters = TERMINATORS.sub(_terminators, letters).translate(LEFT_OVER)
    return AFTER_LATIN.sub(lambda match: match.group().replace(b"E", b"L"), letters)


def _marks(match: re.Match[bytes]) -> bytes:
    """W1: a mark is as what it stands on; on the edge of an isolate it is neutral."""
    before, marks = match.groups()
    return before + (b"O" if before in b"<>?!" else before) * len(marks)


def _terminators(match: re.Match[bytes]) -> bytes:
    """W5: signs of currency and measure beside a European number belong to it."""
    start, end, letters = match.start(), match.end(), match.string
    beside = letters[start - 1 : start] == b"E" or letters[end : end + 1] == b"E"
    return b"E" * (end - start) if beside else match.group()


def neutral_types(letters: bytes, embedding: bytes) -> bytes:
    """Return the letters, sos and eos around them, after N1 and N2."""
    around = letters.translate(NUMBERS_ARE_RIGHT)

    def settle(match: re.Match[bytes]) -> bytes:
        start, end = match.span()
        before, after = around[start - 1 : start], around[end : end + 1]
        return (before if before == after else embedding) * (end - start)

    return NEUTRALS.sub(settle, letters)


@dataclass(slots=True)
class _OpenBrackets:
    """Opening brackets that wait: for what closing bracket, and where they stand."""

    waiting: list[tuple[str, int]] = field(default_factory=list)

    def close(self, closing: str) -> int | None:
        """Return where the bracket stands that this one closes; those opened after it go unpaired."""
        for depth in range(len(self.waiting) - 1, -1, -1):
            if self.waiting[depth][0] == closing:
                place = self.waiting[depth][1]
                del self.waiting[depth:]
                return place
        return None


def bracket_pairs(text: str, letters: bytes) -> list[tuple[int, int]]:
    """Return the pairs of brackets (BD16), in order of the opening ones; an overridden bracket is none."""
    brackets = _OpenBrackets()
    pairs: list[tuple[int, int]] = []
    for match in BRACKET.finditer(text):
        place, bracket = match.start(), match.group()
        if letters[place] not in b"O":
            continue
        if bracket in CLOSING:
            if len(brackets.waiting) == MOST_OPEN_BRACKETS:
                break
            brackets.waiting.append((CLOSING[bracket], place))
        else:
            opening = brackets.close(CANONICAL.get(bracket, bracket))
            if opening is not None:
                pairs.append((opening, place))
    return sorted(pairs)


def bracket_types(text: str, original: bytes, letters: bytes, embedding: bytes, sos: bytes) -> bytes:
    """Return the letters after N0: a pair of brackets goes the way of what it holds, or of what is before it."""
    result = bytearray(letters)
    before, seen = sos, 0
    for opening, closing in bracket_pairs(text, letters):
        for letter in _strong(result, seen, opening):
            before = letter
        seen = opening
        held = set(_strong(result, opening + 1, closing))
        if not held:
            continue
        settled = before if embedding not in held and before in held else embedding
        for place in (opening, closing):
            end = place + 1
            while end < len(original) and original[end] in b"M":
                end += 1
            result[place:end] = settled * (end - place)
    return bytes(result)


def _strong(letters: bytearray, start: int, end: int) -> Iterator[bytes]:
    """Yield the directions in a stretch, numbers being right-to-left (N0), in their order."""
    for match in re.finditer(rb"[LREN]", bytes(letters[start:end])):
        yield b"L" if match.group() == b"L" else b"R"
