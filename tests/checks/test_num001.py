"""NUM001: the same number in another dress is no finding; another number always is one."""

import json
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.checks.base import Checker, Unit
from translate.checks.registry import load_rule
from translate.checks.rules import num001
from translate.checks.rules.num001.measures import parse_digits
from translate.checks.rules.num001.roman import parse_roman
from translate.checks.rules.num001.words import parse_numeral, write_english
from translate.glossary import Glossary
from translate.model import Finding

CHECKER = Checker([load_rule("NUM001")()], Glossary([]))
FR_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
EN_MONTHS = "January February March April May June July August September October November December".split()


def find(source: str, target: str) -> list[Finding]:
    return CHECKER.check(Unit(source, target))


def spans(source: str, target: str) -> list[tuple[str | None, str | None]]:
    """The words that each finding points at."""
    return [
        (f.source and source[slice(*f.source)], f.target and target[slice(*f.target)])
        for f in find(source, target)
    ]


SAME = [
    ("Évitez les départs entre 17 et 20 heures.", "Avoid leaving between 5 and 8 p.m."),
    ("Fermé de 20 h 30 à 8 h.", "Closed from 8:30 p.m. to 8 a.m."),
    ("Un retard de 1 h 30 à 5 heures.", "A delay of an hour and a half to five hours."),
    ("Mis à jour le 19/01 à 18 h 42.", "Updated on 01/19 at 6:42 p.m."),
    ("Fermé le 1er mai et le 14 juillet.", "Closed on May Day and Bastille Day."),
    ("Le bal du 14-Juillet.", "The Bastille Day ball."),
    ("La fête nationale et le jour de l’an.", "Bastille Day and New Year's Day."),
    ("Ouvert de 9 à 17 h.", "Open from 9 a.m. to 5 p.m."),
    ("Deux ou trois mois, entre 2 et 3 heures par jour.", "Two or three months, 2 to 3 hours a day."),
    ("Elles sont dix-huitièmes mondiales.", "They are ranked 18th in the world."),
    ("Je m’en fiche comme de l’an quarante.", "I couldn’t care less."),
    ("Un mille-feuille et deux cafés.", "A napoleon and two coffees."),
    ("Jamais deux sans trois.", "These things come in threes."),
    ("Une île disparaît toutes les cent minutes.", "An island disappears every hundred minutes."),
    ("Les mille lacs de Finlande.", "Finland’s lakes, its thousand lakes."),
    ("Sur cinq trimestres.", "Over five quarters."),
    (
        "Entre cent et quatre cents milliards d’étoiles.",
        "Between one hundred and four hundred billion stars.",
    ),
    ("Charles Ier demanda deux chemises.", "Charles I asked for two shirts."),
    ("Une carte au 1/25 000.", "A 1:25,000 map."),
    ("Un échange de quarante secondes.", "A forty-second rally."),
    ("Cela vaut quatre centimes d’euro.", "It is worth four euro cents."),
    ("Tirée à quatre épingles, elle entra.", "Dressed to the nines, she came in."),
    ("Il coupe les cheveux en quatre.", "He splits hairs."),
    ("En deux temps, trois mouvements, c’est vendu.", "It sells in no time at all."),
    ("Leur premier 45 tours.", "Their first single."),
    ("Au rugby à quinze, le troisième ligne pousse.", "In rugby union the back-row forward pushes."),
    ("Ma classe de quatrième et un élève de troisième.", "My eighth-graders and a ninth grader."),
    ("Le canapé est au sixième.", "The couch is on the seventh floor."),
    ("Leurs cent trente invités.", "Their hundred and thirty guests."),
    ("Cent soixante savants.", "Some hundred and sixty scholars."),
    ("Payer un milliard une start-up.", "To pay a billion for a start-up."),
    ("Ils ont échangé en 2015 cent deux enclaves.", "In 2015 they exchanged one hundred and two enclaves."),
    ("Record battu en 1 min 51 s 34.", "Record broken in 1:51.34."),
    ("Dans la nuit du 8 au 9 novembre.", "On the night of November 8."),
    ("Dans la nuit du 3 au 4 juillet 1976.", "On the night of July 3 to 4, 1976."),
    ("Vers l’an mil.", "Around the year 1000."),
    ("En mai 68, on lançait des pavés.", "In May '68 they were throwing cobblestones."),
    ("Trois demi-frères et une demi-douzaine de sœurs.", "Three half brothers and half a dozen sisters."),
    ("Un foyer de quatre personnes réduit de moitié ses déchets.", "A household of four halves its waste."),
    ("Trois sœurs jumelles.", "Triplets."),
    ("Une discipline en huit points.", "An eightfold discipline."),
    ("Cinquante ans après sa mort.", "Half a century after her death."),
    ("Le huitième de finale retour.", "The return leg of the round of 16."),
    ("Les huitièmes de finale commencent samedi.", "The round of 16 starts on Saturday."),
    ("Nuit du 8 au 9 novembre.", "Night of November 8."),
    ("Dans la nuit du 31 mai au 1er juin.", "On the night of May 31."),
    ("Au premier étage, puis au troisième étage.", "On the second floor, then on the fourth floor."),
    ("Au premier étage, puis au troisième étage.", "On the first floor, then on the third floor."),
    (
        "L’eau a atteint le premier étage, puis le 3e étage.",
        "The water reached the second story, then the fourth.",
    ),
    ("Trois demi-heures, quatre demi-journées.", "Ninety minutes, two days."),
    ("Trois demi-litres et trois demi-douzaines d’œufs.", "1.5 litres and eighteen eggs."),
    ("Il a fini en 2 h 1 min 51 s 34.", "He finished in 2:01:51.34."),
    ("En 4 min 30 s 2 000 billets sont partis.", "In 4 minutes 30 seconds 2,000 tickets went."),
    ("Les cent premiers jours.", "The hundred first days."),
    ("Ces cent équipes de deux personnes.", "These hundred two-person teams."),
    ("En seconde mi-temps, une douzaine de joueurs.", "In the second half a dozen players."),
    ("Une demi-centaine de gens.", "Half a hundred people."),
    ("En l’an mil neuf cent quatorze.", "In the year 1914."),
    ("Le mil et le sorgho.", "Millet and sorghum."),
    ("Au septième étage, un élève de quatrième.", "On the 8th floor, an 8th grader."),
    ("La deuxième ligne de métro.", "The second metro line."),
    ("Le relevé indique 1 000,5 litres.", "The reading shows 1,000.5 litres."),
    ("La foule comptait 10.000 personnes.", "The crowd numbered 10,000."),
    ("Il gagne 2 500 euros.", "He earns €2,500."),
    ("Un bénéfice de 2,66 G$, puis de 3 G€.", "A profit of $2.66 billion, then of €3bn."),
    ("Composez le 932-86-47.", "Call 932-8647."),
    ("Voir l’article 3 a. et le volume 3, p. 40.", "See Article 3 a. and Volume 3 p. 40."),
    ("Le contrat vaut 5 millions d’euros.", "The contract is worth EUR 5 million."),
    ("Il a payé 18 millions de francs suisses.", "He paid 18 million Swiss francs."),
    ("La dette atteint 3 000 milliards de dollars.", "The debt has reached $3 trillion."),
    ("La dette atteint 3 milliards.", "The debt has reached 3bn."),
    ("La séance s’ouvre à 20 h 30.", "The session opens at 8:30 p.m."),
    ("La séance s’ouvre à 20h30.", "The session opens at 20:30."),
    ("La séance s’ouvre à 8 heures du soir.", "The session opens at 8 p.m."),
    ("Il est parti à quatorze heures trente.", "He left at 2:30 p.m."),
    ("Il est parti à minuit moins le quart.", "He left at a quarter to midnight."),
    ("Le train a 1 h 30 de retard.", "The train is an hour and a half late."),
    ("Le train a une heure et demie de retard.", "The train is 90 minutes late."),
    ("Le film dure deux heures et six minutes.", "The film lasts two hours and six minutes."),
    ("Il a fini en 4 h 21'33''.", "He finished in 4 hours, 21 minutes and 33 seconds."),
    ("Le 1er mars, tout change.", "On March 1, everything changes."),
    ("Le dix-sept mars, tout change.", "On 17 March everything changes."),
    ("Du 3 au 5 juin 2024.", "From June 3 to 5, 2024."),
    ("Depuis le 11-Septembre.", "Since 9/11."),
    ("Publié le 14/03 à 06h30.", "Published March 14 at 6:30 a.m."),
    ("Depuis Mai 68.", "Since May 1968."),
    ("Les années 1990 furent calmes.", "The nineties were calm."),
    ("Dans les années 90.", "In the 1990s."),
    ("Une octogénaire s’est levée.", "A woman in her eighties stood up."),
    ("Au XXIe siècle.", "In the twenty-first century."),
    ("La Ve République.", "The Fifth Republic."),
    ("Charles III s’est tu.", "King Charles fell silent."),
    ("Une centaine de personnes.", "About a hundred people."),
    ("Une dizaine de personnes.", "About a dozen people."),
    ("Une vingtaine de millions.", "Some $20 million."),
    ("Des milliers de personnes.", "Thousands of people."),
    ("Un million et demi d’élèves.", "1.5 million pupils."),
    ("Un demi-million d’élèves.", "Half a million pupils."),
    ("Deux litres et demi par jour.", "Two and a half litres a day."),
    ("Les deux tiers des voix.", "Two-thirds of the vote."),
    ("La moitié des voix.", "50% of the vote."),
    ("Il revient dans quinze jours.", "He will be back in a fortnight."),
    ("Il revient dans huit jours.", "He will be back in a week."),
    ("Au cours des douze derniers mois.", "Over the past year."),
    ("De 86 à 132 millions de livres.", "From £86m to £132m."),
    ("Entre un et deux milliards d’euros.", "Between 1 billion and 2 billion euros."),
    ("La recherche gagne 4 millions, l’aide 35.", "Research gains 4 million, aid 35 million."),
    ("Neuf navires neufs.", "Nine new ships."),
    ("Le navire neuf est à quai.", "The new ship is in port."),
    ("Il a vu le chef des Cent-Gardes.", "He saw the head of the imperial guard."),
    ("Il se plie en quatre pour nous.", "He bends over backwards for us."),
    ("Mille mercis.", "Many thanks."),
    ("Un plan décidé entre quatre murs.", "A plan decided behind closed doors."),
    ("Un de ces quatre, on verra.", "One of these days we shall see."),
    ("La saison 2025-2026.", "The 2025-26 season."),
    ("L’article 81.3 et l’article 82.", "Article 81(3) and Article 82."),
    ("Appelez le 932-86-47.", "Call 932-8647."),
    ("La course fait 100 km.", "The race is 62 miles long."),
    ("À 62 km au large, à 33 km de fond.", "It was 62 km (39 miles) off the coast, 33 km (21 miles) down."),
    ("Le pieu est à environ 30 mètres.", "The stake is about 100 feet (30 m) away."),
    ("La zone couvre 15 000 km2.", "The area covers 15,000 square km (5,800 square miles)."),
    ("Des rafales de 220 km/h", "Gusts of 220 kph (137 mph)"),
    ("2,2 millions de km carrés d'océan", "2.2 million km2 of ocean"),
    ("par -6 °C", "at minus 6 degrees Celsius (21 Fahrenheit)"),
    ("Il fait 20 °C.", "It is 68°F."),
    ("La hausse est de 12 % et de 15 %.", "The rises are 12 and 15%."),
    ("En 24 heures une copie est arrivée.", "Within 24 hours a copy arrived."),
    ("Les deux ministres et un seul témoin.", "The ministers and a single witness."),
    ("Deux pays tiers sont visés.", "Two third countries are affected."),
    ("Il est venu mardi.", "He came."),
    ("« Non », dit-il.", "No, he said."),
    ("L’usine tourne 24 heures sur 24.", "The plant runs around the clock."),
    ("Ils étaient vingt-quatre.", "There were two dozen of them."),
    ("Rentre pour 21h00.", "Be home by nine o’clock."),
    ("Il est onze heures moins dix.", "It is ten minutes before eleven."),
    ("Des dizaines de milliers d’éleveurs.", "Tens of thousands of herders."),
    ("Plusieurs centaines de millions d’euros.", "Several hundred million euros."),
    ("Une baisse, puis une troisième.", "A cut, and then a third."),
    ("Un tiers des voix.", "A third of the vote."),
    ("Il l’a su dès le mois de mars.", "He knew as early as March."),
    ("Mai vient après avril.", "May comes after April."),
    ("Né le huit janvier 1950.", "Born on the eighth of January in 1950."),
    ("Ils reviendront en septembre.", "Ils reviendront en septembre."),
    ("Entre trois et cinq heures.", "Between 3 a.m. and 5 a.m."),
    ("Elle mesure 1 mètre 55.", "She is 155 centimetres tall."),
]


@pytest.mark.parametrize(("source", "target"), SAME, ids=[source for source, _ in SAME])
def test_same_number_in_another_form(source: str, target: str) -> None:
    assert spans(source, target) == []


DIFFERENT = [
    ("Fermé le 2 mai.", "Closed on May Day.", [("2 mai", None)], None),
    ("Partez entre 17 et 20 heures.", "Leave between 6 and 8 p.m.", [("17", "6")], "17"),
    ("L’inflation atteint 12 %.", "Inflation has hit 21%.", [("12 %", "21%")], "12%"),
    ("Le prix a baissé de 8 %.", "The price fell by $8.", [("8 %", "$8")], "8%"),
    ("Le loyer coûte 900 €.", "The rent costs 900.", [("900 €", "900")], "€900"),
    ("Il pèse 4 tonnes.", "It weighs 4 kilograms.", [("4 tonnes", "4 kilograms")], "4 tonnes"),
    ("La loi date du 1er mars.", "The law dates from March 11.", [("1er mars", "March 11")], "March 1"),
    (
        "Elle date du 4 juin 1994.",
        "It dates from 4 June 1949.",
        [("4 juin 1994", "4 June 1949")],
        "4 June 1994",
    ),
    ("En 1 min 51 s 34.", "In 1:51.43.", [("1 min 51 s 34", "1:51.43")], None),
    ("Coupé en quatre.", "Cut up.", [("quatre", None)], None),
    ("Une douzaine d’œufs.", "Half a dozen eggs.", [("douzaine", "dozen")], "twelve"),
    ("Il loge au sixième.", "He lives on the ninth floor.", [("sixième", "ninth")], "6th"),
    ("Il part à 7 h 15.", "He leaves at 7:15 p.m.", [("7 h 15", "7:15 p.m.")], "7:15 a.m."),
    ("La résolution 2254.", "Resolution 2245.", [("2254", "2245")], "2254"),
    ("Soixante-dix villages.", "Sixty villages.", [("Soixante-dix", "Sixty")], "Seventy"),
    ("Louis XIV régnait.", "Louis XVI reigned.", [("XIV", "XVI")], "XIV"),
    ("Au XXe siècle.", "In the 19th century.", [("XXe", "19th")], "20th"),
    ("L’usine a produit 75 000 voitures.", "It made 75.000 cars.", [("75 000", "75.000")], "75,000"),
    ("L’armée compte 3 milliards.", "The army has 3 million.", [("3 milliards", "3 million")], "3 billion"),
    ("Il y a deux navires.", "There are three ships.", [("deux", "three")], "two"),
    ("Il viendra mardi.", "He will come on Thursday.", [("mardi", "Thursday")], "Tuesday"),
    ("Il viendra en juin.", "He will come in July.", [("juin", "July")], "June"),
    ("Les années 1960.", "The 1970s.", [("années 1960", "1970s")], None),
    ("Une cinquantaine de maisons.", "About five houses.", [("Une cinquantaine", "five")], None),
    ("Un tiers des voix.", "Half of the vote.", [("Un tiers", "Half")], None),
    ("Le troisième tour.", "The fourth round.", [("troisième", "fourth")], "3rd"),
    ("Le premier tour.", "The second round.", [("premier", "second")], "1st"),
    ("Des milliers de morts.", "Millions of dead.", [("milliers", "Millions")], None),
    ("Il a agi en juin.", "He acted.", [("juin", None)], None),
    ("Le bénéfice est de 2,66 G$.", "The profit is 2.66 g.", [("2,66 G$", "2.66 g")], "$2.66 billion"),
    ("Une Suissesse de onze ans.", "A 10-year-old Swiss.", [("onze ans", "10-year-old")], "11-year-old"),
    ("Il part à 2 h 05.", "He leaves at 2:05 p. today.", [("2 h 05", "2:05 p.")], "2:05 a.m."),
    ("L’unité 29155 du GRU.", "The GRU’s unit 2915.", [("29155", "2915")], "29155"),
    (
        "En juin, elle valait 4,7 milliards.",
        "It was worth 4.7 million.",
        [("juin", None), ("4,7 milliards", "4.7 million")],
        None,
    ),
    (
        "Une amende de 300 000 dollars canadiens.",
        "A fine of 30,000 Canadian dollars.",
        [("300 000 dollars", "30,000 Canadian dollars")],
        None,
    ),
    ("Il vient tous les lundis.", "He comes on Tuesdays.", [("lundis", "Tuesdays")], "Mondays"),
    ("Ils sont 12500 soldats.", "They are 12,400 soldiers.", [("12500", "12,400")], "12,500"),
    ("Il y avait 45 blessés.", "People were hurt.", [("45", None)], None),
    ("Il y avait des blessés.", "There were 45 injured.", [(None, "45")], None),
    ("Il a vu 30 chars et 12 canons.", "He saw 13 tanks and 20 guns.", [("30", "13"), ("12", "20")], "30"),
]


# What excuses a number somewhere excuses it nowhere else.
NO_EXCUSE = [
    ("Une levée de 10 millions de dollars.", "A funding round of $20 million."),
    ("Une série de 5 licenciements.", "A round of 10 layoffs."),
    ("Un tour de 36 coups.", "A round of 72."),
    ("Sa troisième histoire.", "His fourth story."),
    ("Le Grand Prix compte 78 tours.", "The race has many laps."),
    ("La troisième ligne du tableau.", "The fourth line of the table."),
    ("Les quatre vérités du bouddhisme.", "The three truths of Buddhism."),
    ("Une barbe de trois jours.", "A four-day beard."),
    ("Le troisième étage.", "The ninth floor."),
    ("Dans la nuit du 8 au 9 novembre 1938.", "On the night of November 8."),
    ("Dans la nuit du 8 au 9 novembre 1938.", "On the night of November 8, 1983."),
    ("Dans la nuit du 8 au 9 novembre.", "On the night of November 4."),
    ("Dans la nuit du 31 mai au 1er juin.", "On the night of March 31."),
    ("Vers l’an mil.", "Around that time."),
]


@pytest.mark.parametrize(("source", "target"), NO_EXCUSE, ids=[target for _, target in NO_EXCUSE])
def test_an_excuse_has_its_bounds(source: str, target: str) -> None:
    assert find(source, target)


@pytest.mark.parametrize(
    ("source", "target", "expected", "suggestion"), DIFFERENT, ids=[d[0] for d in DIFFERENT]
)
def test_another_number(
    source: str, target: str, expected: Sequence[tuple[str | None, str | None]], suggestion: str | None
) -> None:
    found = find(source, target)
    got = spans(source, target)
    assert [t for _, t in got] == [t for _, t in expected]
    assert [s and s.removeprefix("Une ") for s, _ in got] == [
        s and s.removeprefix("Une ") for s, _ in expected
    ]
    if suggestion is not None:
        assert found[0].suggestion == suggestion
    assert all(f.rule == "NUM001" for f in found)


def test_suggestion_mends_what_was_found() -> None:
    for source, target, _, suggestion in DIFFERENT:
        finding = find(source, target)[0]
        if suggestion is None or finding.target is None or finding.suggestion is None:
            continue
        start, end = finding.target
        mended = target[:start] + finding.suggestion + target[end:]
        assert len(find(source, mended)) < len(find(source, target)), (source, mended)


def test_message_says_what_and_how() -> None:
    finding = find("L’inflation atteint 12 %.", "Inflation has hit 21%.")[0]
    assert finding.message == "'12 %' is not in the English, which has '21%' – write '12%'"


def test_french_months_and_days_are_named_in_english() -> None:
    assert find("Il a agi en juin.", "He acted.")[0].message.endswith("add 'June'")


@pytest.mark.parametrize(
    ("text", "words", "english"),
    [
        ("Quarante et un vols.", "Quarante et un", "41"),
        ("À 22 h 50, en mars.", "22 h 50", "22:50"),
        ("À 22 h 50, en mars.", "mars", "March"),
        ("À 22 h 50, en mars.", "en", None),
        ("Le XXe siècle.", "XXe", "20th"),
    ],
)
def test_a_number_of_the_french_is_written_in_english(text: str, words: str, english: str | None) -> None:
    start = text.index(words)
    assert num001.write_in_english(text, (start, start + len(words))) == english


def test_spans_hold_in_decomposed_text() -> None:
    source = "L’e\u0301te\u0301 dernier, 12 ble\u0301s."
    assert spans(source, "Last summer, 13 cornfields.") == [("12", "13")]


def test_example_of_the_page() -> None:
    example = json.loads((Path(num001.__file__).parent / "example.json").read_text(encoding="utf-8"))
    found = find(example["source"], example["target"])
    assert [
        {
            "rule": f.rule,
            "source": list(f.source or ()),
            "target": list(f.target or ()),
            "suggestion": f.suggestion,
        }
        for f in found
    ] == example["findings"]


# French number words, from the rules of the grammar and not from the reader's tables.
_UNITS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
)
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}


def spell_french(n: int) -> str:
    if n < 17:
        return _UNITS[n]
    if n < 20:
        return f"dix-{_UNITS[n - 10]}"
    if n < 70:
        tens, unit = divmod(n, 10)
        link = {0: "", 1: " et un"}.get(unit, f"-{_UNITS[unit]}")
        return _TENS[tens] + link
    if n < 80:
        return "soixante et onze" if n == 71 else f"soixante-{spell_french(n - 60)}"
    if n < 100:
        return "quatre-vingts" if n == 80 else f"quatre-vingt-{spell_french(n - 80)}"
    if n < 1000:
        hundreds, rest = divmod(n, 100)
        head = "cent" if hundreds == 1 else f"{_UNITS[hundreds]} cent{'s' * (rest == 0)}"
        return f"{head} {spell_french(rest)}" if rest else head
    for size, name in ((10**9, "milliard"), (10**6, "million")):
        if n >= size:
            count, rest = divmod(n, size)
            head = f"{spell_french(count)} {name}{'s' * (count > 1)}"
            return f"{head} {spell_french(rest)}" if rest else head
    thousands, rest = divmod(n, 1000)
    head = "mille" if thousands == 1 else f"{spell_french(thousands).removesuffix('s')} mille"
    if thousands % 10 in (3, 6) and thousands % 100 not in (13, 16):
        head = f"{spell_french(thousands)} mille"  # trois, six keep their own s
    return f"{head} {spell_french(rest)}" if rest else head


counts = st.one_of(st.integers(3, 120), st.integers(3, 9999), st.integers(3, 10**12 - 1))


@given(counts)
def test_french_words_say_what_digits_say(n: int) -> None:
    words = spell_french(n).replace("-", " ").split()
    numeral = parse_numeral(words, 0, "fr")
    assert numeral is not None
    assert (int(numeral.value), numeral.end) == (n, len(words))


@given(counts)
def test_words_against_digits(n: int) -> None:
    source = f"Il a compté {spell_french(n)} oiseaux."
    assert spans(source, f"He counted {n:,} birds.") == []
    assert spans(source, f"He counted {n + 1:,} birds.") != []


@given(st.integers(0, 99))
def test_english_words_read_back(n: int) -> None:
    words = write_english(n).split("-")
    numeral = parse_numeral(words, 0, "en")
    assert numeral is not None
    assert (int(numeral.value), numeral.end) == (n, len(words))


@given(st.integers(0, 10**12), st.integers(0, 999), st.sampled_from(" \u00a0\u202f"))
def test_grouping_and_decimal_marks(whole: int, thousandths: int, blank: str) -> None:
    english = f"{whole:,}.{thousandths:03}"
    french = english.replace(",", blank).replace(".", ",")
    assert parse_digits(french, "fr")[0] == parse_digits(english, "en")[0]
    assert spans(f"Il y en a {french}.", f"There are {english}.") == []


@given(st.dates(date(1000, 1, 1), date(2099, 12, 31)))
def test_dates(day: date) -> None:
    french = f"le {'1er' if day.day == 1 else day.day} {FR_MONTHS[day.month - 1]} {day.year}"
    name = EN_MONTHS[day.month - 1]
    for english in (
        f"{name} {day.day}, {day.year}",
        f"{day.day} {name} {day.year}",
        f"{day.isoformat()}",
        f"{day.day:02}/{day.month:02}/{day.year}",
    ):
        assert spans(f"Signé {french}.", f"Signed on {english}.") == []
    other = f"{name} {day.day % 28 + 1}, {day.year}"
    if day.day % 28 + 1 != day.day:
        assert len(spans(f"Signé {french}.", f"Signed on {other}.")) == 1


@given(st.times())
def test_times_of_day(at: time) -> None:
    half = "a.m." if at.hour < 12 else "p.m."
    source = f"Départ à {at.hour} h {at.minute:02}."
    assert spans(source, f"Departure at {at.hour % 12 or 12}:{at.minute:02} {half}") == []
    assert spans(source, f"Departure at {at.hour:02}:{at.minute:02}.") == []
    wrong = "p.m." if half == "a.m." else "a.m."
    assert len(spans(source, f"Departure at {at.hour % 12 or 12}:{at.minute:02} {wrong}")) == 1


@given(st.integers(2, 39))
def test_roman_centuries(n: int) -> None:
    tens, ones = divmod(n, 10)
    roman = "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]
    assert parse_roman(f"{roman}e") == (n, True)
    suffix = "th" if n in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    assert spans(f"Au {roman}e siècle.", f"In the {n}{suffix} century.") == []


@pytest.mark.parametrize("word", ["Inde", "Vers", "Vie", "I", "Il", "X", "IIII", "VX"])
def test_not_roman(word: str) -> None:
    assert parse_roman(word) is None


_text = st.text(
    st.sampled_from("0123456789.,:/-–%€$ \u00a0\u202f\n'’hae\u0301XVI½") | st.characters(codec="utf-8"),
    max_size=40,
)
_phrase = st.lists(
    st.sampled_from(
        "deux vingt cent mille millions heures et demie mars juin two hundred half past May a third".split()
    )
    | _text,
    max_size=8,
).map(" ".join)


@given(_phrase, _phrase)
def test_spans_are_inside_for_any_text(source: str, target: str) -> None:
    for finding in find(source, target):
        for span, text in ((finding.source, source), (finding.target, target)):
            if span is not None:
                assert 0 <= span[0] < span[1] <= len(text)


@given(st.lists(st.integers(2, 10**6), min_size=1, max_size=6), st.randoms())
def test_order_does_not_matter(numbers: list[int], random) -> None:
    source = "Il a vu " + " oiseaux puis ".join(map(str, numbers)) + " oiseaux."
    random.shuffle(numbers)
    assert spans(source, "He saw " + " birds, then ".join(f"{n:,}" for n in numbers) + " birds.") == []
