"""The keywords that vote for a category, and the verbs that tell a story's status."""

import re

from drafter.terms import words_pattern
from schemas.sections import Category, StoryStatus

CATEGORY_WORDS: dict[Category, re.Pattern[str]] = {
    Category.CONFLICT: words_pattern(
        "war ceasefire military troops airstrike airstrikes strike strikes missile missiles bomb"
        " bombing militia rebels insurgents hostilities invasion soldiers weapons attack attacks"
        " conflict rockets clashes",
    ),
    Category.POLITICS: words_pattern(
        "election elections parliament president minister government senate congress governor"
        " vote voted votes legislature party democracy democratic campaign bill prorogation"
        " cabinet republican liberal conservative referendum brexit resigns resignation protests"
        " protesters protest candidate candidates presidential clemency negotiations negotiator"
        " negotiators governments quarrel premier diplomats diplomat mediate mediator"
        " mediation treaty presidents ministers ministry mayor peace_talks"
        " trade_blame",
    ),
    Category.ECONOMY: words_pattern(
        "economy economic market markets shares inflation bank"
        " trade(?!_(?:blame|barbs|insults|accusations|fire|words|threats)) tariff tariffs company"
        " companies acquires acquired acquisition profit billion investors stocks unemployment"
        " currency gdp oil prices budget enterprise shareholders",
    ),
    Category.JUSTICE: words_pattern(
        "court judge judges trial sentenced sentence guilty murder murders killer prison police"
        " arrested arrest convicted prosecutors prosecutor lawyer charged charges unlawful jury"
        " pleads stabbing suspect unconstitutional warrants immunity",
    ),
    Category.DISASTER: words_pattern(
        "earthquake quake typhoon hurricane flood floods fire fires explosion crash crashes crashed"
        " collapse collapses collapsed rescuers eruption magnitude evacuated stampede"
        " survivors firefighters wildfire wildfires aircraft plane debris landslide accident",
    ),
    Category.HEALTH: words_pattern(
        "virus coronavirus covid-19 covid sars-cov-2 pandemic epidemic disease patients hospital"
        " infections infected vaccine health doctors outbreak symptoms abortion abortions"
        " poisoned quarantine medical",
    ),
    Category.SCIENCE: words_pattern(
        "scientists researchers study studies telescope planet exoplanet space spacecraft orbit"
        " astronomers nasa research journal spaceflight spacex mathematician physics university"
        " discovered theory mathematics astronauts archaeologists",
    ),
    Category.ENVIRONMENT: words_pattern(
        "climate emissions pollution rainforest species wildlife conservation environment carbon"
        " environmental deforestation ecosystem phytoplankton biodiversity warming",
    ),
    Category.SOCIETY: words_pattern(
        "church religious school schools education community families procession marriage"
        " population women children housing pilgrims rights festival migrants",
    ),
    Category.CULTURE: words_pattern(
        "film films music musician band album actor actress artist museum festival art drummer"
        " novel author theatre convention furry costume rock television broadcast fandom songs",
    ),
    Category.SPORT: words_pattern(
        "match team season goal goals league cup championship marathon olympic rugby football"
        " tournament coach player players race athlete record scored champion try",
    ),
}
_WORKERS = r"\b(?:union|unions|crews|workers|staff|wages)\b"
_STOPS = r"\b(?:strikes?|walkouts?|walk out|stop work)\b"
STOPPAGE = re.compile(
    rf"{_WORKERS}.*{_STOPS}|{_STOPS}.*{_WORKERS}",
    re.IGNORECASE | re.DOTALL,
)
"""In headline and lead: the strike is one of work, and the talks are about pay or hours."""
STATUS_WORDS: tuple[tuple[StoryStatus, re.Pattern[str]], ...] = (
    (
        StoryStatus.CONCLUDED,
        words_pattern(
            "dies died sentenced pleads_guilty wins won ends sets_new crosses produces defeat"
            " grants obituary launches acquires",
        ),
    ),
    (
        StoryStatus.ONGOING,
        words_pattern("continue continues continued still ongoing remain remains again yet"),
    ),
)
"""Read in the headline alone: in the text such words are about other things."""
