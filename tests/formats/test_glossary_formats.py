from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_strategies import examples

from translate.errors import GlossaryError, LossyExport
from translate.formats import GlossaryFormat, export_glossary, load_format
from translate.glossary import Entry, Glossary, parse_glossary

FORMATS = ["glossary-csv", "glossary-tsv", "tbx", "tbx2"]

words = st.sampled_from(
    ["Maison-Blanche", "chef d’état-major", "élu", "e\u0301lu 😀", "ONU", "R&D <x>", '"a", b;', "l'eau"]
)
notes = st.sampled_from(["", "see « note »", 'a "quoted" word; with, commas', "politique", "<b>&amp;"])


@st.composite
def glossaries(draw: st.DrawFn) -> Glossary:
    sources = draw(st.lists(words, min_size=1, max_size=6, unique=True))
    lines = ["source\ttarget\tstatus\tcase\tmatch\tdomain\tnote"]
    for number, source in enumerate(sources):
        status = draw(st.sampled_from(["preferred", "forbidden", "keep"]))
        target = "" if status == "keep" else f"t{number}|variant {number}" * draw(st.just(1))
        case = draw(st.sampled_from(["smart", "sensitive", "insensitive"]))
        match = draw(st.sampled_from(["lemma", "exact"]))
        lines.append("\t".join([source, target, status, case, match, draw(notes), draw(notes)]))
    return parse_glossary("\n".join(lines))


def loaded(name: str) -> GlossaryFormat:
    format = load_format(name)
    assert isinstance(format, GlossaryFormat)
    return format


def carried(entry: Entry, format: GlossaryFormat) -> Entry | None:
    if entry.status == "keep" and format.entry_losses(entry):
        return None
    return entry if not format.entry_losses(entry) else replace(entry, case="smart", match="lemma")


def plain(entry: Entry) -> Entry:
    return replace(entry, line=0, id="")  # ids are counted anew when a row before has gone


@pytest.mark.parametrize("name", FORMATS)
@examples
@given(glossary=glossaries())
def test_what_the_format_carries_comes_back_equal(name: str, glossary: Glossary) -> None:
    format = loaded(name)
    kept = Glossary([k for e in glossary.entries if (k := carried(e, format)) is not None])
    if not kept.entries:
        return
    back = format.parse_entries(export_glossary(kept, format), "x")
    assert [plain(e) for e in back.entries] == [plain(e) for e in kept.entries]


@pytest.mark.parametrize("name", ["tbx", "tbx2"])
def test_losses_are_named(name: str) -> None:
    glossary = parse_glossary(
        "source\ttarget\tstatus\tcase\tmatch\nONU\tUN\tpreferred\tsensitive\texact\nLe Monde\t\tkeep\t\t\n"
    )
    with pytest.raises(LossyExport) as caught:
        export_glossary(glossary, loaded(name))
    for what in ("how capitals are matched", "inflected forms", "keep"):
        assert what in str(caught.value)
    back = loaded(name).parse_entries(export_glossary(glossary, loaded(name), lossy=True), "x")
    assert [(e.sources, e.targets) for e in back.entries] == [
        (("ONU",), ("UN",)),
        (("Le Monde",), ("Le Monde",)),
    ]


V3 = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader/><text><body>
<conceptEntry id="c1"><descrip type="subjectField">diplomatie</descrip>
<langSec xml:lang="en-US"><termSec><term>cease-fire</term></termSec>
<termSec><term>ceasefire</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
<termSec><term>truce</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>cessez-le-feu</term></termSec></langSec></conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="de"><termSec><term>Feuerpause</term></termSec></langSec></conceptEntry>
</body></text></tbx>"""


def test_a_foreign_term_base_orders_terms_by_their_status() -> None:
    first, second = loaded("tbx").parse_entries(V3.encode(), "x.tbx").entries
    assert (first.sources, first.targets, first.domain) == (
        ("cessez-le-feu",),
        ("ceasefire", "cease-fire"),
        "diplomatie",
    )
    assert (second.targets, second.status) == (("truce",), "forbidden")


V2 = """<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1"><langSet xml:lang="fr"><ntig><termGrp><term>Onu</term></termGrp></ntig></langSet>
<langSet xml:lang="en"><ntig><termGrp><term>UN</term></termGrp></ntig></langSet></termEntry></body></text></martif>"""


def test_version_2_reads_both_ways_to_write_a_term() -> None:
    (entry,) = loaded("tbx2").parse_entries(V2.encode(), "x.tbx").entries
    assert (entry.sources, entry.targets) == (("Onu",), ("UN",))


def test_a_term_base_that_contradicts_itself_is_refused_with_lines() -> None:
    terms = (
        "<langSec xml:lang='{}'><termSec><term>{}</term></termSec></langSec>".format(*pair)
        for pair in (("fr", "élu"), ("en", "member"), ("fr", "élu"), ("en", "official"))
    )
    concepts = "".join(
        f"<conceptEntry>{fr}{en}</conceptEntry>\n" for fr, en in zip(terms, terms, strict=True)
    )
    data = f"<tbx>\n{concepts}</tbx>"
    with pytest.raises(GlossaryError, match=r"x\.tbx:3: “élu”"):
        loaded("tbx").parse_entries(data.encode(), "x.tbx")


def test_csv_with_semicolons_and_quotes_and_the_lines_of_its_faults() -> None:
    data = 'français;anglais;note\nOnu;UN;"une note\nsur deux lignes"\nélu;;\n'
    with pytest.raises(GlossaryError, match=r"x\.csv:4: the target"):
        loaded("glossary-csv").parse_entries(data.encode(), "x.csv")
    glossary = loaded("glossary-csv").parse_entries(data.replace("élu;;\n", "").encode(), "x.csv")
    assert glossary.entries[0].note == "une note sur deux lignes"


def test_csv_in_another_encoding_is_named() -> None:
    with pytest.raises(GlossaryError, match="WINDOWS-1252"):
        loaded("glossary-csv").parse_entries("élu,member".encode("cp1252"), "x.csv")
