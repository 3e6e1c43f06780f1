"""Who speaks, and how firmly: the English words of attribution and of hedging, as tables.

Checks and the extractive engine read them alike. In a list of words, `_` stands for a space.
"""

import re

from drafter.terms import words_pattern

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

HEDGED = words_pattern(
    "reportedly reports_suggest according_to_reports reports_say is_said_to are_said_to allegedly"
    " rumoured rumored a_source sources unnamed anonymous is_believed_to are_believed_to"
    " possibly perhaps appears_to appear_to seems_to unconfirmed speculated speculation",
)
