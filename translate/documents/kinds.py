"""What a paragraph is: a title, a heading, the article itself, or residue of the page it was copied from."""

from __future__ import annotations

import re
import unicodedata

from translate.model import Kind

_HEADING_LIMIT = 110
"""Longest heading in characters; headlines of agencies stay well below."""

_END = re.compile(r"[.!?…:;,][\"'”’»)\]\s]*$")
_QUOTED = re.compile(r"^\s*(?:«[^«»]*»|“[^“”]*”|\"[^\"]*\")\s*[.!?…]?\s*$")
_LIST_ITEM = re.compile(r"^(?:[-–—•*·▪◦]\s+|\(?\d{1,2}[.)°]\s+(?=\S)|[a-z]\)\s+)")
_SPEECH = re.compile(r"^[-–—]\s+.*[.!?…»”\"]\s*$")

# Residue of web pages. Each pattern must fit the whole paragraph or its opening words together with its shape
# (short, no sentence of its own), because an article may well speak of cookies, comments and newsletters.
_RESIDUE_WHOLE = re.compile(
    r"""(?:
      (?:laissez?r?|laisser|poster|publier|ajouter|écrire)\s+(?:un|votre|mon)\s+commentaire(?:s)?(?:\s+annuler.*)?
    | (?:\d+\s+)?commentaires?(?:\s+fermés)?(?:\s*\(\d+\))?
    | annuler\s+la\s+réponse | répondre
    | (?:voir|lire|charger)\s+(?:les|plus\s+de)\s+commentaires
    | (?:partager|partagez)(?:\s+(?:cet|l['’]|cette|sur|via|par)\b.{0,60})?
    | (?:tweeter|imprimer|copier\s+le\s+lien|envoyer\s+par\s+e-?mail|facebook|twitter|whatsapp|linkedin|messenger)
    | (?:accepter|refuser|gérer|paramétrer)\s+(?:tous\s+)?(?:les\s+|mes\s+)?cookies
    | \(?\s*(?:avec|source\s*:)\s+(?:les\s+)?(?:agences?|afp|reuters|ap)
      (?:[\s,/&]+(?:et\s+)?(?:afp|reuters|ap|agences?))*\s*\)?
    | publicité | annonce | article\s+sponsorisé | contenu\s+sponsorisé
    | haut\s+de\s+page | retour\s+(?:en\s+haut|à\s+l['’]accueil) | sommaire
    | article\s+réservé\s+(?:à\s+nos|aux)\s+abonnés\.?
    | tous\s+droits\s+réservés\.?
    | temps\s+de\s+lecture\s*:?\s*\d+\s*(?:min(?:utes?)?|mn)\.?
    | (?:nom|prénom|e-?mail|site\s+web|commentaire)\s*\*
    )\s*[.!…:]?""",
    re.IGNORECASE | re.VERBOSE,
)
_RESIDUE_START = re.compile(
    r"""(?:
      votre\s+adresse\s+(?:e-?mail|électronique|de\s+messagerie)\s+ne\s+sera\s+pas\s+publiée
    | (?:les\s+)?champs\s+obligatoires\s*(?::|sont\s+(?:indiqués|marqués))
    | (?:à\s+)?(?:lire|voir|écouter|regarder|découvrir)\s+(?:aussi|également|encore)\s*[:>»|]
    | à\s+(?:lire|voir|écouter)\s*[:>»|]
    | sur\s+le\s+même\s+(?:sujet|thème)\b
    | notre\s+dossier\s*[:>»|]
    | (?:pour\s+aller\s+plus\s+loin)\s*[:>»|]
    | (?:inscrivez|abonnez)-vous\s+(?:à|gratuitement|pour|dès)\b
    | (?:recevez|retrouvez)\s+(?:chaque|tous\s+les|toute\s+l['’]actu|l['’]essentiel|notre|nos|le\s+meilleur)\b
    | suivez(?:-nous|\s+(?:nous|notre|toute\s+l['’]actualité|l['’]actualité|nos))\b
    | rejoignez-nous\b | téléchargez\s+(?:l['’]|notre\s+)application
    | (?:publié|mis\s+à\s+jour|modifié|posté)\s+(?:le|à|il\s+y\s+a|hier|ce|
      lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b
    | (?:enregistrer\s+mon\s+nom,?\s+mon\s+e-?mail)
    | (?:ce|notre)\s+site\s+utilise\s+(?:des\s+cookies|akismet)
    | en\s+(?:poursuivant\s+votre\s+navigation|continuant\s+(?:à|votre))
    | (?:©|copyright\b|\(c\)\s*\d{4})
    | crédits?\s*(?:photo)?\s*: | photo\s*:
    | mots[- ]clés\s*: | étiquettes?\s*: | tags?\s*: | catégories?\s*:
    | article\s+(?:précédent|suivant)\b
    | vous\s+avez\s+(?:repéré|trouvé)\s+une\s+erreur
    | cet\s+article\s+vous\s+a\s+(?:plu|intéressé)
    | ces\s+articles\s+(?:pourraient|peuvent)\s+vous\s+intéresser
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_RESIDUE_LIMIT = 220


def is_boilerplate(text: str) -> bool:
    """True when a paragraph is residue of a page rather than part of the article."""
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) > _RESIDUE_LIMIT:
        return False
    return bool(_RESIDUE_WHOLE.fullmatch(text) or _RESIDUE_START.match(text))


def is_heading(text: str) -> bool:
    """True when a paragraph is shaped like a heading: short, and no full stop at its end, or one whole quotation."""
    if len(text) > _HEADING_LIMIT or not any(c.isalpha() for c in text):
        return False
    if _QUOTED.match(text):
        return True
    return not _END.search(text) or (bool(re.search(r"[?!]\s*$", text)) and len(text) <= 70)


def is_list_item(text: str) -> bool:
    """True when a paragraph begins with a bullet or a number; a line of dialogue does not count."""
    return bool(_LIST_ITEM.match(text)) and not _SPEECH.match(text)


def kind_of(text: str, is_first: bool) -> Kind:
    """Kind of a plain-text paragraph by its shape alone."""
    if is_boilerplate(text):
        return Kind.BOILERPLATE
    if is_list_item(text):
        return Kind.LIST
    if is_heading(text):
        return Kind.TITLE if is_first else Kind.HEADING
    return Kind.PARAGRAPH
