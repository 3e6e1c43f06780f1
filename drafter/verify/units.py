"""Units of measure: what may stand after or before a number, by family, with its factor.

Two numbers of one family are compared after conversion: "48 hours" is "two days".
"""

import re
from dataclasses import dataclass

from drafter.terms import terms

PERCENT, POINTS, AGE = "%", "points", "age"

_UNITS = """
%       1       % percent pct prozent ٪ بالمئة بالمائة
%       1       per_cent pour_cent por_ciento في_المئة في_المائة
points  1       percentage_point percentage_points prozentpunkt prozentpunkte
points  1       point_de_pourcentage points_de_pourcentage puntos_porcentuales
time    1       second seconds sec sekunde sekunden seconde secondes segundo segundos ثانية ثوان
time    60      minute minutes min mins minuten minuto minutos دقيقة دقائق
time    3600    hour hours hr hrs stunde stunden heure heures hora horas ساعة ساعات
time    86400   day days tag tage tagen jour jours día días يوم يوما أيام
time    604800  week weeks woche wochen semaine semaines semana semanas أسبوع أسابيع
time    1209600 fortnight fortnights
months  1       month months monat monate monaten mois mes meses شهر شهرا أشهر
months  12      year years yr yrs jahr jahre jahren an ans année années año años
months  12      سنة سنوات عام عاما أعوام
months  120     decade decades jahrzehnt jahrzehnte jahrzehnten décennie décennies década décadas
months  1200    century centuries jahrhundert jahrhunderte siècle siècles siglo siglos
length  0.001   mm millimetre millimetres millimeter millimeters
length  0.01    cm centimetre centimetres centimeter centimeters
length  1       m metre metres meter meters metern mètre mètres metro metros متر مترا أمتار
length  1000    km kilometre kilometres kilometer kilometers kilometern kilomètre kilomètres
length  1000    kilómetro kilómetros كيلومتر كيلومترا كيلومترات
length  1609.344 mile miles mi meile meilen milla millas
length  1852    nautical_mile nautical_miles
length  0.9144  yard yards
length  0.3048  foot feet ft
length  0.0254  inch inches
mass    0.001   gram grams gramme grammes gramm gramo gramos
mass    1       kg kilo kilos kilogram kilograms kilogramme kilogrammes kilogramm kilogramos
mass    1000    tonne tonnes ton tons tonnen tonelada toneladas طن
area    1       hectare hectares hektar hectárea hectáreas
area    0.404686 acre acres
area    100     square_kilometres square_kilometers square_km sq_km quadratkilometer
area    258.999 square_miles square_mile sq_miles
area    0.0001  square_metres square_meters sq_m quadratmeter
volume  1       litre litres liter liters litern litro litros
volume  158.987 barrel barrels bpd
power   1       kw kilowatt kilowatts
power   1000    mw megawatt megawatts
power   1000000 gw gigawatt gigawatts
degree  1       degree degrees ° °c °f grad degrés grados
speed   1       km/h kph mph knots
dollar  1       dollar dollars usd dólar dólares دولار دولارا دولارات
euro    1       euro euros eur يورو
pound   1       pound pounds quid gbp pfund libra libras
crown   1       crown crowns krona kronor krone kroner kronen couronnes coronas
franc   1       franc francs franken chf
yen     1       yen jpy
yuan    1       yuan renminbi rmb
rupee   1       rupee rupees
rouble  1       rouble roubles ruble rubles rubel
peso    1       peso pesos
rial    1       rial rials riyal riyals ريال
lira    1       lira liras
shekel  1       shekel shekels
dinar   1       dinar dinars دينار
cent    1       cents pence
"""
MONEY = frozenset(
    {"dollar", "euro", "pound", "crown", "franc", "yen", "yuan", "rupee", "rouble", "peso", "rial"}
    | {"lira", "shekel", "dinar", "cent"}
)
"""Families of which a text may leave the unit out: "a 12 million contract"."""
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "₽": "rouble"}


@dataclass(frozen=True)
class Unit:
    """A unit: its family, and how much of the family's own measure one of it is."""

    family: str
    factor: float = 1.0


UNITS = {
    word.replace("_", " "): Unit(family, float(factor))
    for family, factor, *words in map(str.split, _UNITS.strip().splitlines())
    for word in words
}
UNITS_BY_STEM = {stem: unit for word, unit in UNITS.items() for stem in terms(word, "en")}
"""A unit by the stem of its word, as it stands among the things that a number counts."""
_WORDS = sorted(map(re.escape, UNITS), key=len, reverse=True)
AFTER = re.compile(
    rf"[\s\u00a0-]?(?:(?:more|further|additional|extra|full|whole|consecutive|straight)\s)?"
    rf"(?:(?:US|Canadian|Australian|Swiss|British|Danish|Swedish|Norwegian)\s)?"
    rf"(?P<unit>{'|'.join(_WORDS)})(?![^\W_])(?P<old>[\s-]olds?\b| of age\b)?".replace(
        "\\ ", r"[\s-]"
    ),
    re.IGNORECASE,
)
BEFORE = re.compile(r"(?:[A-Z]{0,3}(?P<sign>[$€£¥₹₽])|\b(?P<code>USD|EUR|GBP|CHF|JPY))\s?$")
AGED = re.compile(r"\b(?:aged?|âgée?s? de)\s$", re.IGNORECASE)


def unit_of(text: str, start: int, end: int) -> tuple[Unit | None, int]:
    """The unit of the number that stands from start to end, and where the two of them end."""
    before = text[max(0, start - 10) : start]
    if money := BEFORE.search(before):
        named = _SIGNS[money["sign"]] if money["sign"] else UNITS[money["code"].lower()].family
        return Unit(named), end
    if AGED.search(before):
        return Unit("months", 12), end
    if after := AFTER.match(text, end):
        return UNITS[re.sub(r"[\s-]", " ", after["unit"].lower())], after.end()
    return None, end
