"""Which of the five languages that the checks know a text is in, or that it cannot be told."""

from drafter.terms import STOP_WORDS, tokens

UNDETERMINED = "und"
FEWEST_WORDS = 20
LEAST_SHARE = 0.15
"""Of all words. Running prose in its own language has .25 (Arabic) to .45 (English)."""
LEAST_LEAD = 1.25
"""How many times the runner-up's words: related languages share some, not most."""

_MORE = {
    "en": "but over into could should must it's i'm don't we've there's they're",
    "de": "ihr ihre seine seinen seit sei wir werden wurde wurden sagte gegen haben kann können"
    " zwei",
    "fr": "a été être avait aussi après avant comme deux dont entre lui même n'a c'est l'on d'un"
    " d'une qu'il qu'elle étaient était ont vers sans sous selon",
    "es": "había han si aún cada donde quien aunque porque sino son eran otro otra todo"
    " todos hay ni sobre también tras entre hasta desde muy cuando está fue dijo según"
    " durante estos uno e nos",
    "ar": "هذه ذلك لم لن قال وقال وفي ومن كل حول خلال منذ عند حتى تم وقد كانت وكان أنه أنها الذين",
}
# Languages that are not answers: they vote so that none is taken for a neighbour.
_NEIGHBOURS = {
    "it": "il lo la i gli le un una di del della dei delle da dal dalla in nel nella con su sul"
    " per tra fra e ed che non è sono ha hanno si come più anche ma al alla ai se a dopo"
    " stato ogni",
    "pt": "o a os as um uma de do da dos das em no na nos nas por para com e que não é foi são se"
    " mais como mas ao à pelo pela sua seu disse entre também",
    "ca": "el la els les un una de del dels i que en amb per no és són ha han es al als més com"
    " però va van seva seu aquest aquesta",
    "ro": "și în de la cu pe nu a al ale este sunt au că din care pentru mai un o se prin după"
    " fost",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als door naar uit"
    " over bij maar hij ze wordt was heeft worden nog",
    "sv": "och i att det som en på är av för med till den har de inte om ett han var men sig från"
    " så kan",
    "da": "og i at det som en på er af for med til den har de ikke om et han var men sig fra så"
    " kan der",
    "pl": "i w na z do nie się że jest to o po jak za od przez przy ale dla są",
    "fa": "در از به که این را با است برای آن می های یک خود تا بر و شده هم",
    "ur": "کے کی میں ہے کا اور سے کو پر نے یہ کہ ہیں تھا اس",
}
_VOTERS = {
    language: words | frozenset(_MORE[language].split()) for language, words in STOP_WORDS.items()
} | {language: frozenset(words.split()) for language, words in _NEIGHBOURS.items()}


TOLD_BY = 50_000
"""Characters that vote: a report that has more tells no more by them."""


def tell_language(text: str) -> str:
    """`en`, `de`, `fr`, `es` or `ar` where its function words lead clearly, else `und`.

    Each word votes for every language that has it as a function word. Fewer than 20 words are
    too few to tell.
    """
    words = tokens(text[:TOLD_BY])
    if len(words) < FEWEST_WORDS:
        return UNDETERMINED
    votes = {language: sum(w in own for w in words) for language, own in _VOTERS.items()}
    first, second = sorted(votes, key=lambda language: -votes[language])[:2]
    clear = votes[first] >= LEAST_LEAD * votes[second]
    enough = votes[first] >= LEAST_SHARE * len(words)
    return first if clear and enough and first in STOP_WORDS else UNDETERMINED
