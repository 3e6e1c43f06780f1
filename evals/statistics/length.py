"""Judges favour the longer draft: what is left of a win when length is taken out."""

from collections.abc import Sequence

import numpy as np
from pydantic import Field

from evals.statistics.bradley_terry import TIE, Game
from evals.statistics.clusters import Floats
from evals.statistics.difference import Estimate
from evals.statistics.estimating import estimate
from evals.statistics.resampling import SEED, UPPER, draws, expanded_interval
from evals.statistics.student import t_quantile
from schemas.base import Closed

RIDGE = 0.1
"""Holds the fit where one side has won all, or the longer draft always."""
STEPS = 25
CLOSE = 1e-8
_FARTHEST = 4.0  # a Newton step, so that the first ones do not overshoot


class SizedGame(Game):
    """A game with the words of both drafts."""

    first_words: int = Field(ge=0)
    second_words: int = Field(ge=0)


class LengthControlled(Closed):
    """What a variant wins: as judged (`raw`), and if its drafts were as long as its rivals'.

    `words` is the mean difference in words, its own minus its rivals'. `pull` is the logarithm of
    the odds that a much longer draft gains by its length. `longer_wins` is the share of its games
    that the longer draft won (`longer_wins`). Null where there is nothing to tell.
    """

    name: str
    raw: Estimate
    equal: float | None
    low: float | None
    high: float | None
    pull: float | None
    words: float | None
    longer_wins: Estimate


def length_controlled(
    games: Sequence[SizedGame], *, of: str, scale: float | None = None, seed: int = SEED
) -> LengthControlled:
    """The share that the variant `of` wins at equal length; games that it does not play are left.

    A logistic fit of its results on tanh(difference in words / scale), read at a difference of 0,
    as AlpacaEval 2 does it (Dubois et al. 2024). `scale` is the root mean square of the differences
    where none is given. If one side is always the longer, by as much, nothing can tell its length
    from its quality: then the pull takes half of it, and the interval is wide.
    """
    own = [game for game in games if of in (game.first, game.second)]
    stories = [game.story for game in own]
    results = np.array([g.result if g.first == of else 1 - g.result for g in own], dtype=float)
    words = np.array([_longer(g) if g.first == of else -_longer(g) for g in own], dtype=float)
    fit = _fit(results, _squashed(words, scale), stories, seed) if own else (None,) * 4
    return LengthControlled(
        name=of,
        raw=estimate([float(result) for result in results], stories, seed=seed),
        equal=fit[0],
        low=fit[1],
        high=fit[2],
        pull=fit[3],
        words=float(words.mean()) if own else None,
        longer_wins=longer_wins(own),
    )


def longer_wins(games: Sequence[SizedGame]) -> Estimate:
    """The share of games that the longer draft won; ties and drafts of one length count missing.

    Near 0.79 where people judge summaries of news (the majority of six people on 90 pairs of
    Tiiiger/benchmark_llm_summarization).
    """
    told = [(game.result - TIE) * _longer(game) for game in games]
    won = [float(value > 0) if value else None for value in told]
    return estimate(won, [game.story for game in games])


def _longer(game: SizedGame) -> int:
    return game.first_words - game.second_words


def _squashed(words: Floats, scale: float | None) -> Floats:
    spread = float(np.sqrt(np.mean(words**2))) if scale is None else scale
    squashed: Floats = np.tanh(words / (spread or 1.0))
    return squashed


def _fit(
    results: Floats, lengths: Floats, stories: Sequence[str], seed: int
) -> tuple[float, float | None, float | None, float]:
    """Share at equal length, its interval, and the pull of length."""
    columns = np.column_stack((np.ones(len(results)), lengths))
    _, place = np.unique(np.asarray(stories), return_inverse=True)
    number = int(place.max()) + 1
    found, spread = _newton(columns, results, np.ones((1, len(results))))
    share, pull = float(_odds_to_share(found[0, 0])), float(found[0, 1])
    if number == 1:
        return share, None, None, pull
    resampled, _ = _newton(columns, results, draws(number, seed=seed)[:, place])
    low, high = expanded_interval(resampled[:, 0], number)
    # Never narrower than that of independent games: where one side won all, no resample differs.
    reach = t_quantile(UPPER, number - 1) * float(np.sqrt(spread[0, 0, 0]))
    low, high = min(low, found[0, 0] - reach), max(high, found[0, 0] + reach)
    return share, float(_odds_to_share(low)), float(_odds_to_share(high)), pull


def _newton(columns: Floats, results: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Coefficients of the logistic fit for each row of weights, and their inverse information."""
    found = np.zeros((len(weights), columns.shape[1]))
    ridge = RIDGE * np.eye(columns.shape[1])
    products = columns[:, :, None] * columns[:, None, :]
    inverse = np.zeros((len(weights), *ridge.shape))
    for _ in range(STEPS):
        shares = _odds_to_share(found @ columns.T)
        slope = (weights * (results - shares)) @ columns - RIDGE * found
        bend = np.tensordot(weights * shares * (1 - shares), products, axes=1) + ridge
        inverse = np.linalg.inv(bend)
        step = np.clip(np.einsum("bij,bj->bi", inverse, slope), -_FARTHEST, _FARTHEST)
        found = found + step
        if float(np.abs(step).max()) < CLOSE:
            break
    return found, inverse


def _odds_to_share(log_odds: Floats | float) -> Floats:
    shares: Floats = 1 / (1 + np.exp(-np.asarray(log_odds)))
    return shares
