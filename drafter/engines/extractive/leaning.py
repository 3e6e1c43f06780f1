"""The cues that tell that a sentence leans on the one before it, by language."""

import re

from drafter.terms import words_pattern

CONNECTIVE_OPENING = words_pattern(
    "however but yet and so still instead nevertheless nonetheless also moreover furthermore"
    " additionally therefore thus then otherwise similarly likewise"
    " for_example for_instance afterwards later rather consequently despite_this"
    " in_that at_the_time at_that besides conversely in_turn at_the_same_time"
    " following_this following_that after_this after_that since_then",
    before=r"^\W*",
)
REFERRING_OPENING = words_pattern(
    "he she they it this that these those his her hers their theirs its him them"
    " the_two the_pair the_latter the_former the_same the_other the_others the_move the_issue"
    " the_incident the_decision the_news the_announcement the_measure the_comments the_remarks"
    " the_vote the_ruling the_attack the_group the_official the_officials the_statement"
    " the_wreck the_crash the_study the_event the_results the_findings the_spokesperson"
    " the_spokesman the_spokeswoman the_man the_woman the_victim the_victims the_suspect"
    " the_suspects the_embassy the_order the_resolution the_bill the_law the_approach"
    " the_question the_second the_third both_of neither another others such one_of_them"
    " some_of_them none_of_them all_of_them many_of_them the_report the_document the_letter"
    " both_he both_she both_they the_plan the_plans the_proposal the_claim the_claims"
    " the_meeting the_case the_team",
    before=r"^\W*",
)
OPENINGS_ELSEWHERE = {
    "de": words_pattern(
        "er sie es das dies dieser diese dieses diesen doch aber jedoch dabei zudem außerdem dort"
        " damit auch ihr ihre sein seine daraufhin danach allerdings",
        before=r"^\W*",
    ),
    "fr": words_pattern(
        "il elle ils elles ce cet cette ces cela ça mais cependant toutefois celui-ci celle-ci son"
        " sa ses leur leurs",
        before=r"^\W*",
    ),
    "es": words_pattern(
        "él ella ellos ellas esto eso este esta estos estas pero sin_embargo además también su sus",
        before=r"^\W*",
    ),
}
"""The same for other languages, so that their short sections do not open on a pronoun either."""
DEFINITE_OPENING = re.compile(
    r"^\W*The (?:[a-z-]+ ){1,2}(?:was|were|(?:is|are)(?! (?:due|expected|scheduled) )|has|had|will"
    r"|would|took|happened|occurred|came|consisted|also|then|struck|left|found|began|lasted|followed|ended|remained|resulted)\b"
)
"""A known thing as the subject ("The strike took place ..."): told of in the sentence before."""
REFERRING_BACK = re.compile(
    r"\b(?:from|of|on|in|for|about|with|during|after|before|to|by|against)\s+that\s+"
    r"(?!of\b|the\b|a\b|an\b|is\b|was\b|[A-Z])[a-z]+"
    r"|\b(?:to|with|about|against|for|of) that(?=[.;])"
    r"|\bany such\b|\bsuch\s+(?!as\b|an?\b)[a-z]+s\b"
    r"|\bthe two (?!governments\b|sides\b|countries\b|parties\b|nations\b)[a-z]+\b"
    r"|\bthe former [a-z]+ of the\b"
    r"|\b(?:these|those)\s+(?!who\b|of\b|in\b|with\b|that\b|from\b|are\b)[a-z]+s\b"
    r"|\bthe (?:following|next) day\b|\bthe (?:day before|previous day)\b|\bsame day\b"
    r"|^\W*(?:As a result|In response|In addition),"
    r"|, (?:however|though|too|in turn|meanwhile)\b"
    r"|^(?:\S+ ){0,16}(?:[,—–]|\S+[,—–]) ?(?:he|she|they)\b"
    r"|\ba (?:day|week|month|year) (?:later|earlier)\b|\bas well\.$|\bthe previous\b"
)
_CLAUSES = (
    r"(?:said|says?|told|adds?|added|thinks?|thought|knows?|knew|hopes?|hoped|fears?|feared"
    r"|warned|warns|announced|believes?|believed|claims?|claimed|found|if|that|when|because|as"
    r"|to|of|in|on|at|with|the|an?|his|her|its|their)"
)
"""Words after which a pronoun may be the subject of a clause ("said it would") or is led in."""
OBJECT = re.compile(
    r"^\W*(?:[A-Z][\w’'.-]*,? ){1,4}(?:[a-z]+ ){0,2}?"
    rf"(?!{_CLAUSES}\b)[a-z]+ "
    r"(?:(?:it|them|him)\b(?! (?:would|will|was|is|has|had|could|may|can)\b)"
    r"|(?:this|that)(?=[.;]| (?:as|to|an?)\b))"
    r"|\b(?:said|says) none\b"
)
"""A pronoun after the first verb ("Brandt has not answered it"): nothing before it in the
sentence but the subject, which it cannot mean."""
SPOKEN_OF = re.compile(
    r"^[^;:·]*?\b(?!by\b|to\b)[a-z]+ the (?:offer|charges?|claims?|accusations?|allegations?"
    r"|proposals?|requests?|demands?|invitation|criticism|suggestion|complaints?|threats?|report)"
    r"(?=[.,;]| (?:on|in|at|as|and|but|yesterday|today)\b)"
)
"""What somebody has just put forward, without a word that tells which ("rejected the charge")."""
REFERRING = (
    CONNECTIVE_OPENING,
    REFERRING_OPENING,
    DEFINITE_OPENING,
    OBJECT,
    SPOKEN_OF,
    REFERRING_BACK,
)
"""Each tells by itself that a sentence needs the one before it."""
DEFINITE = re.compile(r"\b[Tt]he ([a-z]+)\b(?! (?:of|that|who|which|where)\b)")
"""A thing taken for known; the group is its noun."""
INTRODUCED = r"\b(?:an?|two|three|four|five|several|some|[0-9,]+) (?:[\w’'-]+ ){{0,2}}?{noun}\b"
"""The same thing told of for the first time."""
OPENING_PHRASE = re.compile(
    r"^\W*(?:in|on|at|after|before|during|while|when|as|by|with|for|from|since|following|although"
    r"|though|if|despite|upon|until|once|because|under|despite)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(?:he|she|they|it|his|her|their|its|him|them)\b", re.IGNORECASE)
