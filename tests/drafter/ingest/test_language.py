"""Language: five that can be told, and could-not-tell for all others."""

import pytest

from drafter.ingest.language import tell_language

TEXTS = {
    "en": (
        "The mayor said the council had not decided whether the bridge would be open to "
        "traffic before the end of the year, and that a vote was due in March."
    ),
    "de": (
        "Die Bürgermeisterin sagte, der Rat habe noch nicht entschieden, ob die Brücke "
        "vor dem Ende des Jahres für den Verkehr geöffnet wird, und dass im März gewählt "
        "werde."
    ),
    "fr": (
        "La maire a déclaré que le conseil n’avait pas encore décidé si le pont serait "
        "ouvert à la circulation avant la fin de l’année, et qu’un vote est prévu en "
        "mars."
    ),
    "es": (
        "La alcaldesa dijo que el consejo aún no ha decidido si el puente estará abierto "
        "al tráfico antes de que termine el año, y que la votación será en marzo."
    ),
    "ar": (
        "قالت رئيسة البلدية إن المجلس لم يقرر بعد ما إذا كان الجسر سيفتح أمام حركة المرور"
        " قبل نهاية العام وإن التصويت سيجري في شهر مارس"
    ),
}
OTHERS = {
    "it": (
        "La sindaca ha detto che il consiglio non ha ancora deciso se il ponte sarà "
        "aperto al traffico prima della fine dell’anno, e che una votazione è prevista "
        "per marzo."
    ),
    "pt": (
        "A presidente da câmara disse que o conselho ainda não decidiu se a ponte será "
        "aberta ao trânsito antes do fim do ano, e que uma votação está prevista para "
        "março."
    ),
    "ca": (
        "L’alcaldessa ha dit que el consell encara no ha decidit si el pont serà obert al"
        " trànsit abans de la fi de l’any, i que hi haurà una votació al mes de març."
    ),
    "nl": (
        "De burgemeester zei dat de raad nog niet heeft besloten of de brug voor het "
        "einde van het jaar open is voor het verkeer, en dat er in maart wordt gestemd."
    ),
    "fa": (
        "شهردار گفت که شورا هنوز تصمیم نگرفته است که پل را پیش از پایان سال به روی "
        "خودروها باز کند و رای گیری در ماه مارس انجام می شود"
    ),
    "numbers": " ".join(map(str, range(40))),
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_each_of_the_five_languages_is_told(language: str, text: str) -> None:
    assert language == tell_language(text)


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_no_other_language_is_taken_for_one_of_the_five(text: str) -> None:
    assert "und" == tell_language(text)


def test_fewer_than_20_words_are_too_few_to_tell() -> None:
    words = TEXTS["en"].split()
    assert ["und", "en"] == [tell_language(" ".join(words[:count])) for count in (19, 20)]
