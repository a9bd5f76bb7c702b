"""Attributions in French: *selon NBC News*, *a-t-il affirmé*, *affirme que*, *aux dires de*, *pour le ministre, …*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translate.checks.patterns import LazyPattern
from translate.model import Span

_PARTICIPLES = (
    r"affirmé|déclaré|assuré|indiqué|annoncé|précisé|expliqué|ajouté|rapporté|révélé|confié|estimé|souligné|"
    r"soutenu|"
    r"rappelé|confirmé|martelé|répété|prévenu|averti|reconnu|admis|insisté|noté|conclu|jugé|lancé|dit|écrit|"
    r"raconté|"
    r"témoigné|relevé|signalé|prétendu|avancé|commenté|poursuivi|fait savoir|laissé entendre|dénoncé|plaidé|résumé|"
    r"regretté|observé|répondu|rétorqué|répliqué|réagi|justifié|soufflé|soupiré|ironisé|nuancé|glissé|concédé|"
    r"argué|fait valoir|certifié|juré|tranché|détaillé"
)
_PRESENTS = (
    r"affirme|déclare|assure|indique|annonce|précise|explique|ajoute|rapporte|révèle|confie|estime|souligne|"
    r"rappelle|"
    r"confirme|martèle|répète|note|juge|lance|raconte|témoigne|relève|signale|avance|commente|dénonce|plaide|"
    r"résume|"
    r"regrette|observe|rétorque|réplique|justifie|souffle|soupire|ironise|nuance|relativise|énumère|décrypte|"
    r"s'amuse|s'agace|s'insurge|se défend|glisse|concède|argue|certifie|jure|insiste|détaille|croit savoir"
)
_IRREGULAR = (
    r"dit|disent|écrit|écrivent|soutient|soutiennent|prévient|préviennent|avertit|avertissent|reconnaît|"
    r"reconnaissent|"
    r"admet|admettent|conclut|concluent|prétend|prétendent|poursuit|poursuivent|répond|répondent|croient savoir|"
    r"fait savoir|font savoir|fait valoir|font valoir|"
    r"souri(?:en)?t(?! (?:à|aux?|du|de|sur|dans|en)\b)|réagit|réagissent|laisse entendre|"
    r"laissent entendre"
)
_PRESENT = rf"(?:(?:{_PRESENTS})(?:nt)?|{_IRREGULAR})"
# Verbs that take an object as readily: *l'armateur, enregistré aux îles Cook, plaide le mauvais temps*. Without *-t-il*
# they attribute only right after a quotation.
_TRANSITIVE = (
    r"(?:soutenu|rappelé|noté|jugé|lancé|dit|écrit|relevé|avancé|commenté|poursuivi|dénoncé|plaidé|résumé|"
    r"regretté|observé|"
    r"répondu|glissé|concédé|tranché|reconnu|admis|conclu|répété|signalé|"
    r"(?:rappelle|note|juge|lance|relève|signale|avance|commente|dénonce|plaide|résume|regrette|observe|glisse|"
    r"concède|"
    r"répète)(?:nt)?|dit|disent|écrit|écrivent|soutien\w+|reconnai\w+|reconnaît|admet\w*|conclu\w+|poursui\w+|"
    r"répond\w*)\b"
)
_CLITIC = r"(?:-t-(?:il|elle)|-(?:ils?|elles?))"
_ADVERB = (
    r"(?:(?:\w+ment|aussi|également|encore|toutefois|notamment|ainsi|ensuite|par ailleurs|de son côté) )?"
)

# What *selon* and *d'après* may govern without naming a source: *selon la loi*, *d'après nature*, *selon les cas*.
_SELON_OTHER = (
    r"que\b|qu'|quel|lesquel|laquelle|lequel|moi\b|nous\b|vous\b|toute (?:vraisemblance|probabilité|apparence)|"
    r"(?:l[ae]s? |l'|un |une |des |ses |son |sa |leurs? |ce |cet |cette |ces |certain\w* |différent\w* |"
    r"plusieurs |trois |deux |"
    r"quatre |cinq )?(?:nouve\w+ |ancien\w* |mêmes? |seule?s? |propres? |simples? |vieux |vieille |bons? |"
    r"bonnes? )?"
    r"(?:loi|règle|règlement|calendrier|cas\b|saison|besoin|méthode|tradition|principe|terme|critère|usage|"
    r"coutume|droit|ordre|"
    r"procédure|modèle|niveau|lieu|âge|sexe|pays|région|moyen|circonstance|code\b|barème|plan\b|logique|protocole|"
    r"formule|expression|mot\b|rite|heure|jour|année|type|taille|mode|modalité|degré|humeur|goût|température|météo|"
    r"constitution|norme|schéma|scénario|axe|convention|accord|traité|statut|proportion|ancienneté|mérite|"
    r"origine|recette|dureté|nature|couleur|forme|importance|gravité|teneur|poids|longueur|épaisseur|altitude|"
    r"profondeur|densité|composition|contenu|provenance|destination|espèce|fonction|valeur|vitesse|tessiture|image|"
    r"siècle|race|risque|fantaisie|"
    r"secteur|quartier|ville|commune|département|possibilité|envie|volonté|capacité|convenance|distance|procédé|"
    r"technique|"
    r"secret|intérêt|demande|offre|vœu|souhait|pratique|habitude|principes|revenu|article)"
)
_APRES_OTHER = (
    r"\W|nature\b|(?:ne|n'|est|sera|et|ou|qu)\b|(?:l[ae]s? |l'|un |une |des )?(?:œuvre|roman|livre|idée|dessin|"
    r"scénario|nouvelle|pièce|photo|tableau|modèle|"
    r"conte|récit|texte|BD|bande dessinée|histoire|gravure|carton|motif|original|manga)"
)
_SOURCE = LazyPattern(
    rf"\b(?:selon (?!{_SELON_OTHER})|d'après (?!{_APRES_OTHER})|"
    r"aux? dires? (?:de |du |des |d')|à (?:l'|les )?en croire |de l'aveu (?:même )?(?:de |du |des |d')|"
    r"de l'avis (?:de |du |des |d')|"
    r"de sources? (?!chaude|thermale|minérale|d'eau|lumineuse)|aux yeux (?:de |du |des |d'))",
    re.IGNORECASE,
)
_WITH_CLITIC = LazyPattern(
    rf"\b(?:(?:a|ont|avai(?:en)?t){_CLITIC} {_ADVERB}(?:{_PARTICIPLES})|{_PRESENT}{_CLITIC})\b", re.IGNORECASE
)
_INVERTED = LazyPattern(
    rf"(?P<mark>[»”\"],? ?|[,?!…—–] )"
    rf"(?P<verb>(?:l')?(?:a|ont|avai(?:en)?t) {_ADVERB}(?:{_PARTICIPLES})|{_PRESENT})\b(?= (?!qu[e']|et\b|ou\b)\w)",
    re.IGNORECASE,
)
_OBJECT = LazyPattern(rf"(?:(?:a|ont|avai\w+) {_ADVERB})?{_TRANSITIVE}", re.IGNORECASE)
_SAYS_THAT = LazyPattern(
    rf"\b(?!relève(?:nt)? (?:de|du|plus)\b)(?:(?:a|ont|avai(?:en)?t) {_ADVERB}(?:{_PARTICIPLES})|"
    rf"{_PRESENT}) (?:[^,.;:!?]{{0,40}}? )??(?<!ce )qu(?:e |')",
    re.IGNORECASE,
)
# Not the noun (*sa note que …*), not *on dit que*, *il est dit que* and *qui vous dit que*, which name nobody.
_NOT_BEFORE = (
    *("on ", "ne ", "se ", "sa ", "la ", "une ", "cette ", "de ", "le ", "eût ", "'", "-", "’"),
    *("tout ", "est ", "était ", "est pas ", "qui me ", "qui te ", "qui nous ", "qui vous "),
)
# *rapporte plus que le blé*, *réagit si fort qu'…*, *prévient dès que …*: no *que* of what is said.
_OTHER_QUE = frozenset(
    "plus moins davantage autant tant si tellement pire mieux meilleur meilleure plutôt dès tandis lors alors pendant "
    "après avant depuis sans pour afin parce sitôt aussitôt".split()
)
_ROLES = (
    r"ministre|présidente?|gouvernement|opposition|procureure?|avocate?s?|experts?|analystes?|économistes?|"
    r"syndicats?|maire|"
    r"chercheu(?:rs?|ses?)|historien(?:ne)?s?|associations?|ONG|critiques?|observateurs?|diplomates?|"
    r"porte-parole|autorités|police|"
    r"juges?|spécialistes?|sociologues?|politologues?|directeur|directrice|défense|accusation|enquêteurs|"
    r"députée?s?|"
    r"sénat(?:eur|rice)s?|chef|patron(?:ne)?|auteurs?|militants|riverains|organisation|habitants|rapporteur|"
    r"quotidien|journal"
)
_FOR = LazyPattern(
    rf"^\W*(?P<pour>Pour (?:(?:(?:l[ea]s? |l'|un |une |des |certains |plusieurs |"
    rf"beaucoup de )(?:anci?en(?:ne)? |vice-|Premi(?:er|ère) )?(?:{_ROLES})\b)|"
    r"[A-ZÉÈ][\w'-]+ (?:[A-ZÉÈ]|de |von |ben |al-)[\w' -]*))[^,]{0,80},"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution and the words that name the source."""

    span: Span
    """The words that attribute."""
    kind: str
    """``source`` (*selon X*), ``clause`` (*, a affirmé X*), ``that`` (*X affirme que*) or ``for`` (*pour X, …*)."""
    named: Span
    """What follows: the source's name, up to a comma; may be empty."""


_STOP = LazyPattern(r"[,;:!?«»“”\"()]|\. |\.$|$")
_LETTERS = LazyPattern(r"[^\W\d_]+")
_NAMING = frozenset("selon après dire dires croire aveu avis source sources yeux".split())
_AUXILIARIES = frozenset("s se fait font laissé laisse laissent".split())
_VERBS = (
    frozenset(_LETTERS.findall(_PARTICIPLES))
    | {verb + ending for verb in _LETTERS.findall(_PRESENTS) for ending in ("", "nt")}
    | frozenset(_LETTERS.findall(_IRREGULAR))
) - _AUXILIARIES


def may_attribute(text: str) -> bool:
    """Cheap test: False where ``find_attributions`` finds nothing."""
    words = _LETTERS.findall(text.lower())
    return not (_NAMING.isdisjoint(words) and _VERBS.isdisjoint(words)) or "pour" in words


def find_attributions(sentence: str) -> list[Attribution]:
    """Attributions in a French sentence with straight apostrophes and ordinary blanks, in order."""
    words = set(_LETTERS.findall(sentence.lower()))
    found: dict[int, Attribution] = {}
    if not words.isdisjoint(_NAMING):
        for match in _SOURCE.finditer(sentence):
            end = _end_of_name(sentence, match.end())
            found[match.start()] = Attribution((match.start(), end), "source", (match.end(), end))
    if not words.isdisjoint(_VERBS):
        for span in _find_clauses(sentence):
            found.setdefault(span[0], Attribution(span, "clause", (span[1], _end_of_name(sentence, span[1]))))
        for match in _SAYS_THAT.finditer(sentence):
            start, end = match.span()
            if sentence[:start].lower().endswith(_NOT_BEFORE):
                continue
            if _OTHER_QUE.isdisjoint(match.group().lower().split()[1:]):
                found.setdefault(
                    start, Attribution((start, start + len(match.group().rstrip())), "that", (end, end))
                )
    if "pour" in words and (opinion := _FOR.match(sentence)):
        span = (opinion.start("pour"), opinion.end() - 1)
        found.setdefault(span[0], Attribution(span, "for", span))
    return [found[start] for start in sorted(found)]


def _end_of_name(sentence: str, start: int) -> int:
    stop = _STOP.search(sentence, start)
    return stop.start() if stop else len(sentence)


def _find_clauses(sentence: str) -> Iterator[Span]:
    if "-" in sentence:
        for match in _WITH_CLITIC.finditer(sentence):
            if not sentence[: match.start()].endswith("s'"):  # *comment s'écrit-il ?*
                yield match.span()
    for match in _INVERTED.finditer(sentence):
        if (
            match["mark"] != ", "
            or not _OBJECT.match(match["verb"])
            or sentence[: match.start()].endswith(("»", "”", '"'))
        ):
            yield match.span("verb")
