"""English words that would fit any story: a sentence of nothing else tells a reader nothing.

Of our own choosing, from filler that models write. A word of the list still counts as news where
a report has it and the draft has not said it yet.
"""

from drafter.terms import terms

_WORDS = """
able account across act action actual add affect afford after again against ago aim allow almost
alone along alongside already although always amid among answer any anyone anything apparent
appear approach area argue argument around ask aspect attempt attention aware away back backdrop
bad balance base basis bear became because become been began begin begun behind being believe
best better between beyond big both bring broad broader call came careful carry case cause
central certain challenge chance change choice choose circumstance clear clearly close closely
closer come coming common community complex complexity complicated concern conclude conclusion
condition connect consequence consider considerable context continue continued contribute
cooperation core correct course critical crucial current currently daily day debate decade
decisive deep deeply delicate depend describe deserve despite determine develop development
dialogue did differ difference different difficult difficulty direct direction discuss
discussion dispute does done doubt due during dynamic each early easy effect effort either
element emerge emphasise emphasize end enough ensure entire especially essential even event
eventually ever every everyone evident evolve evolving exact example expect explain express
extent face fact factor fail fair far fast feel few final finally find first focus follow
following force form former forward frame fresh full fully fundamental further future gave
general generally give given go going gone good got granted great greater ground grow growing
hand happen hard heart heavy help herself high highlight himself hold hope however huge idea
illustrate immediate impact implication imply importance important impossible improve include
increase increasingly indeed indicate individual influence insight instead intend interest
interested involve issue itself join just keep kind know known lack large largely last lasting
late later lead least leave less lesson let level lie life light like likely line link little
live local long longer look lose lot made main mainly major make manage many mark matter me mean
meaningful meanwhile measure meet mind minor moment month moreover most mostly move much
multiple must mutual my name nature near nearly necessary need negative never nevertheless new
next nobody none nor normal notable note nothing now nuance number observer obvious offer often
once one ongoing only open opinion option order ordinary other otherwise our outcome outline
over overall own part particular particularly party past path people per perhaps period person
perspective picture piece place play point position positive possibility possible potential
potentially practical precise present press pressure previous primary priority problem process
progress prospect prove provide public purpose pursue put question quick quickly quite raise
range rather reach react reaction read reader real realise reality really reason recent recently
reflect regard regarding region relate related relation relationship relevant remain remark
remember reminder represent require resolution resolve respect respond response rest result
reveal right rise risk role root said same scale scene see seek seem seen sense sensitive
separate serious seriously set settle several shape share short should show side sign
significance significant significantly similar simple simply since single situation small so
solution solve some something soon sort speak specific stage stake stakeholder stakes stand
start state statement status stay step still story strong struggle subject substantial success
such suggest support sure surround take taken talk task tell tension term test themselves
therefore thing think though thought through throughout thus time together took topic touch
toward towards trend true trust truth try turn uncertain uncertainty under underline underlying
underscore understand understanding unfold unique unless unlikely unresolved until upcoming
urgent us use useful usual valuable various vast view vital voice wait watch way week weigh well
went whatever whether whole whom whose why wide widely wider within without wonder word work
worth wrong year yet your
"""
FILLER = frozenset(terms(_WORDS))
"""Their stems."""
