"""Inflected forms of the words of a French term.

Forms are generated from the glossary rather than lemmas guessed from the text. A lemmatiser takes *été* for *être*,
*unies* for *unir* and every feminine for a masculine; a generated noun cannot be mistaken for a verb, costs
no dictionary
to load, and a text word is looked up once. All words are folded (``folding.py``).
"""

from __future__ import annotations

from functools import lru_cache

Forms = dict[str, bool | None]
"""Form → True: plural, False: singular, None: it does not show."""

FUNCTION_WORDS = frozenset(
    "le la les l' un une des de du d' à au aux en et ou sur sous par pour contre sans entre chez dans "
    "avec vers depuis après avant près lez lès qu' que jusqu' ne n' se s' y ni".split()
)
_PREFIXES = frozenset(
    ["pro", "anti", "non", "ultra", "extra", "euro", "post", "pré", "ex", "néo", "para", "semi", "quasi"]
)

# Singular nouns and adjectives in -s and -x (those in -us, -ès, -as, -ss and -z are invariable by rule).
_INVARIABLE = frozenset(
    "avis permis compromis sursis commis colis mois bois fois trois français anglais relais palais "
    "marais rabais irlandais pays procès dos propos repos chaos héros enclos cours concours discours "
    "recours secours parcours univers divers vers envers revers mars ours alors corps temps printemps "
    "contretemps fonds poids remords sens fils pouls gros gras bas os dans sans gens dais biais frais "
    "jamais désormais mauvais épais anis tapis devis radis paradis croquis acquis surplis pis lys "
    "cassis maquis mépris logis roulis hachis souris brebis puits mets legs aurochs velours toujours "
    "moins sous dessous dessus plus rendez suédois chinois danois gallois hongrois québécois bourgeois "
    "portugais néerlandais finlandais écossais japonais libanais sénégalais soudanais camerounais "
    "polonais gabonais congolais maltais thaïlandais rwandais taïwanais pakistanais albanais havrais "
    "lyonnais prix voix paix choix croix noix toux taux faux doux roux époux deux six dix flux reflux "
    "afflux influx index codex crucifix chaux".split()
)
_PLURALS_IN_US = frozenset(
    "élus détenus individus revenus vertus tissus contenus inconnus disparus perdus vaincus menus écus "
    "refus obtenus intrus barbus survenus venus tenus rues vues statues avenues tribus".split()
) - {"refus", "intrus"}
_PLURALS_IN_AS = frozenset(
    [
        "visas",
        "agendas",
        "médias",
        "caméras",
        "mandats",
        "opéras",
        "panoramas",
        "schémas",
        "dramas",
        "pandas",
        "chapkas",
        "vodkas",
    ]
)
_AL_IN_S = frozenset(
    "bal carnaval festival récital régal chacal cérémonial naval fatal final natal glacial banal bancal "
    "tonal".split()
)
_AIL_IN_AUX = frozenset(["travail", "bail", "corail", "émail", "soupirail", "vitrail", "vantail"])
_U_IN_S = frozenset(["bleu", "pneu", "émeu", "landau", "sarrau"])
_OU_IN_X = frozenset(["bijou", "caillou", "chou", "genou", "hibou", "joujou", "pou"])
_EUX_PLURALS = frozenset(
    "cheveux jeux enjeux feux voeux vœux lieux neveux aveux adieux milieux essieux moyeux pieux hébreux "
    "dieux".split()
)
_AU_IN_X = frozenset(["noyau", "tuyau", "joyau", "boyau", "fléau", "étau", "préau"])
_IRREGULAR_PLURALS = {
    "ciel": ("cieux", "ciels"),
    "oeil": ("yeux",),
    "œil": ("yeux",),
    "aïeul": ("aïeux", "aïeuls"),
    "monsieur": ("messieurs",),
    "madame": ("mesdames",),
    "mademoiselle": ("mesdemoiselles",),
    "final": ("finals", "finaux"),
    "idéal": ("idéaux", "idéals"),
}

_PERSONS = frozenset(
    "ministre président secrétaire directeur fonctionnaire commissaire juge chef ambassadeur conseiller "
    "conseillère député sénateur maire préfet porte parole chancelier diplomate militaire soldat "
    "officier général colonel capitaine commandant amiral lieutenant adjoint délégué représentant "
    "envoyé attaché responsable dirigeant allié réfugié employé accusé condamné blessé invité insurgé "
    "exilé déplacé migrant élu candidat électeur citoyen habitant militant manifestant combattant "
    "survivant suspect otage prisonnier détenu avocat magistrat procureur greffier gouverneur "
    "haut haute agent espion analyste expert spécialiste chercheur professeur journaliste correspondant "
    "rédacteur reporter négociateur médiateur observateur inspecteur enquêteur policier gendarme "
    "pompier civil membre opposant dissident résident ressortissant étudiant enseignant patron "
    "actionnaire salarié syndicaliste gouvernant souverain roi prince assistant lauréat tireur "
    "terroriste djihadiste mercenaire rebelle partisan sympathisant".split()
)
_FEMININES = {
    "chef": ("cheffe", "chef"),
    "roi": ("reine",),
    "prince": ("princesse",),
    "haut": ("haute",),
    "maire": ("maire", "mairesse"),
    "ambassadeur": ("ambassadrice", "ambassadeure"),
    "général": ("générale",),
    "premier": ("première",),
    "public": ("publique",),
    "grec": ("grecque",),
    "turc": ("turque",),
    "franc": ("franche",),
    "blanc": ("blanche",),
    "long": ("longue",),
    "favori": ("favorite",),
    "vieux": ("vieille",),
    "nouveau": ("nouvelle",),
    "ancien": ("ancienne",),
    "membre": ("membre",),
    "porte": ("porte",),
    "parole": ("parole",),
    "sénateur": ("sénatrice",),
    "chancelier": ("chancelière",),
    "secret": ("secrète",),
    "préfet": ("préfète",),
    "adjoint": ("adjointe",),
}


@lru_cache(maxsize=65536)
def plurals(word: str) -> tuple[str, ...]:
    """Plural forms of a singular noun or adjective; itself when it is invariable."""
    if word in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[word]
    if word[-1:] in "sxz":
        return (word,)
    if word.endswith("al") and word not in _AL_IN_S:
        return (word[:-1] + "ux",)
    if word.endswith("ail") and word in _AIL_IN_AUX:
        return (word[:-2] + "ux",)
    if word.endswith(("au", "eu")) and word not in _U_IN_S:
        return (word + "x",)
    if word in _OU_IN_X:
        return (word + "x",)
    return (word + "s",)


@lru_cache(maxsize=65536)
def singular(word: str) -> str | None:
    """Singular of a plural form; None when the word is a singular already or shows no number."""
    if word in _INVARIABLE or len(word) < 4:
        return None
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux"):
        if word[:-1] in _AU_IN_X:
            return word[:-1]
        return word[:-2] + ("il" if word[:-2] + "il" in _AIL_IN_AUX else "l")
    if word in _EUX_PLURALS or (word.endswith("oux") and word[:-1] in _OU_IN_X):
        return word[:-1]
    if word.endswith("us"):
        return word[:-1] if word in _PLURALS_IN_US else None
    if word.endswith("as"):
        return word[:-1] if word in _PLURALS_IN_AS else None
    if word.endswith("s") and not word.endswith(("ès", "ss", "ois", "ais")):
        return word[:-1]
    if word.endswith(("lois", "plois", "vois", "rnois", "roits", "élais", "ssais")) and word.endswith("s"):
        return word[:-1]
    return None


@lru_cache(maxsize=65536)
def feminines(word: str) -> tuple[str, ...]:
    """Feminine singular forms of a masculine noun or adjective; more than one where usage varies."""
    if word in _FEMININES:
        return _FEMININES[word]
    for ending, new in _FEMININE_ENDINGS:
        if word.endswith(ending):
            return tuple(word[: len(word) - len(ending)] + n for n in new)
    return (word + "e",)


_FEMININE_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("e", ("e",)),
    ("teur", ("trice", "teuse", "teure")),
    ("eur", ("euse", "eure")),
    ("ien", ("ienne",)),
    ("éen", ("éenne",)),
    ("on", ("onne",)),
    ("er", ("ère",)),
    ("if", ("ive",)),
    ("eux", ("euse",)),
    ("el", ("elle",)),
    ("et", ("ète", "ette")),
)


def is_person(words: tuple[str, ...] | list[str]) -> bool:
    """True when a noun phrase names a person, so that it may stand in the feminine: *haut fonctionnaire*."""
    return any(w in _PERSONS or (len(w) > 5 and w.endswith(("teur", "ien", "iste"))) for w in words)


def is_prefixed_adjective(words: tuple[str, ...] | list[str]) -> bool:
    """True for *pro-occidental*, *anti-aérien*: adjectives, which agree in gender."""
    return len(words) == 2 and words[0] in _PREFIXES


@lru_cache(maxsize=65536)
def phrase_forms(
    word: str, is_capitalised: bool, may_be_feminine: bool
) -> tuple[tuple[str, bool | None], ...]:
    """Forms of a word of a noun phrase, with their number.

    A plural with a capital stays what it is (*Nations unies*, *États-Unis*); any other plural may become a singular
    (*frappes aériennes* also finds *une frappe aérienne*).
    """
    forms: Forms = {}
    one = singular(word)
    if one is not None:
        forms[word] = True
        if not is_capitalised:
            forms.setdefault(one, False)
        return tuple(forms.items())
    many = plurals(word)
    forms[word] = None if many == (word,) else False
    for form in many:
        forms.setdefault(form, True)
    if may_be_feminine and many != (word,):
        for form in feminines(word):
            forms.setdefault(form, False)
            for plural in plurals(form):
                forms.setdefault(plural, True)
    elif may_be_feminine and word.endswith(("ais", "ois", "eux")):
        for form in feminines(word):
            forms.setdefault(form, False)
            forms.setdefault(form + "s", True)
    return tuple(forms.items())


@lru_cache(maxsize=65536)
def complement_forms(word: str) -> tuple[tuple[str, bool | None], ...]:
    """Forms of a word after *de*, *à* …: as written or plural (*chefs d'états-majors*); its number says nothing."""
    forms: Forms = {word: None}
    if singular(word) is None:
        for form in plurals(word):
            forms.setdefault(form, None)
    return tuple(forms.items())


PLURAL_DETERMINERS = frozenset(
    "les des ces ses mes tes nos vos leurs aux plusieurs certains certaines quelques deux trois quatre "
    "cinq six sept huit neuf dix divers diverses différents différentes nombreux nombreuses tous toutes "
    "quels quelles".split()
)
SINGULAR_DETERMINERS = frozenset(
    "le la un une du au ce cet cette son sa mon ma ton ta notre votre leur chaque aucun aucune quel "
    "quelle tout toute ladite ledit dudit".split()
)
ARTICLES = frozenset("le la les du des au aux ce cet cette ces".split())
"""Determiners that are nothing else: « en 2019 ambassadeur » is no plural, « vingt et un ministres » no singular."""
SUBJECT_PRONOUNS = frozenset("je j' tu il elle on ils elles ne n' se s' me m' te t' qui".split())
"""What stands before a verb, hardly ever before a noun: *il réforme* is not *la réforme*."""
AVOIR = frozenset(
    "a ont ai as avait avaient avais aurait auraient aura auront avoir ayant eut eurent".split()
)
"""Forms of the auxiliary: *a traité la question* is not *le traité*."""
