"""What a briefing is about, in IPTC's Media Topics: top-level concepts, which do not change."""

from schemas.sections import Category

MEDIA_TOPIC = "http://cv.iptc.org/newscodes/mediatopic/"

MEDIA_TOPICS = {
    Category.CULTURE: ("01000000", "arts, culture, entertainment and media"),
    Category.JUSTICE: ("02000000", "crime, law and justice"),
    Category.DISASTER: ("03000000", "disaster, accident and emergency incident"),
    Category.ECONOMY: ("04000000", "economy, business and finance"),
    Category.ENVIRONMENT: ("06000000", "environment"),
    Category.HEALTH: ("07000000", "health"),
    Category.POLITICS: ("11000000", "politics and government"),
    Category.SCIENCE: ("13000000", "science and technology"),
    Category.SOCIETY: ("14000000", "society"),
    Category.SPORT: ("15000000", "sport"),
    Category.CONFLICT: ("16000000", "conflict, war and peace"),
}
"""Code and English name of each category."""
