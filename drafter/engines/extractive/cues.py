"""The English cues that the extractive engine reads, as tables: what to look for, not how.

Every pattern is matched against a sentence whose quotations are blanked out, so that a cue
counts only where the report itself speaks. In a list of words, `_` stands for a space.
"""

import re

from drafter.terms import words_pattern
from schemas.sections import ScenarioKind

# -- why, and which way it moves --------------------------------------------------------------

CAUSE = words_pattern(
    "because because_of due_to in_response_to caused_by cause_of_the led_to leads_to prompted"
    " prompting sparked triggered in_retaliation_for in_reaction_to owing_to"
    " (?<=[a-z]\\s)as_a_result_of"
    " thanks_to main_aim aim_of aimed_at in_order_to accusing over_allegations over_the_alleged"
    " over_claims over_fears over_concerns in_protest resulted_from stems_from"
    " stemming_from attributed_to attribute attributes accused_of suspected_of the_reason"
    " reason_for stem_from so_that to_prevent motivated_by on_the_grounds"
    " in_breach_of in_violation_of amid_concerns driven_by root_of at_the_heart_of"
    " at_the_centre_of at_the_root_of behind_the_argument behind_the_dispute behind_the_quarrel"
    " behind_the_row behind_the_conflict behind_it_all to_blame_for blamed_on blames_it_on",
)
ANNOUNCED = re.compile(
    r"^(?:Behind|At the (?:heart|root|centre) of) the (?:argument|dispute|quarrel|row|conflict)\b"
)
"""A sentence that says that a cause follows."""
WEAK_CAUSE = re.compile(
    r"^(?:After|Following|Amid)\b|\bfollows\b|\bin the wake of\b|\bfears that\b"
    r"|\b(?:comes?|came)\b[^,.]{0,20}\bafter\b"
    r"|\bafter (?:intelligence|reports?|allegations?|revelations?|claims|a dispute|complaints?"
    r"|criticism|protests?|attacks?|threats?|failed|failing|losing|refusing|rejecting)\b"
)
CONFLICT_STORY = words_pattern(
    "war conflict military troops strike strikes airstrike airstrikes missile missiles bomb bombs"
    " bombing rocket rockets attack attacks attacked ceasefire clash clashes clashed protest"
    " protests protesters demonstrators militia insurgents rebels sanctions sanction hostilities"
    " invasion riot riots violence shelling siege hostage coup nuclear_programme retaliate"
    " retaliation airstrike confrontation stand-off standoff negotiations",
)
ESCALATING = words_pattern(
    "airstrike airstrikes strike strikes bombed bombs bombing shelled missile missiles killed"
    " kill kills retaliate retaliated retaliation revenge sanction sanctions sanctioned"
    " threat threatened threatens threaten attack attacks attacked clashes clashed escalated"
    " escalation escalates ruled_out rejected dismissed invaded invasion deploy deployed shot"
    " tear_gas violence violent destroyed expel arrested arrests ultimatum tension tensions"
    " injured wounded rockets fired condemned boycotted surrounded stabbed"
    " accused(?!_criminals|_of_crimes|_of_a_crime) accuses blamed blames blame withhold withheld"
    " turned_back provocation ultimatum walkout walkouts walk_out"
    " stop_work battalions to_court regional_court court_action closing_one close_to_collapse"
    " came_close_to_collapse collapsed stormed_out suspended_talks recalled_its downed_tools",
)
RESTRAINING = words_pattern(
    "ceasefire truce talks negotiation negotiations negotiate restraint withdraw withdrawal"
    " withdrew withdrawn peace_talks peace_deal peacefully de-escalate de-escalation"
    " dialogue mediate mediation agreement(?!_(?:of_[0-9]|says|expires)) accord calm"
    " truce compromise concession concessions diplomacy disengage stand_down apologised apologized"
    " reconsider ending_the_war mediator mediators offered_to agreed_to agree_to accepted_the"
    " stepped_back step_back reopened stood_down called_off resume_talks ended_the_exercise"
    " ready_to_talk meet_again meet_the_two_sides",
)
QUARREL = words_pattern(
    "accused accuses accusing blamed blames blame threatened threatens threaten withhold withheld"
    " dispute disputes disputed denied denies rejected rejects refused condemned quarrel row feud"
    " standoff stand-off wants demands demanded insists insisted walkout walkouts talks mediate"
    " negotiations provocation to_court turned_back",
)
"""Words of two sides at odds; in a headline or a lead they make the story a dispute."""
REFUSAL = words_pattern(
    "ruled_out rejected dismissed denied refused no not too_late declined never without",
)

# -- what could happen next -------------------------------------------------------------------

KIND_WORDS: tuple[tuple[ScenarioKind, re.Pattern[str]], ...] = (
    (ScenarioKind.MEANING, words_pattern("means_that would_mean signals mark marks")),
    (
        ScenarioKind.RISK,
        words_pattern(
            "fear fears feared danger dangerous attack attacks kill killed collapse war shortage"
            " flood flooding difficult oppose delay delayed crash threat threaten threatens warn"
            " warned warns risk risks ban harm die deaths worse worsen spread lose loss injured"
            " jeopardise jeopardize damage crisis retaliate strike escalate conflict unable fail"
            " aftershocks quake epidemic infect infected prison sentence fine fired",
        ),
    ),
    (
        ScenarioKind.OPPORTUNITY,
        words_pattern(
            "agreement peace ceasefire aid reopen vaccine cure benefit breakthrough improve help"
            " opportunity chance deal treatment rescue talks restore recover progress allow",
        ),
    ),
)
# -- what is missing --------------------------------------------------------------------------

UNNAMED = re.compile(
    r"\b(?:[Aa]n?|[Ss]everal|[Ss]ome|[Tt]wo|[Tt]hree)\s+"
    r"(?:(?:unnamed|anonymous|senior|former|[A-Z][\w.]*)\s+){0,3}(?:sources?|officials?|insiders?)\b"
    r"(?=\s+(?:\w+\s+){0,2}(?:said|says|told|believed?|warned|claimed|confirmed|suggested))"
    r"|\b[Ss]ources\b(?= (?:said|say|told|close))"
    r"|\b(?:(?:[A-Z][\w.]+\s+)?[Oo]fficials|[Aa]nalysts|[Ee]xperts)\b"
    r"(?=\s+(?:also\s+|have\s+|reportedly\s+)?"
    r"(?:said|say|told|believe|treated|warn|warned|claim))"
)
UNNAMED_REPORTS = words_pattern(
    "according_to_reports reports_say reports_suggest reports_said reports_suggested"
    " reports_indicate media_reports",
)
DECLINED = re.compile(
    r"\b(?:declined|refused)\s+to\s+(?:comment|say|answer|respond|confirm or deny)\b"
    r"(?:\s+(?:on|about|to))?\s*(?P<about>whether (?:[^,;.“\"]|\.(?=\S|\s[a-z])){8,120})?"
)
