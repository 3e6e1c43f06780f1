"""A scorecard as Markdown: a comment on a pull request, or a terminal."""

import re
from collections.abc import Iterator, Sequence

from evals.scorecard.card import Comparison, Scorecard
from evals.scorecard.showing import compared_in_words, could_have_seen, shown, with_interval

_SPECIAL = re.compile(r"([|`\[\]])")
"""What would become a link, an image or code: warnings quote what an endpoint answered."""
_MENTION = re.compile(r"(?<!\w)@")
"""What would call somebody; the `@` inside a variant's name calls nobody."""


def markdown(card: Scorecard) -> str:
    """Warnings, variants by the deciding scorers, what was preferred, and every comparison."""
    return "\n".join(_lines(card)) + "\n"


def _lines(card: Scorecard) -> Iterator[str]:
    yield f"# {', '.join(card.runs)}: {len(card.cases)} cases of {_stories(card)} stories"
    yield ""
    yield from (f"> **Mind:** {_cell(warning)}\n" for warning in card.warnings)
    for name in _candidates(card):
        yield f"- {_cell(compared_in_words(card, name))}"
    yield ""
    yield from _variants(card)
    yield from _pairs(card)
    yield from _comparisons(card)
    yield from _agreements(card)


def _stories(card: Scorecard) -> int:
    return len({case.story for case in card.cases})


def _candidates(card: Scorecard) -> list[str]:
    return [line.variant.name for line in card.variants if line.variant.name != card.baseline]


def _variants(card: Scorecard) -> Iterator[str]:
    gated = [line for line in card.scorers if line.gated]
    cells = {(cell.scorer, cell.variant): cell.all for cell in card.cells}
    yield from _header(["variant", "drafts", *(line.name for line in gated)])
    for line in card.variants:
        name = line.variant.name
        values = [with_interval(cells[one.name, name], one.unit) for one in gated]
        yield _row([name, f"{line.done} of {line.units}", *values])
    yield ""


def _pairs(card: Scorecard) -> Iterator[str]:
    if card.pairwise is None:
        return
    yield f"Judged in pairs by {_cell(card.pairwise.judge)}, blind, in both orders:"
    yield ""
    head = ["first", "second", "pairs", "first preferred", "at equal length", "orders disagreed"]
    yield from _header([*head, "verdict"])
    for one in card.pairwise.pairs:
        preferred = f"{_share(one.win_share)} ({_share(one.low)} to {_share(one.high)})"
        shares = [preferred, _share(one.at_equal_length), _share(one.disagreed)]
        yield _row([one.first, one.second, str(one.pairs), *shares, one.verdict.value])
    yield ""


def _comparisons(card: Scorecard) -> Iterator[str]:
    scorers = {line.name: line for line in card.scorers}
    shown_ones = [one for one in card.comparisons if one.difference.n]
    ordered = sorted(shown_ones, key=lambda one: not scorers[one.scorer].gated)
    for name in _candidates(card):
        own = [one for one in ordered if one.candidate == name]
        yield f"## {_cell(name)} against {_cell(str(card.baseline))}"
        yield ""
        yield from _header(["scorer", "before", "after", "difference", "p", "verdict", "could see"])
        for one in own:
            mark = " *" if scorers[one.scorer].gated else ""
            yield _row([f"{one.scorer}{mark}", *_figures(card, one)])
        yield ""
    yield "\\* decides at a gate. Differences are paired, intervals and p by story, p by Holm."


def _figures(card: Scorecard, one: Comparison) -> list[str]:
    scorer, found = card.scorer(one.scorer), one.difference
    between = f"{shown(found.low, scorer.unit)} to {shown(found.high, scorer.unit)}"
    return [
        shown(found.baseline, scorer.unit),
        shown(found.candidate, scorer.unit),
        f"{shown(found.mean, scorer.unit, sign=True)} ({between})",
        "?" if one.p is None else f"{one.p:.3f}",
        one.verdict.value,
        could_have_seen(one, scorer),
    ]


def _agreements(card: Scorecard) -> Iterator[str]:
    for one in card.agreements:
        yield ""
        others = ", ".join(f"{who} {value:.3f}" for who, value in one.published.items())
        beside = f" (published: {others})" if others else ""
        told = "?" if one.balanced_accuracy is None else f"{one.balanced_accuracy:.3f}"
        yield (
            f"{_cell(one.judge)} agrees with people on {_cell(one.labels)}:"
            f" balanced accuracy {told}{beside}"
        )


def _header(names: Sequence[str]) -> Iterator[str]:
    yield _row(names)
    yield _row(["---"] * len(names))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    quiet = _MENTION.sub("@\u200b", _SPECIAL.sub(r"\\\1", text))
    return " ".join(quiet.replace("<", "&lt;").split())


def _share(value: float | None) -> str:
    return "?" if value is None else f"{100 * value:.0f} %"
