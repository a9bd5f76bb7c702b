"""Attributions in French: *selon NBC News*, *a-t-il affirmé*, *affirme que*, *aux dires de*, *pour le ministre, …*."""

from __future__ import annotations

import re
from dataclasses import dataclass

from translate.model import Span

_PARTICIPLES = (
    r"affirmé|déclaré|assuré|indiqué|annoncé|précisé|expliqué|ajouté|rapporté|révélé|confié|estimé|souligné|soutenu|"
    r"rappelé|confirmé|martelé|répété|prévenu|averti|reconnu|admis|insisté|noté|conclu|jugé|lancé|dit|écrit|raconté|"
    r"témoigné|relevé|signalé|prétendu|avancé|commenté|poursuivi|fait savoir|laissé entendre|dénoncé|plaidé|résumé|"
    r"regretté|observé|répondu|rétorqué|répliqué|glissé|concédé|argué|fait valoir|certifié|juré|tranché|détaillé"
)
_PRESENTS = (
    r"affirme|déclare|assure|indique|annonce|précise|explique|ajoute|rapporte|révèle|confie|estime|souligne|rappelle|"
    r"confirme|martèle|répète|note|juge|lance|raconte|témoigne|relève|signale|avance|commente|dénonce|plaide|résume|"
    r"regrette|observe|rétorque|réplique|glisse|concède|argue|certifie|jure|insiste|détaille|croit savoir"
)
_IRREGULAR = (
    r"dit|disent|écrit|écrivent|soutient|soutiennent|prévient|préviennent|avertit|avertissent|reconnaît|reconnaissent|"
    r"admet|admettent|conclut|concluent|prétend|prétendent|poursuit|poursuivent|répond|répondent|croient savoir|"
    r"fait savoir|font savoir|fait valoir|font valoir|laisse entendre|laissent entendre"
)
_PRESENT = rf"(?:(?:{_PRESENTS})(?:nt)?|{_IRREGULAR})"
# Verbs that take an object as readily: *l'armateur, enregistré aux îles Cook, plaide le mauvais temps*. Without *-t-il*
# they attribute only right after a quotation.
_TRANSITIVE = (
    r"(?:soutenu|rappelé|noté|jugé|lancé|dit|écrit|relevé|avancé|commenté|poursuivi|dénoncé|plaidé|résumé|regretté|observé|"
    r"répondu|glissé|concédé|tranché|reconnu|admis|conclu|répété|signalé|"
    r"(?:rappelle|note|juge|lance|relève|signale|avance|commente|dénonce|plaide|résume|regrette|observe|glisse|concède|"
    r"répète)(?:nt)?|dit|disent|écrit|écrivent|soutien\w+|reconnai\w+|reconnaît|admet\w*|conclu\w+|poursui\w+|répond\w*)\b"
)
_CLITIC = r"(?:-t-(?:il|elle)|-(?:ils?|elles?))"
_ADVERB = r"(?:(?:\w+ment|aussi|également|encore|toutefois|notamment|ainsi|ensuite|par ailleurs|de son côté) )?"

# What *selon* and *d'après* may govern without naming a source: *selon la loi*, *d'après nature*, *selon les cas*.
_SELON_OTHER = (
    r"que\b|qu'|lesquel|laquelle|lequel|moi\b|nous\b|vous\b|toute (?:vraisemblance|probabilité|apparence)|"
    r"(?:l[ae]s? |l'|un |une |des |ses |son |sa |leurs? |ce |cet |cette |ces |certain\w* |différent\w* |plusieurs |trois |deux |"
    r"quatre |cinq )?(?:\w+ )?"
    r"(?:loi|règle|règlement|calendrier|cas\b|saison|besoin|méthode|tradition|principe|terme|critère|usage|coutume|droit|ordre|"
    r"procédure|modèle|niveau|lieu|âge|sexe|pays|région|moyen|circonstance|code\b|barème|plan\b|logique|protocole|"
    r"formule|expression|mot\b|rite|heure|jour|année|type|taille|mode|modalité|degré|humeur|goût|température|météo|"
    r"constitution|norme|schéma|scénario|axe|convention|accord|traité|statut|proportion|ancienneté|mérite|origine|recette|"
    r"secteur|quartier|ville|commune|département|possibilité|envie|volonté|capacité|convenance|distance|procédé|technique|"
    r"secret|vœu|souhait|pratique|habitude|principes|revenu|article)"
)
_APRES_OTHER = (
    r"-|nature\b|(?:l[ae]s? |l'|un |une |des )?(?:œuvre|roman|livre|idée|dessin|scénario|nouvelle|pièce|photo|tableau|modèle|"
    r"conte|récit|texte|BD|bande dessinée|histoire|gravure|carton|motif|original|manga)"
)
_SOURCE = re.compile(
    rf"\b(?:selon (?!{_SELON_OTHER})|d'après (?!{_APRES_OTHER})|"
    r"aux? dires? (?:de |du |des |d')|à en croire |de l'aveu (?:même )?(?:de |du |des |d')|"
    r"de l'avis (?:de |du |des |d')|de sources? |aux yeux (?:de |du |des |d'))",
    re.IGNORECASE,
)
_WITH_CLITIC = re.compile(
    rf"\b(?:(?:a|ont|avai(?:en)?t){_CLITIC} {_ADVERB}(?:{_PARTICIPLES})|{_PRESENT}{_CLITIC})\b", re.IGNORECASE
)
_INVERTED = re.compile(
    rf"(?:(?<=[»”\"],)|(?<=[»”\"?!…—–])|(?<=[»”\"], )|(?<=[»”\"?!…—–] )|(?<=[^»”\"], )(?!(?:(?:a|ont|avai\w+) {_ADVERB})?{_TRANSITIVE}))"
    rf"(?:(?:l')?(?:a|ont|avai(?:en)?t) {_ADVERB}(?:{_PARTICIPLES})|{_PRESENT})\b(?= (?!qu[e'])\w)",
    re.IGNORECASE,
)
# Not the noun (*sa note que …*), not *on dit que*, which names nobody.
_SAYS_THAT = re.compile(
    rf"(?<!\bon )(?<!\bsa )(?<!\bla )(?<!\bune )(?<!\bcette )(?<!\bde )(?<!\ble )(?<!\beût )(?<!['-])\b"
    rf"(?:(?:a|ont|avai(?:en)?t) {_ADVERB}(?:{_PARTICIPLES})|{_PRESENT}) (?:[^,.;:!?]{{0,40}}? )?(?<!ce )qu(?:e |')",
    re.IGNORECASE,
)
_ROLES = (
    r"ministre|présidente?|gouvernement|opposition|procureure?|avocate?s?|experts?|analystes?|économistes?|syndicats?|maire|"
    r"chercheu(?:rs?|ses?)|historien(?:ne)?s?|associations?|ONG|critiques?|observateurs?|diplomates?|porte-parole|autorités|police|"
    r"juges?|spécialistes?|sociologues?|politologues?|directeur|directrice|défense|accusation|enquêteurs|députée?s?|"
    r"sénat(?:eur|rice)s?|chef|patron(?:ne)?|auteurs?|militants|riverains|organisation|habitants|rapporteur|quotidien|journal"
)
_FOR = re.compile(
    rf"^\W*(?P<pour>Pour (?:(?:(?:l[ea]s? |l'|un |une |des |certains |plusieurs |beaucoup de )(?:anci?en(?:ne)? |vice-|Premi(?:er|ère) )?(?:{_ROLES})\b)|"
    r"[A-ZÉÈ][\w'-]+ (?:[A-ZÉÈ]|de |von |ben |al-)[\w' -]*))[^,]{0,80},"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution and the words that name the source."""

    span: Span
    """The words that attribute."""
    named: Span
    """What follows: the source's name, up to a comma; may be empty."""


_STOP = re.compile(r"[,;:!?«»“”\"()]|\. |\.$|$")


def find_attributions(sentence: str) -> list[Attribution]:
    """Attributions in a French sentence with straight apostrophes and ordinary blanks, in order."""
    found: dict[int, Attribution] = {}
    for pattern in (_SOURCE, _WITH_CLITIC, _INVERTED, _SAYS_THAT):
        for match in pattern.finditer(sentence):
            stop = _STOP.search(sentence, match.end())
            end = stop.start() if stop else len(sentence)
            named = (match.end(), end) if pattern is not _SAYS_THAT else (match.end(), match.end())
            start, last = match.span()
            while sentence[last - 1] == " ":
                last -= 1
            whole = (start, end) if pattern is _SOURCE else (start, last)
            found.setdefault(start, Attribution(whole, named))
    if match := _FOR.match(sentence):
        found.setdefault(match.start("pour"), Attribution((match.start("pour"), match.end() - 1), match.span("pour")))
    return [found[start] for start in sorted(found)]
