"""Whether English words such as "a third" are a share, or may be one of several: "a third pier"."""

import re

_NTH = {"a third": 3.0, "a fifth": 5.0, "a sixth": 6.0, "a tenth": 10.0}
_OF_A_SHARE = re.compile(
    r"\b(?:by|to|from|than|about)\s(?:about\s|around\s|nearly\s)?$", re.IGNORECASE
)
_NEXT_THING = re.compile(
    r"\s(?!(?:of|in|on|at|to|by|for|from|with|and|or|who|that|which|were|was|are|is|have|has|had|will"
    r"|would|after|before|since|than|as|per|if|but|may|could|did|do|not|more|less|fewer|lower|higher"
    r"|larger|smaller|cheaper|dearer|faster|slower|last|this|next|over|during|within|between|while"
    r"|when|because|through|below|above|under|off|down|up|the|its|their|his|her|each|every)\b)[a-z]"
)
"""What is counted comes next, as in "a third pier": after a share stands "of", a verb, "more"."""
_BEFORE = 20
"""Characters in which the word stands that makes it a share: "by about a third"."""


def nth_of(text: str, start: int, end: int) -> float:
    """Which one the words there may be: 3 of "a third pier", 0 where they are a share."""
    nth = _NTH.get(text[start:end].lower(), 0.0)
    if not nth or not _NEXT_THING.match(text, end):
        return 0.0
    return 0.0 if _OF_A_SHARE.search(text[max(0, start - _BEFORE) : start]) else nth
