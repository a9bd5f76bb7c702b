"""Misspelt names are told from English forms and other transcriptions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.honour.names import find_misspelt_names

MISSPELT = [
    ("Le quartier du Grachtengordel.", "The Grtengordel district.", [("Grachtengordel", "Grtengordel")]),
    ("Il vit dans le Massachusetts.", "He lives in Masachusetts.", [("Massachusetts", "Masachusetts")]),
    ("Selon Ross, c'est fini.", "According to Rosss, it is over.", [("Ross", "Rosss")]),
    ("Le bureau de poste d'Obanazawa.", "The Obanawa post office.", [("Obanazawa", "Obanawa")]),
    ("Un port près de Halifax.", "A port near Halfiax.", [("Halifax", "Halfiax")]),
    ("Une ferme du Nebraska.", "A Mebraska farm.", [("Nebraska", "Mebraska")]),
    ("La décision de M. Rudd.", "Mr Ruddd's decision.", [("Rudd", "Ruddd")]),
    ("Le président Milošević est mort.", "President Mišević has died.", [("Milošević", "Mišević")]),
    (
        "L'actrice Angela Braithwaite et Purcell.",
        "The actress Agela Baithwaite and Pcell.",
        [("Angela", "Agela"), ("Braithwaite", "Baithwaite"), ("Purcell", "Pcell")],
    ),
]
RIGHT = [
    ("En Crimée, en Catalogne et en Ossétie.", "In Crimea, in Catalonia and in Ossetia."),
    ("Selon Platon, Aristote, Copernic et Cicéron.", "According to Plato, Aristotle, Copernicus and Cicero."),
    ("À Lougansk, Naplouse et Cracovie.", "In Luhansk, Nablus and Cracow."),
    ("Il vient de Grenade.", "He comes from Granada."),
    ("Le Dniepr, le Piémont et Encelade.", "The Dnieper, Piedmont and Enceladus."),
    ("Le président Rakhmon, au Nakhitchevan.", "President Rahmon, in Nakhchivan."),
    ("Les Alaouites de Voïvodine, selon Oussama.", "The Alawites of Vojvodina, according to Osama."),
    ("En Algérie et à Moscou.", "In Algeria and in Moscow."),
    ("Les Assyriens de Ligurie et la mer Caspienne.", "The Assyrians of Liguria and the Caspian Sea."),
    ("Le président Dmitri Krassikov.", "President Dmitry Krasikov."),
    ("Le Caucase et le port d'Odessa.", "The Caucasus and the port of Odesa."),
    ("Selon la Médiatrice européenne.", "According to the European Médiator."),
    ("Chez Ross, à Zarqa.", "At Ross’s, in Zarqa."),
    ("Grachtengordel est beau.", "Grtengordel is beautiful."),  # a first word may be none
    ("Avec Élodie Blot, sur l'Øresund.", "With Elodie Blot, on the Oresund."),
    ("Chez Othman et Lysandre.", "At Uthman's and Lysander's."),
    ("LE GRACHTENGORDEL EST BEAU", "THE GRTENGORDEL IS BEAUTIFUL"),
]


@pytest.mark.parametrize(("french", "english", "names"), MISSPELT, ids=[m[0] for m in MISSPELT])
def test_a_misspelt_name_is_found(french: str, english: str, names: list[tuple[str, str]]) -> None:
    found = find_misspelt_names(french, english)
    assert [(name.name, english[slice(*name.target)]) for name in found] == names
    assert all(french[slice(*name.source)] == name.name for name in found)


@pytest.mark.parametrize(("french", "english"), RIGHT, ids=[r[0] for r in RIGHT])
def test_what_can_be_explained_is_not_misspelt(french: str, english: str) -> None:
    assert find_misspelt_names(french, english) == []


def test_terms_are_left_out() -> None:
    french = "Selon Braithwaite, c'est fini."
    assert find_misspelt_names(french, "According to Baithwaite.", [(6, 17)]) == []


WORDS = st.sampled_from(
    ["Braithwaite", "Baithwaite", "Braithwaites", "Ross", "Rosss", "de", "le", "et", "Naïm", "12"]
)


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8))
def test_spans_are_true_and_no_word_is_named_twice(french: list[str], english: list[str]) -> None:
    source, target = " ".join(["Selon", *french]), " ".join(english)
    found = find_misspelt_names(source, target)
    assert [source[slice(*name.source)] for name in found] == [name.name for name in found]
    assert all(target[slice(*name.target)] in english for name in found)
    assert len({name.target for name in found}) == len(found)
