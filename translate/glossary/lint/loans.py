"""French that is English too: what a newspaper in English prints as it is, accents and small words included."""

from __future__ import annotations

import re
from collections.abc import Iterable

from translate.text import strip_accents

_PHRASES = """
a fortiori|a posteriori|a priori|ad hoc|in camera|in vitro|per se|pro forma|quid pro quo|sine qua non
agent provocateur|aide-de-camp|aide-mémoire|ancien régime|appellation contrôlée|art de vivre|au courant
au fait|au gratin|au pair|avant la lettre|à la|à la carte|à la mode|à propos|beau geste|bloc québécois|bon mot
bureau de change|carte blanche|cause célèbre|chargé d'affaires|chef d'œuvre|chef de cabinet|chef de mission
cordon sanitaire|corps de ballet|coup d'état|coup de grâce|coup de main|coup de théâtre|crème brûlée
crème fraîche|cri de cœur|cri du cœur|crime passionnel|cul-de-sac|de facto|de jure|de luxe|de minimis|de novo
de rigueur|de trop|déjà vu|droit de seigneur|du jour|eau de cologne|eau de toilette|en bloc|en clair
en famille|en masse|en passant|en route|en suite|enfant terrible|entente cordiale|esprit de corps|et al
et cetera|et seq|fait accompli|femme fatale|film noir|fin de siècle|fleur-de-lis|foie gras|folie à deux
force de frappe|force majeure|grand prix|haute couture|hors d'œuvre|hors de combat|idée fixe|je ne sais quoi
joie de vivre|laissez-faire|laissez-passer|levée en masse|lèse-majesté|maître d'|maître d'hôtel|mange-tout
Médecins sans frontières|ménage à trois|mise en scène|mot juste|noblesse oblige|nom de guerre|nom de plume
note verbale|nouveau riche|objet d'art|pas de deux|persona non grata|petit bourgeois|pied-à-terre
pièce de résistance|pis aller|prix fixe|procès-verbal|raison d'état|raison d'être|roman à clef|savoir-faire
savoir-vivre|soi-disant|sous vide|table d'hôte|tête-à-tête|tour de force|tout court|trompe-l'œil|vin de pays
vis-à-vis|voir dire|volte-face
"""
_WORDS = """
brûlée crêperie département outré pâtisserie pâtissier pétanque séjour
appliqué après archæology attaché auteur blasé bric-à-brac café canapé chargé château cliché communiqué
consommé cortège coupé crèche crème crêpe crudités cuvée débâcle débris début débutante déclassé décolleté
décor découpage déjà démarche dépôt détente divorcé divorcée encyclopædia entrée exposé éclair éclat élan
élite émigré émigrée épée étude façade fête fiancé fiancée formulæ fougère frappé fœtus garçon glacé habitué
ingénue lamé macramé matinée métier mêlée naïf naïve naïveté née négligé papier-mâché passé pâté piqué
première précis protégé protégée purée québécois rapprochement retroussé régime répertoire résumé risqué roué
rôle sauté soirée soufflé soupçon touché tragédienne voilà æsthetic œuvre
"""


def _key(text: str) -> str:
    return strip_accents(text.lower()).replace("’", "'").replace("-", " ")


def _spellings(words: str, separator: str) -> list[str]:
    keys = {_key(word.strip()) for word in re.split(separator, words) if word.strip()}
    return sorted(keys | {key.replace("œ", "oe").replace("æ", "ae") for key in keys}, key=len, reverse=True)


_PHRASE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(re.escape(phrase) for phrase in _spellings(_PHRASES, r"[|\n]"))
    + r")(?:s?(?!\w)|(?<='))"
)
_WORD_KEYS = frozenset(_spellings(_WORDS, r"\s"))


def blank_loans(text: str) -> str:
    """An English text, NFC, with its borrowed phrases blanked out: *former chargé d’affaires* → *former* and blanks."""
    key = _key(text)
    if len(key) != len(text):
        return text
    return _blanked(text, _PHRASE.finditer(key))


def _blanked(text: str, matches: Iterable[re.Match[str]]) -> str:
    """A text with some of its parts overwritten by blanks."""
    for match in matches:
        text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    return text


def is_loan(word: str) -> bool:
    """True for a borrowed word, plural or not: *protégés*, *communiqué*."""
    key = _key(word)
    return key in _WORD_KEYS or key.removesuffix("s") in _WORD_KEYS
