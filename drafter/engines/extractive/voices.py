"""Who says what in the lines of the source, read once."""

from collections.abc import Iterable

from drafter.engines.extractive.source import Line
from drafter.verify import voices
from drafter.verify.voices import Voice


class Cast(voices.Cast):
    """The people of the reports, and the attributions of their lines."""

    def __init__(self, lines: Iterable[Line]) -> None:
        super().__init__(line.legible for line in lines)
        self._voices: dict[int, tuple[Voice, ...]] = {}

    def voices(self, line: Line) -> tuple[Voice, ...]:
        """The attributions of one of the lines."""
        if line.index not in self._voices:
            self._voices[line.index] = tuple(voices.voices(line.plain))
        return self._voices[line.index]
