"""How a list of words becomes a pattern."""

import re


def words_pattern(*lists: str, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    """A pattern of whole words or phrases, longest first, upper and lower case alike."""
    words = sorted({word for text in lists for word in text.split()}, key=len, reverse=True)
    body = "|".join(word.replace("_", r"\s+") for word in words)
    return re.compile(f"{before}(?:{body}){after}", re.IGNORECASE)
