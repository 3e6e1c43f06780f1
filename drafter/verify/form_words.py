"""Words and phrases that have no place in a draft: a closed list of our own, for English."""

import re

LEAKED = re.compile(
    # an answer to whoever asked, thinking aloud, and the names of our own fields
    r"\b[Aa]s an? (?:AI|artificial intelligence|language model|large language model)\b"
    r"|\b(?:I|we) (?:cannot|can't|can’t|am unable to|was unable to)"
    r" (?:verify|browse|access|assist|help with)\b"
    r"|\b(?:[Pp]er|[Ff]ollowing) (?:the|your|these|my) (?:prompt|system prompt|schema|word limit)\b"
    r"|\b(?:[Tt]he|[Tt]his) (?:prompt|schema|JSON|system message|word limit|word count)"
    r" (?:asks|says|requires|wants|needs|allows|does not allow|forbids|requests)\b"
    r"|\b(?:null_reasons|main_facts|watch_for|key_takeaway|plain_english|root_causes"
    r"|information_gaps|causes_and_effects|this_event)\b"
    r"|[\[(](?:reported|background|inference|analysis)[\])]"
    r"|\b(?:cites|links|basis|confidence|likelihood|horizon)\s?:\s"
    r"|\A(?i:text|headline|standfirst|statement|draft|body|output|answer|reply)\s?:\s"
    r"|\b[Tt]he (?:provided|given|supplied) (?:text|article|sources?|report|material|context)\b"
    r"|\A(?:Sure|Certainly|Of course|Absolutely|Okay|OK)[,!.]\s"
    r"|\AHere(?:'s|’s| is| are) (?:the|a|an|my|your)\b[^.]{0,40}"
    r"(?::|\b(?:briefing|draft|summary|version|rewrite)\b)"
    r"|\A(?:Let me|First, I|Now,? I|Next, I|I will|I'll|I’ll|I need to|I should|I must|I have"
    r"|We need to|We should|We must|Wait,|Hmm|Step \d|Thinking)\b"
    r"|\A(?:The user|The assistant|User|Assistant|System)\b"
    r"(?:\s?:|\s(?:wants|asks|asked|is asking|needs))"
    r"|\A(?:Note|N\.?B\.?|Disclaimer|Caveat|Remark|Explanation|Reasoning|Rationale|Analysis)\s?:\s"
)
PLACEHOLDER = re.compile(
    r"\b(?:TBD|TBC|TODO|FIXME|TKTK|XXX+|lorem ipsum)\b"
    r"|[\[<{](?:insert|name|date|number|place|source|outlet|country|city|person|amount|figure|add"
    r"|citation|your|link|quote|spokesperson|to be (?:confirmed|added|checked))"
    r"\b[^\])>}]{0,40}[\]>}]"
    r"|_{3,}|\?{3,}"
)
_BIG = "significant|major|dramatic|stunning|surprising|notable|rare|shock|bold|turning|new"
FILLER = re.compile(
    r"\A(?:This|The (?:move|development|decision|news|announcement)|That|It)"
    r" (?:underscores|highlights|underlines|comes (?:as|amid|at a time)|serves as|raises questions"
    rf"|marks a (?:{_BIG})|represents a (?:{_BIG})|signals a (?:{_BIG}|shift)"
    r"|is a (?:stark )?reminder|sheds light|paints a picture)\b"
    rf"|\A(?:In a|In what is a) (?:{_BIG})"
    r" (?:development|move|shift|turn|step|escalation|announcement|reversal)\b"
    r"|\b(?:[Ii]t )?remains? to be seen\b|\b(?:[Oo]nly )?[Tt]ime will tell\b"
    r"|\b(?:is|serves as) a (?:stark|grim|timely) reminder\b"
    r"|\b[Aa]ll eyes (?:are|will be)(?: now)? on\b|\b[Aa]t the end of the day\b"
    r"|\A(?:It is (?:important|worth|crucial|essential|notable) (?:to note|noting|to remember|that)"
    r"|It should be noted|Needless to say|In conclusion|In summary|To sum up|In today['’]s)\b"
    r"|\A(?:Notably|Importantly|Crucially|Interestingly|Significantly|Ultimately|Overall),"
    r"|\A(?:Against this backdrop|Amid (?:growing|rising|mounting|heightened)"
    r" (?:tensions?|concerns?|fears))\b"
)
"""Openers and phrases that fit any story."""
_LOADED = """
shocking shockingly outrageous outrageously disgraceful disgracefully shameful shamefully
shameless shamelessly brazen brazenly notorious notoriously infamous heroic heroically hero heroes
villain villains villainous evil wicked vile despicable deplorable abhorrent appalling horrific
horrifying horrendous monstrous barbaric savage savagely brutal brutally bloodthirsty ruthless
ruthlessly callous callously heartless cowardly cynical cynically sinister nefarious devious
crooked hypocritical hypocrisy laughable ludicrous absurd absurdly ridiculous preposterous
farcical farce embarrassing embarrassingly humiliating humiliatingly pathetic pitiful feeble
spineless clueless incompetent inept bungled botched disastrous disastrously catastrophic
catastrophically devastating devastatingly stunning stunningly astonishing astonishingly
incredible incredibly unbelievable unbelievably jaw-dropping bombshell sensational spectacular
spectacularly breathtaking groundbreaking game-changing unprecedented triumphant triumphantly
glorious valiant valiantly courageous courageously brave bravely inspiring visionary masterful
brilliant brilliantly selfless tireless tirelessly desperate desperately hysterical rabid
fanatical draconian tyrannical puppet stooge crony cronies henchmen thug thugs mob cunning
scheming ploy stunt grandstanding fearmongering witch-hunt slammed blasted lashed eviscerated
skewered doubled-down so-called undeniable undeniably unquestionably obviously clearly sadly
tragically unfortunately regrettably thankfully fortunately alarming alarmingly chilling damning
scathing blatant blatantly flagrant flagrantly egregious egregiously unsurprisingly predictably
bizarre bizarrely reckless recklessly irresponsible irresponsibly foolish foolishly naive greedy
greed corrupt tragic merciless mercilessly unspeakable bloodbath carnage onslaught
disgrace disgraced scandal scandals scandalous scandalously debacle fiasco shambles travesty
charade mockery cover-up idiot idiots idiotic moronic coward cowards liar liars traitor traitors
treacherous tyrant tyrants lunatic lunatics deranged disgusting disgusted sickening revolting
loathsome hateful hated detested despised odious contemptible atrocious inexcusable
unforgivable outrage insane crazy stupid stupidly
"""
LOADED = frozenset(_LOADED.split())
"""Words that judge or stir. A source may use them; then they are its own."""
CROWD = re.compile(
    r"\b(?:[Ee]very(?:one|body)|[Aa]ll of us|[Tt]he (?:whole|entire) (?:world|country|nation|town))"
    r" (?:hates?|hated|loves?|loved|loathes?|despises?|knows?|knew|agrees?|agreed|wants?|trusts?"
    r"|believes?|likes?)\b"
    r"|\b[Nn]o(?:body|[ -]one) (?:likes?|liked|trusts?|trusted|cares?|wants?|wanted|believes?)\b"
)
"""Who speaks for everyone: "everyone hates", "nobody trusts"."""
DOUBLED = re.compile(r"\b([^\W\d_]{2,}|a) \1\b")
MAY_DOUBLE = frozenset(
    ("had", "that", "is", "so", "very", "vous", "nous", "sie", "die", "das", "der")
)
DANGLING = re.compile(r"(?:[,;:–—-]|\b(?:and|or|but|the|an?|of|to|und|oder|der|et|de|le|y|el))$")
"""How a sentence cannot end: it was cut."""
ENDED = re.compile(r"[.!?…؟。]\s*[”\"’'»“)\]]*$")
