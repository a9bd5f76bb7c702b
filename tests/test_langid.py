"""Language of a paragraph: no wrong answer, few missing ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from translate.langid import guess_language

NEWS = Path(__file__).parent.parent / "corpus" / "news" / "validation.jsonl"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le président de la République a reçu les ministres dans la matinée.", "fr"),
        ("The president of the republic received the ministers in the morning.", "en"),
        ("Der Präsident der Republik hat die Minister am Morgen empfangen und mit ihnen gesprochen.", "de"),
        (
            "El presidente de la República recibió a los ministros por la mañana, según fuentes del gobierno.",
            "es",
        ),
        (
            "Il presidente della Repubblica ha ricevuto i ministri nella mattinata e non ha parlato con la stampa.",
            "it",
        ),
        (
            "De president van de republiek heeft de ministers in de ochtend ontvangen en met hen gesproken.",
            "nl",
        ),
        ("Zelensky, Poutine, Biden, Macron, Scholz, Sunak, Meloni.", None),
        ("Oui.", None),
        ("", None),
        ("1 000 2 000 3 000 4 000 5 000 6 000", None),
    ],
)
def test_sentences(text: str, language: str | None) -> None:
    assert guess_language(text) == language


def test_news_sentences_are_told_apart() -> None:
    rows = [json.loads(line) for line in NEWS.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if len(row["fr"].split()) >= 12]
    french = [guess_language(row["fr"]) for row in rows]
    english = [guess_language(row["en"]) for row in rows]
    assert set(french) <= {"fr", None}
    assert set(english) <= {"en", None}
    assert french.count("fr") > 0.9 * len(rows)
    assert english.count("en") > 0.9 * len(rows)
