"""Words that turn a sentence round, as tables: negations, what may be, what is planned, opposites.

English alone. In a list of words, `_` stands for a space.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum

_NEGATION = """
not no nobody none nothing neither nor never cannot no-one nowhere hardly barely
failed_to fails_to fail_to failing_to failure_to refused_to refuses_to refuse_to refusing_to
declined_to declines_to decline_to declining_to unable_to stopped_short_of rather_than
instead_of far_from denied denies deny denying ruled_out rules_out ruling_out yet_to
"""
_LACKING = "without lack_of absence_of free_of"
_NO_NEGATION = """
not_only not_just not_least no_fewer no_less no_more_than not_more_than no_later_than
not_until no_doubt no_matter or_not nothing_but no_sooner not_to_mention nothing_short_of
none_other never_before not_even not_all not_every not_always not_necessarily no_longer_than
"""
_POSSIBLE = "may might could possibly perhaps potentially considers considering mulls"
_PLANNED = """
will would shall plans_to plan_to planned_to planning_to intends_to intend_to intended_to
expected_to set_to due_to_be proposes_to proposed_to hopes_to hoped_to wants_to wanted_to
seeks_to sought_to aims_to is_to are_to was_to were_to about_to going_to ready_to likely_to
scheduled_to promised_to promises_to pledged_to pledges_to vowed_to vows_to threatened_to
threatens_to offered_to offers_to agreed_to agrees_to urged_to asked_to tried_to tries_to
try_to attempted_to trying_to
"""


class Cue(StrEnum):
    """What a word or phrase makes of the words that follow it."""

    NEGATED = "negated"
    LACKING = "lacking"  # the same, and only of the thing that is named next
    POSSIBLE = "possible"
    PLANNED = "planned"  # to come, or wished for
    NOTHING = "nothing"  # it only looks as if it did


def _cues() -> Mapping[str, tuple[tuple[tuple[str, ...], Cue], ...]]:
    found: defaultdict[str, list[tuple[tuple[str, ...], Cue]]] = defaultdict(list)
    tables = {
        Cue.NEGATED: _NEGATION,
        Cue.LACKING: _LACKING,
        Cue.NOTHING: _NO_NEGATION,
        Cue.POSSIBLE: _POSSIBLE,
        Cue.PLANNED: _PLANNED,
    }
    for cue, table in tables.items():
        for phrase in table.split():
            words = tuple(phrase.split("_"))
            found[words[0]].append((words, cue))
    return {word: tuple(sorted(all_, key=lambda one: -len(one[0]))) for word, all_ in found.items()}


CUES = _cues()
"""First word -> the phrases that begin with it, the longest first, each with what it does."""
NEGATIVE = re.compile(
    r"\b(?:reject\w*|refus\w*|den(?:y|ie[sd]|ying)|declin\w*|fail\w*|lack\w*|avoid\w*|prevent\w*"
    r"|stop\w*|halt\w*|block\w*|ban(?:s|ned|ning)?|forb\w+|prohibit\w*|outlaw\w*|bar(?:s|red|ring)?|oppos\w*|dismiss\w*|without"
    r"|unable|unless|unlikely|impossible|few|little|only|end(?:ed|ing|s)?|cancel\w*|remain\w*"
    r"|scrap\w*|delay\w*|postpon\w*|suspend\w*|withdr\w*|withh\w*|doubt\w*|un\w{3,}|in\w{3,}able"
    r"|skeptic\w*|sceptic\w*|rul(?:es?|ed|ing)|turn\w*|rebuff\w*|spurn\w*|shun\w*|clos\w*|shut\w*|miss(?:ed|ing|es)?|los[te]\w*|free|clear\w*|still|yet|until"
    r"|disput\w*|contradict\w*|false\w*|wrong\w*|absen\w*|void|zero|non\w+|dis\w{4,}|hardly|barely"
    r"|rarely|seldom|neither|nor|never|nobody|none|nothing|no|not|cannot|\w+n[’']t|silent|minus"
    r"|empty|mis\w{4,}|instead|rather|far|against|despite|although|whether|if|question\w*)\b",
    re.IGNORECASE,
)
"""Whatever may say no in its own way: where one stands, a sentence is not surely a plain yes."""
BOUNDARY = frozenset(
    {"and", "or", "but", "while", "although", "though", "because", "since", "after", "before"}
    | {"when", "if", "unless", "until", "who", "which", "whose", "where", "that", "as", "whereas"}
    | {"however", "despite"}
    | set(',;:—–()“”"….')
)
"""Words and marks at which all of this ends."""

_OPPOSITES = """
rose rise rises risen rising increase increased increases climbed grew grow grown gained surged
    jumped soared | fell fall falls fallen falling decrease decreased decreases declined dropped
    shrank shrunk plunged slumped sank tumbled
accepted accept accepts approved approve approves backed endorsed welcomed
    | rejected reject rejects refused refuse refuses dismissed vetoed
supported support supports favoured favored favours favors wants want backs
    | opposed oppose opposes opposing
opened open opens opening reopened reopen reopens | closed close closes closing closure shut
more higher larger greater bigger above | less lower smaller fewer below
most majority highest largest biggest | fewest minority lowest smallest
won win wins | lost lose loses
before | after
began begin begins started starts resumed resume resumes
    | ended ends finished finishes halted suspended stopped stops
allowed allow allows permitted permits permit
    | banned ban bans barred forbidden prohibited prohibits forbids
legal lawful legalised legalized | illegal unlawful outlawed
guilty convicted | innocent acquitted
alive survived | dead died killed
arrived arrive arrives | departed depart departs
publicly | secretly privately
widened widen wider widening expanded | narrowed narrow narrower narrowing
strengthened strengthen stronger | weakened weaken weaker
tightened tighten | eased loosened relaxed
improved improve improves improving better | worsened worsen worsens worsening worse deteriorated
safe safely | unsafe dangerous
possible likely | impossible unlikely
north northern northeast northwest | south southern southeast southwest
east eastern | west western
male man men boy boys father son brother husband
    | female woman women girl girls mother daughter sister wife
bought buys buy buying purchased | sold sells sell selling
hot hotter warm warmer hottest warmest | cold colder cool coldest coolest
full | empty
inside | outside
peaceful peacefully | violent violently
praised praise praises lauded
    | criticised criticized criticises criticizes condemned condemns blasted slammed
confirmed confirm confirms admitted admits | denied deny denies disputed
succeeded succeed succeeds successful successfully
    | failed fail fails unsuccessful unsuccessfully
released freed | detained jailed imprisoned arrested
hired appointed | sacked
increased raised raises raise hiked | reduced lowered cut cuts reduces reduce slashed lowered
imported imports | exported exports
positive positively | negative negatively
presence | absence
domestic | foreign
older oldest | younger youngest
longer longest | shorter shortest
richer richest wealthy rich | poorer poorest poor
faster fastest quickly rapidly | slower slowest slowly gradually
everyone everybody | nobody
always | never
often frequently | rarely seldom
ally allies friend friends | enemy enemies foe foes
defended defends | attacked attacks
included includes | excluded excludes
maximum | minimum
permanent permanently | temporary temporarily
voluntary | compulsory mandatory
optimistic | pessimistic
advanced advancing | retreated retreating
broke broken breached violated | kept upheld honoured honored
joined join joins | left quit leaves
remained remain remains | left quit
withdrew withdraw withdraws withdrawn | deployed deploy deploys
extended extend extends | shortened curtailed
lifted lift lifts eased | imposed impose imposes
agreed agree agrees | disagreed disagree disagrees refused
united | divided
borrowed | lent
early earlier | late later
direct directly | indirect indirectly roundabout
gain gains gained | loss losses lost lose loses
specific specifically | general generic generally
new newly | old
right correct correctly | wrong incorrect incorrectly
added add adds adding | removed remove removes removing cut cuts
kept keep keeps | removed remove removes
drop drops dropping decline declines declining | increase increases rise rises increasing
raising | lowering cutting reducing
known named identified | unknown unnamed anonymous unidentified
official officially | unofficial unofficially
public | private secret
major large big huge | minor small tiny little
sharp sharply steep steeply | slight slightly
first | last
majority | minority
optimism hope hopes | pessimism despair
victory | defeat
profit profits profitable | loss losses unprofitable
surplus | deficit
free freely | paid
calm | angry violent
strong strongly | weak weakly
high | low
cheap cheaper cheapest | expensive costly dearer
hired hires hire | fired fires fire dismissed
encouraged encourages encourage | discouraged discourages discourage
protected protects protect | harmed harms harm endangered
helped helps help | hindered hinders hinder hampered
prevented prevents prevent | caused causes cause
built build builds | demolished demolish destroyed
found discovered | lost
healthy | sick ill
true | false
visible | invisible hidden
willing | unwilling reluctant
able | unable
agreement | disagreement
legal | illegal
married | divorced
urban | rural
upper | lower
left | right
ahead | behind
entered enters enter | left exited exits exit
upheld uphold upholds | overturned overturn overturns quashed
acquitted | convicted jailed sentenced
doubled doubles double | halved halves halve
"""


def _opposites() -> Mapping[str, frozenset[tuple[int, int]]]:
    found: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for pair, line in enumerate(_OPPOSITES.replace("\n    ", " ").strip().splitlines()):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                found[word].add((pair, side))
    return {word: frozenset(sides) for word, sides in found.items()}


OPPOSITES = _opposites()
"""Word -> the pairs that it is in, each with its side, 0 or 1."""

ASPECTS = frozenset(
    {"began", "begin", "begins", "started", "starts", "resumed", "resume", "resumes", "ended"}
    | {"ends", "finished", "finishes", "halted", "suspended", "stopped", "stops"}
)
"""To begin one thing is no opposite of ending another: "began a strike", "stopped work"."""

_LADDERS = """
considered considers discussed discusses weighed | proposed proposes suggested suggests offered
    | agreed agrees promised pledged | approved signed adopted ratified
questioned questions | criticised criticized complained | condemned denounced
noted | warned warns | threatened threatens
asked asks requested requests appealed urged urges | demanded demands insisted insists
    | ordered orders forced
declined dismissed | rejected rejects refused
suspected | accused charged | convicted sentenced
arrested detained | jailed imprisoned
attempted tried sought | succeeded managed
damaged | destroyed
injured wounded hurt | killed dead died
delayed postponed suspended paused | cancelled canceled scrapped abandoned
approached contacted | negotiated
hoped wished | expected | knew
"""


def _ladders() -> Mapping[str, tuple[int, int]]:
    lines = _LADDERS.replace("\n    ", " ").strip().splitlines()
    return {
        word: (ladder, rung)
        for ladder, line in enumerate(lines)
        for rung, words in enumerate(line.split("|"))
        for word in words.split()
    }


RUNGS = _ladders()
"""Verb -> its ladder and how far up it stands there: "asked" is below "demanded"."""
