"""A clock that a test sets."""


class Hands:
    """Tells the seconds that it was set to."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at
