"""The English cues that the extractive engine reads, as tables: what to look for, not how.

Every pattern is matched against a sentence whose quotations are blanked out, so that a cue
counts only where the report itself speaks. In a list of words, `_` stands for a space.
"""

import re

from drafter.engines.extractive.wording import words_pattern
from schemas.sections import Likelihood, ScenarioKind

# -- who speaks -------------------------------------------------------------------------------

SAYING = words_pattern(
    "said says say told tells added announced announces stated wrote tweeted declared"
    " explained noted continued remarked replied responded commented",
)
STANCE = words_pattern(
    "claimed claims claim warned warns warn denied denies deny declined declines argued argues"
    " argue urged urges urge insisted insists admitted admits suggested suggests blamed blames"
    " accused accuses condemned condemns criticised criticized criticises welcomed welcomes"
    " rejected rejects ruled_out rules_out demanded demands want wants wanted fears fear feared"
    " hopes hope hoped believes believe believed vowed vows promised pledged threatened threatens"
    " refused refuses dismissed disputed questioned defended justified praised supports supported"
    " opposes opposed opposes assured acknowledged conceded apologised apologized asked_for"
    " called_for calls_for called_on calls_on called_it called_the called_his called_her"
    " appealed accepts accepted expressed voiced endorsed"
    " distanced_themselves distanced_himself distanced_herself protested"
    " raised_concerns expects expect seeks sought proposed recommended advised"
    " disagreed maintains_that maintained_that contends contended expressed_concern",
)
ADVERBS = (
    r"(?:(?:has|have|had|also|later|reportedly|recently|repeatedly|then|again|earlier|publicly"
    r"|strongly|previously|officially|immediately|still|yesterday|today|since|now|both|initially"
    r"|reiterated and|further|on [A-Z][a-z]+day)\s+)*"
)
GROUPS = (
    r"(?:analysts?|experts?|economists?|scientists|researchers|astronomers|police"
    r"|authorities|protesters|demonstrators|activists|critics|opponents|supporters|lawmakers"
    r"|senators|politicians|prosecutors|lawyers|judges|ministers|diplomats|residents|witnesses"
    r"|doctors|campaigners|investigators|relatives|organizers|organisers|unions|academics"
    r"|historians|engineers|firefighters|rebels|militants|environmentalists|seismologists)"
)
BODIES = (
    r"(?:officials?|administration|government|ministry|opposition|council|army|military|union"
    r"|families|leaders|airline|network|company|embassy|court|police|authorities)"
)
"""These need a name before them to be an actor: "the embassy" alone could be any."""
VAGUE_SPEAKER = re.compile(
    r"^(?:an?\s+|the\s+|several\s+|some\s+|other\s+)?(?:unnamed\s+|anonymous\s+|senior\s+)?"
    r"(?:sources?|reports?|officials?|media|people|insiders?|statement|source)$",
    re.IGNORECASE,
)
MEDIA = re.compile(
    r"\b(?:Times|Post|Telegraph|News|Guardian|CNN|BBC|NPR|Reuters|AP|AFP|ABC|CBS|NBC|Associated"
    r" Press|Insider|Journal|Herald|Tribune|Magazine|Mail|Axios|Politico|Wikinews|Independent"
    r"|Al Jazeera|Bloomberg|Hill|Sky|Xinhua|Gazette|Mirror|Standard|Nature|Lancet|Sun|Agence"
    r"|France-Presse|Broadcasting|Chronicle|Observer|Star|Today|Verge|Politifact|Vox|Hindu|TASS"
    r"|India Today|Forbes|Newsweek|Time|Deutsche Welle|DW|Le Monde|Spiegel|Twitter|Facebook)\b"
)
INSTITUTION = re.compile(
    r"\b(?:House|Department|Ministry|Court|Parliament|Police|Organi[sz]ation|Committee|Agency"
    r"|Party|Corps|Office|Government|Administration|Council|Commission|Congress|Senate|University"
    r"|Institute|Embassy|Force|Forces|Army|Navy|Union|Nations|Association|Company|Bank|Group"
    r"|States|Kingdom|Centre|Center|Airlines|Airport|Board|Service|Authority|Network|Foundation"
    r"|International|Bureau|Command|Guard|Front|League|Society|Airport|Hospital|Church|Movement"
    r"|Federation|Cabinet|Kremlin|Pentagon|Washington|Tehran|Moscow|Beijing|NATO|UN|EU)\b"
)
TITLE = (
    r"(?:(?:Deputy|Vice|Former|Acting|Chief|Foreign|Prime|Attorney|Solicitor|Health|Defen[cs]e"
    r"|Interior|Home|Finance|State|Lieutenant|Police|Supreme|Press|press|chief|foreign|prime|deputy"
    r"|vice|acting|former|senior|police|General)\s+)*"
    r"(?:President|Minister|Secretary|Chancellor|Governor|Speaker|Administrator|Head|Senator|Mayor"
    r"|Judge|Justice|General|Ayatollah|Leader|Dr|Mr|Mrs|Ms|Miss|Sir|Lord|Lady|Professor"
    r"|Representative|Congressman|Congresswoman|Sergeant|Superintendent|Inspector|Captain|Colonel"
    r"|Commissioner|Ambassador|Director|Spokesperson|Spokesman|Spokeswoman|CEO|Officer"
    r"|president|minister|secretary|chancellor|governor|senator|mayor|judge|leader|spokesperson"
    r"|spokesman|spokeswoman|director|adviser|advisor|envoy|envoys|ambassador|commissioner"
    r"|researcher|student|protester|lawyer|founder|engineer|scientist|author|professor|chairman"
    r"|chairwoman|constable|coach|chair|MP|Rep|Sen|Voter|Lawyer|Researcher|Actor|Author|Activist"
    r"|Journalist|Assemblywoman|Assemblyman|Councillor|Engineer|Scientist|Astronomer|Protester|Student|Analyst|Economist|Founder|Coach"
    r"|Researchers|Chairman|Envoy)\.?"
)

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

FUTURE = re.compile(
    r"\b(?:may|might|could|will)\b(?!\s+(?:also\s+)?have\b)"
    r"|\b(?:plans?|intends?)\s+to\b"
    r"|\b(?:is|are|remains?)\s+(?:(?:also|now|still|currently)\s+)?(?:expected|set|due|scheduled"
    r"|planned|poised|likely|unlikely|forecast|about|slated)\s+to\b"
    r"|\b(?:is|are)\s+(?:expected|due|scheduled|planned)\s+(?:for|on|in|at|by|next)\b"
    r"|\b(?:expires?|takes effect|begins|ends|starts|opens)\b[^,.;]{0,20}\b(?:next|tomorrow)\b"
    r"|\b(?:is|are) to (?!be (?:found|seen)|blame)[a-z]+\b"
)
_NOT_FUTURE = (
    r"\blast (?:year|month|week)\b|\bago\b",  # the past, whatever the verb
    r"\bwhether\b[^.]*\b(?:may|might|could|will)\b",  # an open question
    r"\bgood will\b|\bat will\b|\bwill of\b",  # the noun
    r"\bcould\s+(?:not|only|no longer)\b",  # ability in the past
    r"\bcould\s+(?:be\s+)?(?:seen|heard|hear|see|find|found|rule)\b",
    r"\b(?:found|ruled|decided|stated|noted) (?:that )?(?:it|they|he|she) could\b",
    r"\bfound that\b[^.]*\bcould\b|\bso [a-z]+ could\b|\bthat could be used\b",
    r"\b(?:who|which|where|so that|as) (?:it |they |he |she )?could\b",
    r"\bmay not\b|\bmay be (?:used|spelled|known|called|seen)\b",  # permission, usage
    r"\b(?:may|might) be (?:an?|the) (?:factor|cause|reason|result)\b",  # what already is
    r"\b(?:may|might|could) be [a-z]+ing\b",
    r"\b(?:any|no|of|his|her|its|their|the|had|have|has|future|attack)\s+plans?\s+to\b",
    r"\b(?:aim|goal|purpose|task|mission|idea|role|job|point|way|practice)\b[^.]* is to\b",
)
NOT_FUTURE = re.compile("|".join(_NOT_FUTURE))
"""Wordings that look like the future and are not."""
HEDGED = words_pattern(
    "reportedly reports_suggest according_to_reports reports_say is_said_to are_said_to allegedly"
    " rumoured rumored a_source sources unnamed anonymous is_believed_to are_believed_to"
    " possibly perhaps appears_to appear_to seems_to unconfirmed speculated speculation",
)
JUDGES = words_pattern(
    "analysts analyst experts expert economists scientists researchers forecasters astronomers"
    " epidemiologists observers study researcher scientist seismologists",
)
PROPOSED = re.compile(
    r"\b[Uu]nder (?:the|a|this) (?:draft|plan|deal|compromise|proposal|offer)\b[^.]*\bwould\b"
)
POSSIBLE = re.compile(r"\b(?:may|might|could)\b")  # in lower case: May is a month
JUDGED = words_pattern("expected likely unlikely poised forecast")
LIKELIHOOD_WORDS: tuple[tuple[Likelihood, re.Pattern[str]], ...] = (
    (Likelihood.ALMOST_CERTAIN, words_pattern("almost_certain almost_certainly nearly_certain")),
    (Likelihood.ALMOST_NO_CHANCE, words_pattern("almost_no_chance")),
    (
        Likelihood.VERY_UNLIKELY,
        words_pattern("very_unlikely highly_unlikely very_improbable highly_improbable"),
    ),
    (
        Likelihood.VERY_LIKELY,
        words_pattern("very_likely highly_likely very_probable highly_probable"),
    ),
    (Likelihood.ROUGHLY_EVEN, words_pattern("roughly_even_chance even_odds even_chance")),
    (Likelihood.UNLIKELY, words_pattern("unlikely_to improbable_that unlikely_that")),
    (
        Likelihood.LIKELY,
        words_pattern("likely_to likely_that will_likely will_probably", before=r"(?<!not )\b"),
    ),
)
"""ICD 203's own words and their listed synonyms, the stronger first."""
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
HORIZON_DAYS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        3,
        words_pattern(
            "today tonight tomorrow this_week within_days within_hours in_the_coming_days"
            " monday tuesday wednesday thursday friday saturday sunday shortly soon immediately"
            " this_weekend within_24_hours in_the_next_few_days",
        ),
    ),
    (21, words_pattern("next_week weeks this_month in_the_coming_weeks fortnight next_month")),
    (180, words_pattern("months this_year next_year later_this_year spring autumn summer winter")),
    (
        900,
        words_pattern(
            "years decade decades eventually in_the_future long-term generations long_run"
        ),
    ),
)
DEFAULT_DAYS = 21
"""Where no word tells the time, news speaks of the coming weeks."""

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
