"""Countries by the words that stand for them, to tell on whose behalf a speaker speaks."""

import re

_TABLE = """
Iran: Iranian Iranians Tehran
Israel: Israeli Israelis
United_States: American Americans US U.S. Washington White_House Pentagon State_Department
United_Kingdom: British UK Britain Downing_Street Britons
Russia: Russian Russians Moscow Kremlin
Ukraine: Ukrainian Ukrainians Kyiv Kiev
China: Chinese Beijing
Hong_Kong:
Taiwan: Taiwanese Taipei
Japan: Japanese Tokyo
North_Korea: North_Korean Pyongyang
South_Korea: South_Korean Seoul
India: Indian Indians New_Delhi
Pakistan: Pakistani Islamabad
Afghanistan: Afghan Kabul Taliban
Iraq: Iraqi Iraqis Baghdad
Syria: Syrian Syrians Damascus
Lebanon: Lebanese Beirut Hezbollah
Saudi_Arabia: Saudi Riyadh
Yemen: Yemeni Houthi Houthis
Qatar: Qatari Doha
Turkey: Turkish Ankara Türkiye
Egypt: Egyptian Cairo
Germany: German Germans Berlin
France: French Paris Élysée
Spain: Spanish Madrid
Italy: Italian Rome
Poland: Polish Warsaw
Hungary: Hungarian Budapest
Greece: Greek Athens
Sweden: Swedish Stockholm
Norway: Norwegian Oslo
Canada: Canadian Canadians Ottawa
Mexico: Mexican
Brazil: Brazilian
Venezuela: Venezuelan Caracas
Cuba: Cuban Havana
Colombia: Colombian
Chile: Chilean
Argentina: Argentine Argentinian
Australia: Australian Canberra
Philippines: Philippine Filipino Manila
Indonesia: Indonesian Jakarta
Nigeria: Nigerian Abuja
Ethiopia: Ethiopian
Kenya: Kenyan Nairobi
Sudan: Sudanese Khartoum
South_Africa: South_African Pretoria
"""


def _names(line: str) -> tuple[str, tuple[str, ...]]:
    country, _, others = line.partition(":")
    words = (country, *others.split())
    return country.replace("_", " "), tuple(word.replace("_", " ") for word in words)


COUNTRIES = dict(map(_names, _TABLE.strip().splitlines()))
"""Country -> every word that stands for it, its own name first."""
_COUNTRY_OF = {word: country for country, words in COUNTRIES.items() for word in words}
_PLACE = re.compile(
    r"(?<![\w.])(?:"
    + "|".join(map(re.escape, sorted(_COUNTRY_OF, key=len, reverse=True)))
    + r")(?!\w)"
)


def countries_in(text: str) -> list[str]:
    """The countries that the text names or stands for, in order, repeats kept."""
    return [_COUNTRY_OF[match[0]] for match in _PLACE.finditer(text)]


def adjective(country: str) -> str | None:
    """The word for someone from there, as in "Iranian"; None where the table has none."""
    words = COUNTRIES[country]
    return words[1] if len(words) > 1 else None
