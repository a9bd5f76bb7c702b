"""French abbreviations that end in a full stop, sorted by what may follow them.

Sorted from most to least binding. Words are written without their last stop. A word of ``TITLES`` counts
only as written or in capitals: ``M.`` is Monsieur, ``m.`` are metres; ``Me.`` is Maître, ``me`` a pronoun.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    """M MM Mr Mrs Ms Mme Mmes Mlle Mlles Me Mes Mgr Dr Drs Dre Pr Prof Vve St Ste Sts Stes Mt Gal Gén Gen
    Cdt Cap Capt Col Lt Ltn Sgt Adj Maj Brig Cne Amb Sen Sén Rep Gov Hon Rev Rév Insp Pdt Prés Jr Sr
    Msgr"""
)
"""Followed by a name, never by a new sentence: « M. Delorme », « Gen. Milley »."""

BINDING = _words(
    """cf apr c.-à-d c-à-d i.e e.g vs env av bd bld boul bvd pl rte fg fbg ch imp all tél tel ibid op loc
    dir réf ref trad coll resp not viz approx ca tjs ts prof dr mme mlle mgr"""
)
"""Bound to the next word even when it has a capital: « cf. Le Monde », « av. Foch », « env. 300 »."""

COUNTED = _words("art al p pp n no nos vol chap fig t sect ann col f fol lig livr v vv par paragr ex rés dép")
"""Followed by a number: « art. 49 », « chap. III »; but « C'est tout un art. » ends a sentence."""

MONTHS = _words("janv jan févr fév avr juil juill sept oct nov déc lun mar mer jeu ven sam dim")
"""A figure after them is a year or an hour (« sept. 2023 »)."""

CLOSING = _words(
    """inc ltd corp co cie bros fr frs hab max min moy h km cm mm kg hl ha sec éd ed éds s.a s.n s.d bull
    suppl hebd trim ill num obs env nb qq ttc ht p.m a.m st inv dép"""
)
"""May end a sentence, so only a word that usually opens one ends it: « Apple Inc. Le groupe … »."""

STRICT_OPENERS = _words(
    """Il Elle Ils Elles On Nous Vous Je Tu Ce Cet Cette Ces Cela Ça Ceci Celui Celle Ceux Celles Mais Et
    Or Donc Car Puis Ensuite Selon Dans Pour Après Avant Depuis En Au Aux Un Une Sur Sous Avec Sans
    Par Pas Aucun Aucune Tout Tous Toute Toutes Leur Leurs Ses Notre Nos Votre Vos Qui Que Quand
    Comment Pourquoi Où Quel Quelle Quels Quelles Si Ainsi Alors Enfin Cependant Pourtant Toutefois
    Néanmoins Certains Certaines Plusieurs Chaque Lors Parmi Hier Demain Quelques Voilà Voici Aussi
    Même Désormais Malgré Pendant Entre Contre Chez Dès Jusqu Lorsque Comme Rien Personne Seul Seule
    Mardi Lundi Mercredi Jeudi Vendredi Samedi Dimanche À Interrogé Interrogée C' J' S' N' Qu' T' M'
    Y Parce Tandis Faute Face Quant Outre Grâce Bien Reste Restent Aujourd"""
)
"""Words that open sentences and are no names: after an initial they prove that the sentence ended there."""

OPENERS = STRICT_OPENERS | _words("Le La Les L' De Du Des D' Son Sa Mon Ma Mes Deux Trois")
"""The same with what also begins names (« A. Le Goff », « J. de La Tour »)."""

LETTERED = _words(
    """plan groupe vitamine hépatite classe catégorie type zone série annexe section bloc poule ligue point
    bâtiment hall secteur terminal option planète formule axe quai porte ligne volet partie grippe"""
)
"""Nouns that take a letter, which is then no initial: « un plan B. Le gouvernement … »."""
