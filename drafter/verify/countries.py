"""Countries by all their common names: "Dutch", "the Netherlands" and "The Hague" are one actor.

One line each: the names of the country and its people, then, after a bar, the capital or seat,
which news writing uses for the government.
"""

import re
from functools import lru_cache

_PLACES = """
Afghanistan Afghan Afghans | Kabul
Albania Albanian Albanians | Tirana
Algeria Algerian Algerians | Algiers
Argentina Argentine Argentinian Argentines | Buenos_Aires
Armenia Armenian Armenians | Yerevan
Australia Australian Australians Aussie | Canberra
Austria Austrian Austrians | Vienna
Azerbaijan Azerbaijani Azerbaijanis Azeri | Baku
Bahrain Bahraini Bahrainis | Manama
Bangladesh Bangladeshi Bangladeshis | Dhaka
Belarus Belarusian Belarusians | Minsk
Belgium Belgian Belgians | Brussels
Bolivia Bolivian Bolivians | La_Paz
Brazil Brazilian Brazilians | Brasilia
Britain British Briton Britons UK United_Kingdom Great_Britain | London Westminster Downing_Street
Bulgaria Bulgarian Bulgarians | Sofia
Cambodia Cambodian Cambodians | Phnom_Penh
Canada Canadian Canadians | Ottawa
Chile Chilean Chileans | Santiago
China Chinese PRC | Beijing
Colombia Colombian Colombians | Bogota
Croatia Croatian Croatians Croat Croats | Zagreb
Cuba Cuban Cubans | Havana
Cyprus Cypriot Cypriots | Nicosia
Czechia Czech Czechs Czech_Republic | Prague
Denmark Danish Dane Danes | Copenhagen
Ecuador Ecuadorean Ecuadorian Ecuadoreans | Quito
Egypt Egyptian Egyptians | Cairo
England English
Estonia Estonian Estonians | Tallinn
Ethiopia Ethiopian Ethiopians | Addis_Ababa
EU European_Union Europe European Europeans | Brussels
Finland Finnish Finn Finns | Helsinki
France French Frenchman Frenchwoman | Paris Elysee
Georgia Georgian Georgians | Tbilisi
Germany German Germans | Berlin
Ghana Ghanaian Ghanaians | Accra
Greece Greek Greeks Hellenic | Athens
Haiti Haitian Haitians
Hungary Hungarian Hungarians | Budapest
Iceland Icelandic Icelander Icelanders | Reykjavik
India Indian Indians | Delhi New_Delhi
Indonesia Indonesian Indonesians | Jakarta
Iran Iranian Iranians Persian | Tehran
Iraq Iraqi Iraqis | Baghdad
Ireland Irish | Dublin
Israel Israeli Israelis | Jerusalem
Italy Italian Italians | Rome
Ivory_Coast Ivorian Ivorians
Japan Japanese | Tokyo
Jordan Jordanian Jordanians | Amman
Kazakhstan Kazakh Kazakhs | Astana
Kenya Kenyan Kenyans | Nairobi
Kosovo Kosovan Kosovar Kosovars | Pristina
Kuwait Kuwaiti Kuwaitis
Latvia Latvian Latvians | Riga
Lebanon Lebanese | Beirut
Libya Libyan Libyans | Tripoli
Lithuania Lithuanian Lithuanians | Vilnius
Malaysia Malaysian Malaysians | Kuala_Lumpur
Mali Malian Malians | Bamako
Malta Maltese | Valletta
Mexico Mexican Mexicans
Mongolia Mongolian Mongolians
Morocco Moroccan Moroccans | Rabat
Myanmar Burma Burmese | Naypyidaw
Nepal Nepali Nepalese | Kathmandu
Netherlands Dutch Dutchman Holland | Hague
New_Zealand NZ Kiwi Kiwis New_Zealander New_Zealanders | Wellington
Niger Nigerien Nigeriens | Niamey
Nigeria Nigerian Nigerians | Abuja
North_Korea North_Korean North_Koreans DPRK | Pyongyang
Norway Norwegian Norwegians | Oslo
Oman Omani Omanis | Muscat
Pakistan Pakistani Pakistanis | Islamabad
Palestine Palestinian Palestinians | Ramallah
Peru Peruvian Peruvians | Lima
Philippines Philippine Filipino Filipina Filipinos | Manila
Poland Polish Pole Poles | Warsaw
Portugal Portuguese | Lisbon
Qatar Qatari Qataris | Doha
Romania Romanian Romanians | Bucharest
Russia Russian Russians | Moscow Kremlin
Saudi_Arabia Saudi Saudis Saudi_Arabian | Riyadh
Scotland Scottish Scot Scots Scotsman
Senegal Senegalese | Dakar
Serbia Serbian Serbians Serb Serbs | Belgrade
Singapore Singaporean Singaporeans
Slovakia Slovak Slovakian Slovaks | Bratislava
Slovenia Slovenian Slovene Slovenes | Ljubljana
Somalia Somali Somalis | Mogadishu
South_Africa South_African South_Africans | Pretoria
South_Korea South_Korean South_Koreans Korea Korean | Seoul
Spain Spanish Spaniard Spaniards | Madrid
Sri_Lanka Sri_Lankan Sri_Lankans | Colombo
Sudan Sudanese | Khartoum
Sweden Swedish Swede Swedes | Stockholm
Switzerland Swiss | Bern
Syria Syrian Syrians | Damascus
Taiwan Taiwanese | Taipei
Thailand Thai Thais | Bangkok
Tunisia Tunisian Tunisians | Tunis
Turkey Turkish Turk Turks Turkiye | Ankara
UAE Emirati Emiratis Emirates United_Arab_Emirates | Abu_Dhabi
Uganda Ugandan Ugandans | Kampala
Ukraine Ukrainian Ukrainians | Kyiv Kiev
US USA United_States America American Americans | Washington White_House
Venezuela Venezuelan Venezuelans | Caracas
Vietnam Vietnamese | Hanoi
Wales Welsh Welshman
Yemen Yemeni Yemenis | Sanaa
Zimbabwe Zimbabwean Zimbabweans | Harare
"""


def _read() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    names: dict[str, set[str]] = {}
    seats: dict[str, set[str]] = {}
    for line in _PLACES.strip().splitlines():
        people, _, capitals = line.partition("|")
        country = people.split()[0].lower()
        for into, words in ((names, people), (seats, capitals)):
            for word in words.split():
                into.setdefault(word.replace("_", " ").lower(), set()).add(country)
    frozen = ({word: frozenset(c) for word, c in table.items()} for table in (names, seats))
    people_of, seat_of = frozen
    return people_of, seat_of


NAMES, SEATS = _read()
"""The countries that a name, or a seat of government, stands for; all in lower case."""
_MANY = re.compile(
    r"\b(?:"
    + "|".join(sorted((n for n in {*NAMES, *SEATS} if " " in n), key=len, reverse=True))
    + r")\b"
)


@lru_cache(maxsize=4096)
def countries_of(word: str) -> frozenset[str]:
    """The countries of one folded word, seats of government included."""
    return NAMES.get(word, frozenset()) | SEATS.get(word, frozenset())


def countries_in(folded: str, words: frozenset[str]) -> frozenset[str]:
    """The countries that a folded text names, in one word or in several."""
    several = _MANY.findall(folded)
    return frozenset(c for name in (*words, *several) for c in countries_of(name))
