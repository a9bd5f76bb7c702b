"""What the model reads and what print wants; origins are exact for any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text import Mapped, fold, map_for_model, normalise_for_model, restore_english

tricky = st.text(
    st.sampled_from("aé’«» “”…\u00a0\u202f\u0301e:!<>/s term▁-–12\n\ufeff"), max_size=30
) | st.text(max_size=30)


@given(tricky)
def test_both_forms_agree_and_nothing_changes_twice(text: str) -> None:
    once = normalise_for_model(text)
    assert once == map_for_model(text).text
    assert normalise_for_model(once) == once


@given(tricky)
def test_origins_are_in_range_and_in_order(text: str) -> None:
    mapped = map_for_model(text)
    assert len(mapped.origins) == len(mapped.text)
    assert mapped.length == len(text)
    last = (0, 0)
    for start, end in mapped.origins:
        assert 0 <= start <= end <= len(text)
        assert start >= last[0]
        assert end >= last[1]
        last = (start, end)


@given(tricky, st.data())
def test_a_span_s_origin_holds_its_letters(text: str, data: st.DataObject) -> None:
    mapped = map_for_model(text)
    start = data.draw(st.integers(0, len(mapped.text)))
    end = data.draw(st.integers(start, len(mapped.text)))
    a, b = mapped.origin((start, end))
    letters = [c for c in mapped.text[start:end] if c.isascii() and c.isalnum()]
    assert all(c in text[a:b] for c in letters)


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("« L’Onu\u00a0»", '"L\'Onu"'),
        ("“Non”… dit-il\u00a0: oui\u202f!", '"Non"... dit-il: oui!'),
        ("e\u0301te\u0301", "été"),
        ("1\u202f000,5 – 3\u00a0%", "1 000,5 - 3 %"),
        ("\ufeffa\u200bb\u00adc", "abc"),
        ("<term>x</term>", "< term>x< /term>"),
        ("</s><PAD>", "< /s>< PAD>"),
        (">>en<< a", '"en" a'),
        ("Il a dit << non >>.", 'Il a dit "non".'),
        ("<<Non>>, dit-il.", '"Non", dit-il.'),
        ("▁a", "_a"),
        ("  a \n b  ", "a b"),
    ],
)
def test_model_form(text: str, model: str) -> None:
    assert normalise_for_model(text) == model


@given(
    st.text(max_size=20),
    st.sampled_from(["</s>", "<pad>", "<term>", "<as>", "</term>", "<unk>", "<S1>"]),
    st.text(max_size=20),
)
def test_no_control_token_survives(before: str, token: str, after: str) -> None:
    assert not re.search(
        r"</?(?:s\d?|pad|unk|term|as)>", normalise_for_model(before + token + after), re.IGNORECASE
    )


@pytest.mark.parametrize(
    ("english", "french", "print_form"),
    [
        ('He said: "no".', "Il a dit : « non ».", "He said: “no”."),
        ('He said: "no".', 'Il a dit : "non".', 'He said: "no".'),
        ('"A" and "B"', "“A” et “B”", "“A” and “B”"),
        ("It's the US's turn", "C’est le tour", "It’s the US’s turn"),
        ("It's 'not realistic', he says", "Ce n’est “pas réaliste”, dit-il", "It’s “not realistic”, he says"),
        ("The 'so-called' \"elite\"", "La soi-disant « élite »", "The 'so-called' “elite”"),
        ("'It's a \"no\"', they said", "« C’est un “non” », ont-ils dit", "'It’s a “no”', they said"),
        ("the workers' 'no' in the '90s", 'le "non" des ouvriers', "the workers' \"no\" in the '90s"),
        ("\"He said 'no' to us,\" he says.", "« Il dit “non” », dit-il.", "“He said 'no' to us,” he says."),
        (
            "He backs 'the workers' strike' here.",
            "Il soutient « la grève ».",
            "He backs 'the workers’ strike' here.",
        ),
        ("The workers' rights of the '90s", "Les « droits » ouvriers", "The workers’ rights of the '90s"),
        ("It's over", "C'est fini", "It's over"),
        ("12 % of it", "12 % de cela", "12% of it"),
        ("At 17:35 p.m., not 19 a.m.", "À 17 h 35, pas à 19 h.", "At 5:35 p.m., not 7 p.m."),
        ("At 11:35 a.m. in 2013 p.m.", "À 11 h 35 en 2013.", "At 11:35 a.m. in 2013 p.m."),
        ("secret talks", "Des pourparlers secrets", "Secret talks"),
        ("www.lemonde.fr is down, x@y.fr too", "Www.lemonde.fr", "www.lemonde.fr is down, x@y.fr too"),
        ("@user said", "@Untel l'a dit", "@user said"),
        ("On September 13 a.m.", "Le 13 septembre au matin", "On September 13 a.m."),
        ("Between 13 and 14 p.m.", "Entre 13 et 14 heures", "Between 13 and 14 p.m."),
        ("Il y a urgence; An Nahar reported", "Il y a urgence", "Il y a urgence; An Nahar reported"),
        ("An Nahar said an unidentified man", "An Nahar", "An Nahar said an unidentified man"),
        ('"secret" talks', "« Secrets », ces pourparlers", "“Secret” talks"),
        ("écoles first", "Écoles d'abord", "Écoles first"),
        ("iPhone sales", "Ventes d'iPhone", "iPhone sales"),
        ("secret talks", "des pourparlers secrets", "secret talks"),
        ("of them, two left", "12 d'entre eux", "of them, two left"),
        ("A English version of an plan", "Une version", "An English version of a plan"),
        ("“A open door” and a 11-day wait", "« Une porte », onze jours", "“An open door” and an 11-day wait"),
        ("a union, a Ukrainian, a unanimous vote", "un vote", "a union, a Ukrainian, a unanimous vote"),
        ("an historic day, a SIM card, vitamin A is", "un jour", "an historic day, a SIM card, vitamin A is"),
        (
            "Plan A arrived; options a and b; il a été",
            "Le plan A",
            "Plan A arrived; options a and b; il a été",
        ),
        ("Peace at last.", "Enfin la paix", "Peace at last"),
        ("Peace at last.", "Enfin la paix.", "Peace at last."),
        ("Back in the U.S.", "Retour aux États-Unis", "Back in the U.S."),
        ("Why ?", "Pourquoi ?", "Why?"),
    ],
)
def test_print_form(english: str, french: str, print_form: str) -> None:
    assert restore_english(english, french).text == print_form


@given(st.text(st.sampled_from("bc' \"?%,.12"), max_size=30), st.sampled_from(["", "«", "’", "."]))
def test_print_keeps_letters_and_origins(english: str, french: str) -> None:
    dressed = restore_english(english, french)
    assert [c for c in dressed.text if c.isalnum()] == [c for c in english if c.isalnum()]
    for i, (a, b) in enumerate(dressed.origins):
        if dressed.text[i].isalnum():
            assert english[a:b] == dressed.text[i]


def test_image_is_the_way_there() -> None:
    mapped = map_for_model("« L’Onu »")
    assert mapped.text[slice(*mapped.image((2, 7)))] == "L'Onu"
    assert Mapped.identity("abc").image((1, 1)) == (1, 1)


@given(st.text(st.sampled_from("ab' \"?%,.12"), max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_an_image_holds_what_touches_the_span(english: str, start: int, end: int) -> None:
    dressed = restore_english(english, "« 12 % »")
    a, b = dressed.image((start, end))
    touching = [i for i, (x, y) in enumerate(dressed.origins) if x < end and y > start]
    assert list(range(a, b)) == touching
    assert touching or a == sum(x < start for x, _ in dressed.origins)


def test_fold() -> None:
    assert fold("Œuvre") == fold("oeuvre")
    assert fold("L’Été") == "l'été"
