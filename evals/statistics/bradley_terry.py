"""Strengths of variants that were judged in pairs."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from pydantic import Field, model_validator

from evals.statistics.clusters import Floats
from evals.statistics.resampling import SEED, UPPER, draws, expanded_interval
from evals.statistics.student import t_quantile
from schemas.base import Closed

TIE = 0.5
DRAWN = 0.5
"""Games that each pair of variants is taken to have drawn, so that no strength is infinite."""
STEPS = 2000
CLOSE = 1e-7


class Game(Closed):
    """Two drafts of one case that were judged. The result is the first one's: 1, 0, or 0.5."""

    story: str
    first: str
    second: str
    result: float = Field(ge=0, le=1, multiple_of=TIE)

    @model_validator(mode="after")
    def _of_two(self) -> Self:
        if self.first == self.second:
            raise ValueError(f"a game of {self.first} against itself")
        return self


class Strength(Closed):
    """How strong a variant is: the logarithm of its odds against an average rival.

    The strengths of all variants sum to 0; two that differ by 1.1 win and lose as 3 to 1. `low` and
    `high` are null with fewer than two stories. `win_share` is what it won, ties as halves.
    """

    name: str
    value: float
    low: float | None
    high: float | None
    win_share: float


def strengths(games: Sequence[Game], *, seed: int = SEED) -> tuple[Strength, ...]:
    """The strengths of all that play, strongest first (Bradley & Terry 1952).

    Ties are half won and half lost; each pair is taken to have drawn half a game besides. Fitted by
    minorisation and maximisation (Hunter 2004). The 95 % intervals are from the bootstrap over
    stories, and never narrower than those of independent games: who has won all has no spread.
    """
    names = sorted({name for game in games for name in (game.first, game.second)})
    if not games:
        return ()
    won = _won(games, names)
    total = won.sum(axis=0)
    values = _fitted(total[None])[0]
    lows, highs = _intervals(won, values, seed) if len(won) > 1 else (None, None)
    made = [
        Strength(
            name=name,
            value=float(values[place]),
            low=None if lows is None else float(lows[place]),
            high=None if highs is None else float(highs[place]),
            win_share=float(total[place].sum() / (total[place].sum() + total[:, place].sum())),
        )
        for place, name in enumerate(names)
    ]
    return tuple(sorted(made, key=lambda strength: (-strength.value, strength.name)))


def _won(games: Sequence[Game], names: Sequence[str]) -> Floats:
    """What each variant (row) won of each other (column), by story."""
    stories = sorted({game.story for game in games})
    place = {name: number for number, name in enumerate(names)}
    row = {story: number for number, story in enumerate(stories)}
    won = np.zeros((len(stories), len(names), len(names)))
    for game in games:
        won[row[game.story], place[game.first], place[game.second]] += game.result
        won[row[game.story], place[game.second], place[game.first]] += 1 - game.result
    return won


def _fitted(won: Floats) -> Floats:
    """Log strengths, one row for each of the tables of who won how much of whom."""
    won = won + DRAWN / 2 * (1 - np.eye(won.shape[-1]))
    played, wins = won + won.transpose(0, 2, 1), won.sum(axis=2)
    values: Floats = np.zeros(wins.shape)
    moving = np.arange(len(won))
    for _ in range(STEPS):
        odds = np.exp(values[moving])
        rivals = (played[moving] / (odds[:, :, None] + odds[:, None, :])).sum(axis=2)
        new = np.log(wins[moving] / rivals)
        new -= new.mean(axis=1, keepdims=True)
        moved = np.abs(new - values[moving]).max(axis=1) > CLOSE
        values[moving] = new
        moving = moving[moved]
        if not len(moving):
            break
    return values


def _intervals(won: Floats, values: Floats, seed: int) -> tuple[Floats, Floats]:
    stories, variants = len(won), len(values)
    drawn = draws(stories, seed=seed) @ won.reshape(stories, -1)
    resampled = _fitted(drawn.reshape(-1, variants, variants))
    ends = np.array([expanded_interval(column, stories) for column in resampled.T])
    reach = t_quantile(UPPER, stories - 1) * _errors(won.sum(axis=0), values)
    return np.minimum(ends[:, 0], values - reach), np.maximum(ends[:, 1], values + reach)


def _errors(won: Floats, values: Floats) -> Floats:
    """Standard errors of the strengths, if all games were independent of each other."""
    played = won + won.T + DRAWN * (1 - np.eye(len(values)))
    odds = np.exp(values)
    known = played * np.outer(odds, odds) / (odds[:, None] + odds[None, :]) ** 2
    information = np.diag(known.sum(axis=1)) - known
    errors: Floats = np.sqrt(np.diag(np.linalg.pinv(information)))
    return errors
