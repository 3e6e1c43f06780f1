"""Every colour of the page's text is legible on every ground, light and dark (WCAG 2.2, AA)."""

import re

import pytest

from drafter.exports.formats import Format, render
from tests.drafter.exports.briefings import sparse

CSS = render(sparse(), Format.HTML)
LIGHT, DARK, PRINT = (
    dict(re.findall(r"--(\w+): (#[0-9a-f]+)", block)) for block in re.findall(r":root \{[^}]*", CSS)
)


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    digits = colour.removeprefix("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK, LIGHT | PRINT], ids=["light", "dark", "print"])
@pytest.mark.parametrize("ground", ["paper", "tint", "mark"])
@pytest.mark.parametrize("text", ["ink", "soft", "link", "alarm"])
def test_text_has_a_contrast_of_4_5_or_more(
    palette: dict[str, str], ground: str, text: str
) -> None:
    assert 4.5 <= contrast(palette[text], palette[ground])
