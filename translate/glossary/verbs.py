"""Conjugated forms of French verbs, for entries whose English is an infinitive (*négocier* → *to negotiate*)."""

from __future__ import annotations

from functools import lru_cache

_PRESENT_ER = ("e", "es", "ent")
_ENDINGS_ER_HARD = (
    "ons",
    "ez",
    "ais",
    "ait",
    "ions",
    "iez",
    "aient",
    "ai",
    "as",
    "a",
    "âmes",
    "âtes",
    "èrent",
    "ant",
    "é",
    "ée",
    "és",
    "ées",
    "ât",
)
_FUTURE = ("ai", "as", "a", "ons", "ez", "ont", "ais", "ait", "ions", "iez", "aient")
_IMPERFECT = ("ais", "ait", "ions", "iez", "aient", "ons", "ez", "ant")

# Third-group infinitives by ending: present singular stem forms, plural stem, future stem, participle, past
# historic, subjunctive.
_THIRD: dict[str, tuple[tuple[str, ...], str, str, str, str, str]] = {
    "tenir": (("tiens", "tient", "tiennent"), "ten", "tiendr", "tenu", "tin", "tienn"),
    "venir": (("viens", "vient", "viennent"), "ven", "viendr", "venu", "vin", "vienn"),
    "prendre": (("prends", "prend", "prennent"), "pren", "prendr", "pris", "pri", "prenn"),
    "mettre": (("mets", "met", "mettent"), "mett", "mettr", "mis", "mi", "mett"),
    "battre": (("bats", "bat", "battent"), "batt", "battr", "battu", "batti", "batt"),
    "faire": (("fais", "fait", "faites", "font"), "fais", "fer", "fait", "fi", "fass"),
    "duire": (("duis", "duit", "duisent"), "duis", "duir", "duit", "duisi", "duis"),
    "truire": (("truis", "truit", "truisent"), "truis", "truir", "truit", "truisi", "truis"),
    "partir": (("pars", "part", "partent"), "part", "partir", "parti", "parti", "part"),
    "sortir": (("sors", "sort", "sortent"), "sort", "sortir", "sorti", "sorti", "sort"),
    "servir": (("sers", "sert", "servent"), "serv", "servir", "servi", "servi", "serv"),
    "ouvrir": (("ouvre", "ouvres", "ouvrent"), "ouvr", "ouvrir", "ouvert", "ouvri", "ouvr"),
    "offrir": (("offre", "offres", "offrent"), "offr", "offrir", "offert", "offri", "offr"),
    "souffrir": (("souffre", "souffres", "souffrent"), "souffr", "souffrir", "souffert", "souffri", "souffr"),
    "courir": (("cours", "court", "courent"), "cour", "courr", "couru", "couru", "cour"),
    "quérir": (("quiers", "quiert", "quièrent"), "quér", "querr", "quis", "qui", "quièr"),
    "mourir": (("meurs", "meurt", "meurent"), "mour", "mourr", "mort", "mouru", "meur"),
    "cevoir": (("çois", "çoit", "çoivent"), "cev", "cevr", "çu", "çu", "çoiv"),
    "voir": (("vois", "voit", "voient"), "voy", "verr", "vu", "vi", "voi"),
    "vouloir": (("veux", "veut", "veulent"), "voul", "voudr", "voulu", "voulu", "veuill"),
    "pouvoir": (("peux", "peut", "peuvent"), "pouv", "pourr", "pu", "pu", "puiss"),
    "devoir": (("dois", "doit", "doivent"), "dev", "devr", "dû", "du", "doiv"),
    "crire": (("cris", "crit", "crivent"), "criv", "crir", "crit", "crivi", "criv"),
    "lire": (("lis", "lit", "lisent"), "lis", "lir", "lu", "lu", "lis"),
    "dire": (("dis", "dit", "dites", "disent"), "dis", "dir", "dit", "di", "dis"),
    "vivre": (("vis", "vit", "vivent"), "viv", "vivr", "vécu", "vécu", "viv"),
    "suivre": (("suis", "suit", "suivent"), "suiv", "suivr", "suivi", "suivi", "suiv"),
    "naître": (("nais", "naît", "naissent"), "naiss", "naîtr", "né", "naqui", "naiss"),
    "connaître": (
        ("connais", "connaît", "connaissent"),
        "connaiss",
        "connaîtr",
        "connu",
        "connu",
        "connaiss",
    ),
    "aindre": (("ains", "aint", "aignent"), "aign", "aindr", "aint", "aigni", "aign"),
    "eindre": (("eins", "eint", "eignent"), "eign", "eindr", "eint", "eigni", "eign"),
    "oindre": (("oins", "oint", "oignent"), "oign", "oindr", "oint", "oigni", "oign"),
    "clure": (("clus", "clut", "cluent"), "clu", "clur", "clu", "clu", "clu"),
    "vaincre": (("vaincs", "vainc", "vainquent"), "vainqu", "vaincr", "vaincu", "vainqui", "vainqu"),
}
_THIRD_BY_LENGTH = sorted(_THIRD, key=len, reverse=True)


@lru_cache(maxsize=4096)
def verb_forms(infinitive: str) -> tuple[str, ...]:
    """All simple forms of a verb, participles in gender and number included; folded like the text.

    Covers the first group with its spelling changes, the second group, regular -re verbs and the frequent
    irregular families (*-tenir*, *-prendre*, *-mettre*, *-duire* …). Another verb matches in its infinitive only.
    """
    forms = [infinitive]
    if infinitive.endswith("er") and infinitive != "aller":
        forms += _first_group(infinitive[:-2])
    else:
        family = next((ending for ending in _THIRD_BY_LENGTH if infinitive.endswith(ending)), None)
        if family is not None:
            forms += _third_group(infinitive[: len(infinitive) - len(family)], *_THIRD[family])
        elif infinitive.endswith("ir"):
            forms += _second_group(infinitive[:-1])
        elif infinitive.endswith(("dre", "pre")):
            forms += _regular_re(infinitive[:-2])
    return tuple(dict.fromkeys(forms))


def _first_group(stem: str) -> list[str]:
    mute = [stem]
    if stem.endswith("ay"):
        mute = [stem, stem[:-1] + "i"]
    elif stem.endswith(("oy", "uy")):
        mute = [stem[:-1] + "i"]
    elif stem.endswith(("el", "et")):
        mute = [stem + stem[-1], stem[:-2] + "è" + stem[-1]]
    elif len(stem) > 2 and stem[-2] == "e" and stem[-1] in "nvmsrpcdg":
        mute = [stem[:-2] + "è" + stem[-1]]
    elif "é" in stem[-4:] and not stem.endswith("é"):
        at = stem.rfind("é")
        mute = (
            [stem[:at] + "è" + stem[at + 1 :]]
            if not any(c in "aeiouy" for c in stem[at + 1 :].removesuffix("u"))
            else [stem]
        )
    soft = stem
    if stem.endswith("c"):
        soft = stem[:-1] + "ç"
    elif stem.endswith("g"):
        soft = stem + "e"
    forms = [m + ending for m in mute for ending in _PRESENT_ER]
    forms += [(soft if ending[0] in "aâo" else stem) + ending for ending in _ENDINGS_ER_HARD]
    # *envoyer*: enverrai; *céder*: céderai and, since 1990, cèderai.
    future = (
        ["enverr"]
        if stem == "envoy"
        else ["renverr"]
        if stem == "renvoy"
        else [m + "er" for m in {*mute, *([stem] if "é" in stem else [])}]
    )
    forms += [f + ending for f in sorted(future) for ending in _FUTURE]
    return forms


def _second_group(stem: str) -> list[str]:
    forms = [stem + e for e in ("s", "t", "", "e", "es", "ssent", "sse", "sses", "rent", "mes")]
    forms += [stem + "ss" + e for e in _IMPERFECT]
    forms += [stem + "r" + e for e in _FUTURE]
    return forms + [stem[:-1] + "î" + e for e in ("mes", "tes", "t")]


def _regular_re(stem: str) -> list[str]:
    singular = [stem + "s", stem if stem.endswith("d") else stem + "t"]
    forms = [
        *singular,
        *(stem + e for e in ("ent", "e", "es", "u", "ue", "us", "ues", "is", "it", "irent", "ît")),
    ]
    forms += [stem + e for e in _IMPERFECT]
    return forms + [stem + "r" + e for e in _FUTURE]


def _third_group(
    prefix: str,
    present: tuple[str, ...],
    plural: str,
    future: str,
    participle: str,
    historic: str,
    subjunctive: str,
) -> list[str]:
    forms = [*present, *(plural + e for e in _IMPERFECT), *(future + e for e in _FUTURE)]
    forms += [subjunctive + e for e in ("e", "es", "ent")]
    forms += [historic + e for e in ("s", "t", "rent")]
    bare = "du" if participle == "dû" else participle
    forms += [participle, bare + "e", bare + "es", bare if bare.endswith("s") else bare + "s"]
    return [prefix + form for form in forms]
