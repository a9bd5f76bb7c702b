"""Which conditionals report hearsay: those that nothing in the sentence explains otherwise."""

from __future__ import annotations

import re

from translate.checks.hedging import CONDITIONAL_ENDING, is_conditional
from translate.checks.patterns import LazyPattern
from translate.model import Span

# Verbs whose conditional is polite, a wish or a likelihood: *voudrait*, *devrait*; so too *aurait dû*, *aurait pu*.
_MODAL = LazyPattern(
    r"(?:(?:pour|dev|voud|faud|aime|souhaite|préfére|préfère|désire|ose|apprécie)r(?:ait|aient)|vaudrait|"
    r"conviendrait)$",
    re.IGNORECASE,
)
_AFTER = LazyPattern(
    r"(?:\s+(?:pas|plus|jamais|bien|sans doute|peut-être|aussi|sûrement|certainement|également|donc|toutefois|"
    r"tout|t-(?:il|elle|on)|été|mieux))*"
    r"[\s-]+(?:(?:pu|dû|fallu|voulu|aimé|souhaité|préféré)\b|mieux\b.{0,12}fait|tort de|intérêt à|"
    r"(?:bon|temps|utile|préférable|souhaitable|judicieux|logique|faux|injuste|naïf|absurde|dommage|sage|difficile|"
    r"facile|impossible|imprudent|prudent|illusoire|vain|dangereux|irresponsable|exagéré|abusif|"
    r"erroné|opportun|nécessaire|intéressant|malhonnête|prématuré|regrettable|paradoxal|normal|légitime|"
    r"étonnant|surprenant|plus \w+|trop \w+|bien \w+) (?:de|d'|que|qu'))",
    re.IGNORECASE,
)
# *ne saurait être tolérée* = cannot; *on dirait* = it looks like; *ferait mieux de* = had better.
_IDIOM = LazyPattern(
    r"\bne (?:les? |la |l'|lui |leur |se |s'|y |en )*(?:saurai(?:en)?t)\b|\bn'(?:en |y )?(?:oserai(?:en)?t)\b|"
    r"\b(?:on (?:se )?(?:dirait|croirait|jurerait|aurait (?:dit|cru|juré)|serait crue?s?)|toute ressemblance .*|"
    r"que ne l[e'] ?\w+r(?:ait|aient)|ferai(?:en)?t (?:mieux|bien)|gagnerai(?:en)?t à|"
    r"mériterai(?:en)?t|"
    r"ne manquerait plus qu(?:e (?!(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|les?|la|\d+) )|')|"
    r"ce serai(?:en)?t|serait-ce|suffirait|verrai(?:en)?t bien)\b",
    re.IGNORECASE,
)
# What makes the sentence hypothetical: a condition, a comparison, a supposition.
_CONDITION = LazyPattern(
    r"\b(?:tant qu[e']|au cas où|dans le cas où|pour le cas où|en cas de?'?|quand bien même|à supposer|"
    r"dans l'hypothèse|dans ce cas|dans le cas contraire|sinon|faute de quoi|sans quoi|à défaut|à moins qu[e']|"
    r"quiconque|à (?:ma|ta|sa|votre|leur|notre) place|"
    r"(?:une? tel(?:le)?|de tel(?:le)?s) \w+(?: (?!que)\w+){0,4} \w+r(?:ait|aient)|toute personne|(?:ceux|celui|"
    r"celles?|(?<!, )ce) qui (?:(?:ne|se|s'|en|y|lui) ?)?\w+r(?:ait|aient)|"
    r"comme si|même si \w+ \w+(?:ait|aient))\b|"
    r"^\W*sans (?!doute\b|surprise\b|précédent\b|"
    r"attendre\b|plus\b)[^,]+,|"
    r"\bsans (?:lui|elle|eux|elles|cela|ça|nous|vous|moi|toi)\b|"
    r"\bsans (?:l'aide|l'appui|le soutien|l'accord|l'intervention)\b",
    re.IGNORECASE,
)
_SI = LazyPattern(r"\b(?:si\b|s'(?=ils?\b))", re.IGNORECASE)
_SI_OTHERWISE = LazyPattern(
    r"si (?:bien qu|tant est|ce n'est|peu\b|longtemps|souvent|l'on (?:en )?croi|on en croi)", re.IGNORECASE
)
_PAST = LazyPattern(r"\b(?:étai(?:en)?t|\w*[^\Wr]ai(?:en)?t|\w*[^\We]rai(?:en)?t)\b", re.IGNORECASE)
# The verb that makes *que … viendrait* a future seen from the past: *savait que*, *a promis que*, *on pensait que*.
_SPEECH = (
    r"dit|déclaré|affirmé|promis|juré|assuré|indiqué|annoncé|prévenu|précisé|expliqué|ajouté|averti|répété|"
    r"confié|cru|"
    r"pensé|espéré|décidé|estimé|entendre|savoir|su|compris|garanti|soutenu|rappelé|confirmé|écrit|martelé|convenu|"
    r"prédit|mentionné|prévu|menacé|parié|répondu|reconnu|admis|insisté|souligné|noté|conclu|jugé|exigé|"
    r"rapporté|révélé|senti|"
    r"demandé|"
    r"imaginé|craint|redouté|supposé|calculé|considéré|signalé|appris|lancé|prétendu|laissé croire|observé|plaidé"
)
_FUTURE_IN_PAST = LazyPattern(
    r"\b(?:(?:a|ont|ai|avons|avait|avaient|eut|ayant|aura)\b[^.;:!?«»]{0,25}?\b(?:" + _SPEECH + r")e?s?|"
    r"(?:sav|pens|croy|dis|affirm|assur|espér|craign|promett|jur|prétend|annonç|estim|imagin|ignor|souhait|voul|"
    r"attend|préten|prédis|prévoy|parl|redout|supposa|suppos|soupçonn|dout|soutena|souten|répét|indiqu|expliqu|"
    r"garantiss|pari|"
    r"préven|avertiss|comprena|compren|sent|voy|considér|conven|jug|demand|menaç|rêv|compt|laiss)(?:ait|aient|"
    r"ais|ant)"
    r"|\w+(?:èrent|irent|urent)|(?:promi|di|cru|su|apprit|comprit|déclara|jura|assura|annonça|pensa|affirma|"
    r"prédi)[tas]?)\b"
    r"(?:\b[^.;:!?]{0,60}?\b(?:que\b|qu')|\s+(?:où|quand|comment|ce qui|qui|pourquoi)\b)",
    re.IGNORECASE,
)
_WHETHER = LazyPattern(
    r"\b(?:savoir|sa(?:it|vent)|ignor\w+|demand\w+|dout\w+|question|comprendre|vérifi\w+|dire|dit)\b[^,;:]{0,50}$",
    re.IGNORECASE,
)
_QUE = LazyPattern(r"\bqu(?:e\b|')", re.IGNORECASE)
# *ce qui porterait le bilan à trois* concludes; *il n'existe pas de texte qui l'interdirait* supposes.
_RELATIVE = LazyPattern(
    r"\bce qu(?:i|e|')[^,;:]{0,20}$|\bque ce dont (?:\S+ ){0,2}$|"
    r"\brêv\w+ d(?:e |'|u )[^.,;:]*\b(?:qui|dont) (?:\S+ ){0,2}$|"
    r"\bn'(?:existe|y a) (?:pas|aucun|nul|guère)[^,;:]*\bqui (?:\S+ ){0,2}$|"
    r"\bpourrai(?:en)?t\b.*, (?:\w+ )?qu(?:i|e|')[^,;:]{0,20}$",
    re.IGNORECASE,
)
_QUOTATION = LazyPattern(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")


def find_hearsay(sentence: str) -> list[Span]:
    """Spans of the verbs in the hearsay conditional, offsets into ``sentence``.

    Args:
        sentence: one French sentence with straight apostrophes and ordinary blanks.
    """
    if sentence.rstrip(" \"'”»)").endswith("?"):
        return []
    text = _QUOTATION.sub(_blank, sentence)
    found = [
        match.span()
        for match in CONDITIONAL_ENDING.finditer(text)
        if is_conditional(match.group()) and not match.group().isupper()
    ]
    if not found or _CONDITION.search(text):
        return []
    found = [span for span in found if not _is_explained(text, span)]
    for match in _SI.finditer(text) if found else ():
        found = [span for span in found if not _depends(text, span, match.start())]
    return found


def _blank(match: re.Match[str]) -> str:
    """Take a quotation of more than a few words out of the sentence: what is said in it reports nothing."""
    quoted = match.group()
    return quoted if quoted.count(" ") < 5 else "_" * len(quoted)


def _depends(text: str, span: Span, si: int) -> bool:
    """True when the clause that ``si`` opens is the condition of the verb, or the verb stands in its question."""
    rest = text[si : si + 90]
    before = text[:si].rstrip()
    if _SI_OTHERWISE.match(rest):
        return False
    if before.lower().endswith("même") and not _PAST.search(rest):
        return False  # même si Paris dément, le général aurait été tué
    if span[0] > si:
        return True
    # Il aurait demandé si …: a question. Il aurait dit qu'il partirait si …: the condition of partirait alone.
    return _WHETHER.search(before) is None and _QUE.search(text, span[1], si) is None


def _is_explained(text: str, span: Span) -> bool:
    if _MODAL.match(text[slice(*span)]) or _AFTER.match(text, span[1]):
        return True
    if any(match.start() < span[1] and match.end() > span[0] for match in _IDIOM.finditer(text)):
        return True
    before = text[: span[0]]
    return _FUTURE_IN_PAST.search(before) is not None or _RELATIVE.search(before) is not None
