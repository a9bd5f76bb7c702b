"""The review page over HTTP: who is let in, what is escaped, and every action saved or refused with a reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_records import article, many, pair, texts
from starlette.testclient import TestClient

from translate.align import find_words
from translate.checks.registry import CODES, load_rule
from translate.glossary import parse_glossary
from translate.model import Pair, Record
from translate.records import read_records, write_records
from translate.review.app import make_app
from translate.review.desk import Desk
from translate.review.journal import Journal, journal_path
from translate.review.render import Mark, cut_pieces, make_rows
from translate.review.titles import rule_titles

TOKEN = "a-token-of-this-test"
GLOSSARY = parse_glossary("source\ttarget\nMaison Blanche\tWhite House\n", "glossary.tsv")
NASTY = '<script>alert(1)</script> & "quotes" \'</textarea><img src=x onerror=alert(2)>'


def records() -> list[Record]:
    return [
        pair("La Maison Blanche a dit non.", "The house said no."),
        pair(f"Il a écrit {NASTY}.", f"He wrote {NASTY}.", 1),
        pair("La Maison Blanche a dit non.", "The White House said no.", 2),
    ]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    file = tmp_path / "essai.jsonl"
    write_records(file, records())
    with Journal(journal_path([file])) as journal:
        yield Desk([file], GLOSSARY, journal, "ann")


def client_of(desk: Desk, **options: Any) -> TestClient:
    return TestClient(make_app(desk, TOKEN, **options), base_url="http://127.0.0.1:8000")


@pytest.fixture
def client(desk: Desk) -> TestClient:
    client = client_of(desk)
    assert client.get("/", params={"token": TOKEN}).status_code == 200
    client.headers["origin"] = "http://127.0.0.1:8000"
    return client


def act(
    client: TestClient, record: Record, version: int, action: str, text: str | None = None, **more: Any
) -> Any:
    body = {
        "id": record.id,
        "version": version,
        "action": action,
        "text": record.target if text is None else text,
    }
    return client.post("/act", json=body | {"comment": ""} | more)


# ------------------------------------------------------------------ who is let in


def test_the_token_becomes_a_cookie_that_other_sites_cannot_send(desk: Desk) -> None:
    client = client_of(desk)
    assert client.get("/").status_code == 403
    assert client.get("/", params={"token": "wrong"}).status_code == 403
    answer = client.get("/", params={"token": TOKEN}, follow_redirects=False)
    assert answer.status_code == 303
    assert TOKEN not in answer.headers["location"]
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""])
def test_other_host_names_are_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9000", "http://127.0.0.1"]
)
def test_only_the_page_itself_may_write(client: TestClient, desk: Desk, origin: str) -> None:
    record = records()[0]
    assert client.post("/act", json={}, headers={"origin": origin}).status_code == 403
    del client.headers["origin"]
    assert act(client, record, 0, "accept").status_code == 403
    assert desk.held(record.id).version == 0


def test_a_form_of_another_site_cannot_pose_as_json(client: TestClient) -> None:
    assert client.post("/act", content="{}", headers={"content-type": "text/plain"}).status_code == 400


def test_every_answer_forbids_inline_script_and_other_hosts(client: TestClient) -> None:
    for path in ("/", "/pair?id=" + records()[1].id, "/static/app.js", "/nowhere"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"


class _Page(HTMLParser):
    """What a browser would run, load or show in a field."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.risks: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.risks += [f"{tag} {name}" for name in names if name.startswith("on") or name == "style"]
        if tag in ("img", "iframe", "style") or (tag == "script" and not names.get("src")):
            self.risks.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action")]


def test_nothing_in_a_text_becomes_markup(client: TestClient) -> None:
    record = records()[1]
    answers = [client.get("/").text, client.get("/pair", params={"id": record.id}).text]
    answers.append(client.get("/", params={"text": NASTY, "term": NASTY, "rule": NASTY}).text)
    answers += act(client, record, 0, "edit", NASTY, comment=NASTY).json()["parts"].values()
    mark = {"side": "target", "span": [0, 8], "category": NASTY, "severity": "minor", "note": NASTY}
    answers += act(client, record, 1, "mark", NASTY, **mark).json()["parts"].values()
    answers += act(client, record, 0, "edit", "other " + NASTY).json()["parts"].values()
    answers.append(client.get("/pair", params={"id": record.id}).text)
    for answer in answers:
        page = _Page(answer)
        assert not page.risks
        assert all(address.startswith(("/", "#")) for address in page.addresses)


# ------------------------------------------------------------------ actions


def test_an_edit_is_checked_live_and_saved(client: TestClient, desk: Desk) -> None:
    record = records()[0]
    assert (
        "TERM001"
        in client.post("/check", json={"id": record.id, "text": record.target}).json()["parts"]["problems"]
    )
    better = "The White House said no."
    parts = client.post("/check", json={"id": record.id, "text": better}).json()["parts"]
    assert "TERM001" not in parts["problems"]
    assert 'class="term met' in parts["reading"]
    assert desk.held(record.id).version == 0
    answer = act(client, record, 0, "edit", better)
    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    assert (desk.held(record.id).text, desk.held(record.id).review.status) == (better, "unreviewed")
    act(client, record, 1, "accept", better)
    assert desk.held(record.id).review.status == "edited"


def test_accept_reject_comment_and_undo(client: TestClient, desk: Desk) -> None:
    record = records()[2]
    assert act(client, record, 0, "accept").json()["done"] == 1
    assert desk.held(record.id).review.status == "accepted"
    act(client, record, 1, "reject", comment="Not so.")
    assert (desk.held(record.id).review.status, desk.held(record.id).review.comment) == (
        "rejected",
        "Not so.",
    )
    undone = act(client, record, 2, "undo").json()
    assert (undone["version"], undone["comment"]) == (3, "")
    assert desk.held(record.id).review.status == "accepted"


def test_a_mark_follows_the_text_and_can_be_changed_and_dropped(client: TestClient, desk: Desk) -> None:
    record = records()[2]
    mark = {
        "side": "target",
        "span": [4, 15],
        "category": "Terminology/Wrong term",
        "severity": "minor",
        "note": "",
    }
    act(client, record, 0, "mark", **mark)
    act(client, record, 1, "edit", "Today the White House said no.")
    held = desk.held(record.id)
    assert [held.text[slice(*s.span)] for s in held.review.spans] == ["White House"]
    text = held.text
    act(client, record, 2, "mark", text, **(mark | {"index": 0, "span": [0, 5], "severity": "critical"}))
    (span,) = desk.held(record.id).review.spans
    assert (span.span, span.severity) == ((0, 5), "critical")
    act(client, record, 3, "unmark", text, index=0)
    assert desk.held(record.id).review.spans == ()


def test_a_mark_whose_words_were_deleted_says_what_they_were(
    client: TestClient, desk: Desk, tmp_path: Path
) -> None:
    record = records()[2]
    mark = {"side": "target", "span": [4, 15], "category": "Style/Awkward", "severity": "minor", "note": "Hm"}
    act(client, record, 0, "mark", **mark)
    act(client, record, 1, "mark", **(mark | {"span": [16, 20]}))  # a second mark, on "said"

    def marked() -> list[str]:
        held = desk.held(record.id)
        return [held.text[slice(*s.span)] for s in held.review.spans]

    # As autosaves have it: piece by piece, so that the last words that were seen are not the ones that were marked.
    for version, text in enumerate(("The White said no.", "The Wh said no.", "The said no."), 2):
        parts = act(client, record, version, "edit", text).json()["parts"]
    assert marked() == ["", "said"]
    assert "White House" in parts["errors"]
    assert "no longer in the text" in parts["errors"]
    assert "point" in parts["reading"]
    (deleted, _) = desk.held(record.id).review.spans
    change = {"index": 0, "span": list(deleted.span), "severity": "critical"}
    assert act(client, record, 5, "mark", "The said no.", **(mark | change)).status_code == 200

    out = tmp_path / "out.jsonl"
    desk.export(out)
    exported = {r.id: r.review for r in read_records(out)}[record.id]
    assert [s.comment for s in exported.spans] == ["deleted: “White House”; Hm", "Hm"]
    assert exported.spans[0].span == deleted.span
    assert desk.held(record.id).review.spans[0].comment == "Hm"

    # The words come back, elsewhere: so does the mark, as it is now.
    parts = act(client, record, 6, "edit", "No, said the White House.").json()["parts"]
    assert marked() == ["White House", "said"]
    assert desk.held(record.id).review.spans[0].severity == "critical"
    assert "no longer in the text" not in parts["errors"]

    # Of two marks that say the same, the right one goes, and the other still knows its words.
    act(client, record, 7, "edit", "No.")
    assert marked() == ["", ""]
    parts = act(client, record, 8, "unmark", "No.", index=0).json()["parts"]
    assert "White House" not in parts["errors"]
    assert "said" in parts["errors"]
    parts = act(client, record, 9, "undo").json()["parts"]
    assert "White House" in parts["errors"]


@pytest.mark.parametrize(
    "broken",
    [
        {"span": [0, 999]},
        {"span": [3, 3]},
        {"span": [True, 3]},
        {"span": "0-3"},
        {"side": "middle"},
        {"category": None},
        {"category": "  "},
        {"severity": "awful"},
        {"index": 0},
        {"index": -1},
        {"version": "0"},
        {"action": "explode"},
        {"text": "half a character \ud83d"},
    ],
)
def test_an_impossible_request_is_refused_and_changes_nothing(
    client: TestClient, desk: Desk, broken: dict[str, Any]
) -> None:
    record = records()[2]
    mark = {"side": "target", "span": [4, 15], "category": "Other", "severity": "minor", "note": ""}
    body = (
        {"id": record.id, "version": 0, "action": "mark", "text": record.target, "comment": ""}
        | mark
        | broken
    )
    answer = client.post("/act", content=json.dumps(body), headers={"content-type": "application/json"})
    assert answer.status_code in (400, 500)
    assert answer.json()["message"]
    assert desk.held(record.id).version == 0


def test_the_second_of_two_savers_is_told_and_shown_both(client: TestClient, desk: Desk) -> None:
    record = records()[0]
    act(client, record, 0, "edit", "The first text.")
    answer = act(client, record, 0, "accept", "The second text.")
    assert answer.status_code == 409
    shown = re.sub("<[^>]+>", "", answer.json()["parts"]["conflict"])
    assert "The first text." in shown
    assert "The second text." in shown
    assert desk.held(record.id).text == "The first text."
    version = answer.json()["version"]
    assert act(client, record, version, "accept", "The second text.").status_code == 200
    assert desk.held(record.id).text == "The second text."


def test_a_form_sent_twice_is_saved_once(client: TestClient, desk: Desk) -> None:
    record = records()[0]
    first, second = (act(client, record, 0, "accept", "Once.").json()["version"] for _ in range(2))
    assert first == second == 1


def test_reviewed_sentences_are_offered_for_the_same_french(client: TestClient) -> None:
    first, _, third = records()
    assert "No reviewed sentence" in client.get("/pair", params={"id": third.id}).text
    act(client, first, 0, "accept", "The White House refused.")
    page = client.get("/pair", params={"id": third.id}).text
    assert "The White House refused." in page
    assert re.search(r'class="match exact">100', page)


def test_export_by_button_and_by_download(client: TestClient, tmp_path: Path) -> None:
    before = (tmp_path / "essai.jsonl").read_bytes()
    act(client, records()[0], 0, "accept")
    answer = client.post("/export", json={})
    assert "3 records" in answer.json()["message"]
    written = tmp_path / "reviewed" / "essai.jsonl"
    assert client.get("/export.jsonl").text == written.read_text(encoding="utf-8")
    assert [r.review.status for r in read_records(written)] == ["accepted", "unreviewed", "unreviewed"]
    assert (tmp_path / "essai.jsonl").read_bytes() == before


# ------------------------------------------------------------------ the queue and the way through it


def test_filters_and_neighbours_are_those_of_the_queue(client: TestClient) -> None:
    first, second, _ = records()
    page = client.get("/", params={"rule": "TERM001"}).text
    assert first.id.replace(":", "%3A") in page
    assert second.id.replace(":", "%3A") not in page
    page = client.get("/pair", params={"id": second.id, "sort": "document"}).text
    links = re.findall(r'rel="(prev|next)" href="([^"]+)"', page)
    assert [(rel, href.rsplit("%3A")[1]) for rel, href in links] == [("prev", "0"), ("next", "2")]
    assert all("sort=document" in href for _, href in links)


def test_a_document_opens_at_its_first_undecided_paragraph(client: TestClient, desk: Desk) -> None:
    def opened() -> str:
        answer = client.get("/document", params={"name": "essai"}, follow_redirects=False)
        assert answer.status_code == 303
        return str(parse_qs(urlsplit(answer.headers["location"]).query)["id"][0])

    assert opened() == desk.ids[0]
    act(client, records()[0], 0, "accept")
    assert opened() == desk.ids[1]
    for record in records()[1:]:
        act(client, record, 0, "reject")
    assert opened() == desk.ids[0]
    assert client.get("/document", params={"name": "none"}, follow_redirects=False).headers["location"] == "/"


def test_the_page_is_told_how_much_is_still_unchecked(client: TestClient, desk: Desk) -> None:
    assert client.get("/pending").json() == {"pending": 0}  # the fixture has asked for the queue
    act(client, records()[0], 0, "edit", "Another house.")
    assert client.get("/pending").json() == {
        "pending": 3
    }  # an edit concerns all that follows in its document
    assert desk.findings.work(desk.ids, monotonic() + 60)
    assert client.get("/pending").json() == {"pending": 0}


def test_the_rules_of_the_filter_have_their_titles() -> None:
    assert rule_titles() == [(code, load_rule(code).title) for code in CODES]


def test_an_unknown_paragraph_leads_to_the_queue(client: TestClient) -> None:
    answer = client.get("/pair", params={"id": "gone:0:00000000"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert act(client, pair("Rien.", "Nothing.", document="gone"), 0, "accept").status_code == 404


@pytest.mark.parametrize("page", ["-1", "999999", "x", "٣", "1" * 40])
def test_a_senseless_page_number_is_the_nearest_one(client: TestClient, page: str) -> None:
    assert client.get("/", params={"page": page}).status_code == 200


@pytest.mark.slow
def test_twenty_thousand_records_open_at_once_and_scroll(tmp_path: Path) -> None:
    import time

    file = tmp_path / "many.jsonl"
    write_records(file, many(20_000))
    with Journal(journal_path([file])) as journal:
        desk = Desk([file], GLOSSARY, journal, "ann")
        client = client_of(desk)
        for path in ("/?token=" + TOKEN, "/?page=200", "/pair?id=" + desk.ids[9_999]):
            start = time.perf_counter()
            assert client.get(path).status_code == 200
            # Two seconds on a quiet machine; continuous integration is not one.
            assert time.perf_counter() - start < 6


# ------------------------------------------------------------------ pieces


@given(texts, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_pieces_are_the_text_and_name_every_mark(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [
        Mark(f"e{i}", (min(a, b, len(text)), min(max(a, b), len(text))), "error-span", "")
        for i, (a, b) in enumerate(spans)
    ]
    pieces = cut_pieces(text, (0, len(text)), marks, find_words(text), "t")
    assert "".join(piece.text for piece in pieces) == text
    for mark in marks:
        covered = "".join(piece.text for piece in pieces if mark.id in piece.marks.split())
        assert covered == text[slice(*mark.span)]


@given(texts, texts, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4))
def test_rows_hold_every_word_of_both_texts(source: str, target: str, cuts: list[tuple[int, int]]) -> None:
    pairs = [
        Pair((a, min(a + 5, len(source))), (b, min(b + 5, len(target))))
        for a, b in cuts
        if a < len(source) and b < len(target)
    ]
    rows = make_rows(source, target, pairs, ([], []))
    for text, cells in ((source, [r.source for r in rows]), (target, [r.target for r in rows])):
        shown = {
            cell.start + i: c for cell in cells for i, c in enumerate("".join(p.text for p in cell.pieces))
        }
        assert {i: c for i, c in enumerate(text) if not c.isspace()}.items() <= shown.items()


def test_words_are_linked_on_both_sides() -> None:
    record = article("mediation-caucase")[1]
    rows = make_rows(record.source, record.target, record.pairs, ([], []))
    pieces = {p.word: p for row in rows for cell in (row.source, row.target) for p in cell.pieces if p.word}
    linked = [piece for piece in pieces.values() if piece.links]
    assert len(linked) > 20
    for piece in linked:
        assert all(piece.word in pieces[other].links.split() for other in piece.links.split())
