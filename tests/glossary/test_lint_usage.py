"""Which entries a corpus never needs."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from translate.glossary import parse_glossary
from translate.glossary.lint import count_usage, lint_usage

HEADER = "source\ttarget\tstatus\n"
GLOSSARY = parse_glossary(
    HEADER + "Conseil de sécurité\tSecurity Council\t\n"
    "Conseil de sécurité nationale\tNational Security Council\t\n"
    "otage\thostage\t\n"
    "Le Monde\t\tkeep\n"
    "otage\thost\tforbidden\n"
    "éventuel\teventual\tforbidden\n",
    "g",
)


def test_occurrences_are_counted_inflected_and_per_entry() -> None:
    usage = count_usage(GLOSSARY, ["Deux otages, un otage.", "Le Conseil de sécurité."])
    assert usage.texts == 2
    assert dict(usage.counts) == {"otage": 2, "conseil-de-securite": 1}
    assert usage.total == 3


def test_what_never_occurs_is_said_with_its_line() -> None:
    remarks = lint_usage(GLOSSARY, count_usage(GLOSSARY, ["Un otage lit le monde."]), "g")
    assert [(r.line, r.severity, r.rule, r.entry) for r in remarks] == [
        (2, "info", "unused", "conseil-de-securite"),
        (3, "info", "unused", "conseil-de-securite-nationale"),
        (5, "info", "unused", "le-monde"),
        (7, "info", "unused", "eventuel-not-eventual"),
    ]


def test_a_forbidden_row_is_needed_where_its_source_occurs() -> None:
    usage = count_usage(GLOSSARY, ["Un éventuel accord."])
    assert "eventuel-not-eventual" not in {r.entry for r in lint_usage(GLOSSARY, usage, "g")}


def test_an_entry_hidden_by_a_longer_one_is_told_apart() -> None:
    texts = ["Le Conseil de sécurité nationale siège.", "Le Conseil de sécurité nationale dément."]
    remarks = {r.entry: r.what for r in lint_usage(GLOSSARY, count_usage(GLOSSARY, texts), "g")}
    assert remarks["conseil-de-securite"] == (
        "“Conseil de sécurité” never occurs by itself in the corpus, "
        "but 2 times inside “Conseil de sécurité nationale” (line 3)"
    )
    assert remarks["otage"] == "“otage” never occurs in the corpus"


def test_a_corpus_is_read_once_and_not_kept() -> None:
    alive: list[int] = []

    def texts() -> Iterator[str]:
        for number in range(1000):
            alive.append(number)
            yield f"otage {number}"

    assert count_usage(GLOSSARY, texts()).counts["otage"] == len(alive) == 1000


@given(
    st.lists(
        st.sampled_from(["un otage ", "le Conseil de sécurité ", "nationale ", "Le Monde ", "rien ", "É"])
    )
)
def test_an_entry_is_unused_if_and_only_if_it_is_not_found(parts: list[str]) -> None:
    text = "".join(parts)
    usage = count_usage(GLOSSARY, [text])
    matched = {m.entry.id for m in GLOSSARY.find(text)}
    unused = {r.entry for r in lint_usage(GLOSSARY, usage, "g")} - {"eventuel-not-eventual"}
    assert matched | unused == {e.id for e in GLOSSARY.entries if e.status != "forbidden"}
    assert not matched & unused
    assert usage.total == len(GLOSSARY.find(text))
