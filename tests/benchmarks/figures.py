"""Figures beside their bounds, as every benchmark prints them."""

import platform


class Figures:
    """Prints each figure, and remembers whether one fell short of its bound."""

    def __init__(self) -> None:
        self.short = False

    def say(
        self, name: str, value: float, *, most: float | None = None, least: float | None = None
    ) -> None:
        """One line: the figure, and its bound where it has one."""
        bound = least if most is None else most
        self.short |= most is not None and value > most
        self.short |= least is not None and value < least
        print(f"{name}: {value:.2f}" + ("" if bound is None else f" ({bound:g})"), flush=True)  # noqa: T201


def ran_on(what: str) -> None:
    """The first line: the machine, and how it was measured."""
    print(f"ran on: {platform.machine()}, Python {platform.python_version()}, {what}", flush=True)  # noqa: T201
