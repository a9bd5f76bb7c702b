"""The review page in a real browser, on a real server that is killed in the middle of the work."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from review_records import ROOT, article, pair

from translate.records import read_records, write_records

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium: apt-get install chromium"),
]

RECORDS = [
    pair("Pourparlers à Genève", "Talks in Geneva"),
    pair("La Maison Blanche n’a rien dit lundi.", "The House said nothing on Monday.", 1),
    pair("Deux émissaires sont arrivés.", "Two envoys have arrived.", 2),
    pair("Une quarantaine de prisonniers seraient libres.", "Some forty prisoners are free.", 3),
]
PAIR = RECORDS[1].id
"""A term of the glossary is not met."""


@contextmanager
def server(file: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command as a user starts it, and the address that it prints."""
    glossary = file.with_name("glossary.tsv")
    glossary.write_text("source\ttarget\nMaison Blanche\tWhite House\némissaire\tenvoy\n", encoding="utf-8")
    command = [sys.executable, "-m", "translate", "review", str(file), "-g", str(glossary), "--no-browser"]
    command += ["--reviewer", "ann", *options]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    # As root, as in a container, Chromium runs only without its sandbox.
    options = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A window that fails the test on any script error, blocked resource or request to elsewhere."""
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on(
        "request",
        lambda request: None if "://127.0.0.1:" in request.url else complaints.append(f"asked {request.url}"),
    )
    page.complaints = complaints
    yield page
    context.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "essai.jsonl"
    write_records(path, RECORDS)
    return path


def ready(page: Any) -> None:
    """Wait until the page listens to keys."""
    page.wait_for_selector("body.on-pair[data-ready]")


def saved(page: Any) -> None:
    # The page's policy forbids evaluating strings, playwright's wait_for_function included.
    sync_api.expect(page.locator("#saving")).to_have_text("saved")


def test_a_review_survives_a_killed_server_and_is_exported(page: Any, file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    with server(file) as (process, address):
        page.goto(address)
        assert "token" not in page.url
        page.locator(".rows a", has_text="¶ 2").first.click()
        ready(page)
        assert page.locator("main").get_attribute("data-id") == PAIR
        findings = page.locator(".findings li")
        assert "TERM001" in findings.all_inner_texts()[0]
        count = findings.count()

        page.keyboard.press("e")
        text = page.locator("#edit").input_value()
        page.locator("#edit").fill(text.replace("The House", "The White House"))
        sync_api.expect(findings).to_have_count(count - 1)
        saved(page)
        page.keyboard.press("Escape")

        # The first French word by keyboard, two words long, marked as an error.
        page.keyboard.press("w")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press("m")
        assert page.locator("#marking-side").inner_text() == "in the French"
        quote = page.locator("#marking-quote").inner_text()
        page.locator("#category").select_option("Style/Register")
        page.locator("#marking-comment").press("Enter")
        page.wait_for_selector(".errors li")
        assert quote in page.locator(".errors q").inner_text()
        page.keyboard.press("a")
        page.wait_for_selector("#status .edited")
        saved(page)
        process.kill()

    with server(file) as (_, address):
        page.goto(address)
        assert page.locator("#done").inner_text() == "1"
        page.goto(address.split("?")[0] + "pair?id=" + PAIR)
        assert "The White House" in page.locator("#edit").input_value()
        assert page.locator(".errors q").inner_text() == quote
        assert page.locator("#status .edited").count() == 1
        page.locator("#export").click()
        page.locator("#export-write").click()
        sync_api.expect(page.locator("#toast")).to_contain_text("4 records written")

    records = {record.id: record for record in read_records(tmp_path / "reviewed" / "essai.jsonl")}
    review = records[PAIR].review
    assert len(records) == 4
    assert (review.status, review.reviewer) == ("edited", "ann")
    assert review.edited is not None
    assert "The White House" in review.edited
    (span,) = review.spans
    assert records[PAIR].source[slice(*span.span)] == quote
    assert (span.side, span.category, span.severity) == ("source", "Style/Register", "major")
    assert file.read_bytes() == before
    assert not page.complaints


ARTICLE = """Pourparlers à Genève

La Maison Blanche n’a rien dit lundi.

Deux émissaires sont arrivés mardi.
"""
ENGLISH = {
    0: "Talks in Geneva",
    1: "The White House said nothing on Monday.",
    2: "Two envoys arrived on Tuesday.",
}


def documented_steps() -> list[str]:
    """Commands of the page on reviewing; the README shows the same, where it shows the whole way."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("docs/review.md", "README.md")]
    blocks = [block for text in texts for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL)]
    whole = [block for block in blocks if "bitexte translate" in block and "bitexte review" in block]
    steps = [[line.removeprefix("$ ") for line in block.splitlines()] for block in whole]
    assert all(other == steps[0] for other in steps)
    return steps[0]


@pytest.mark.model
def test_a_person_can_follow_the_documentation(page: Any, tmp_path: Path) -> None:
    """Translate, review, correct, export to XLIFF and TMX, and check, command by command as documented."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "glossary.tsv").write_text(
        "source\ttarget\nMaison Blanche\tWhite House\némissaire\tenvoy\n", encoding="utf-8"
    )
    opened = tmp_path / "opened"
    shown = tmp_path / "browser"
    shown.write_text(f'#!/bin/sh\necho "$1" > {opened}.part && mv {opened}.part {opened}\n', encoding="utf-8")
    shown.chmod(0o755)
    bitexte = tmp_path / "bin" / "bitexte"
    bitexte.parent.mkdir()
    bitexte.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m translate "$@"\n', encoding="utf-8")
    bitexte.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{bitexte.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "BROWSER": f"{shown} %s",
    }

    translate, review, *rest = documented_steps()
    run = {"cwd": tmp_path, "env": environment, "shell": True, "text": True}
    done = subprocess.run(translate, capture_output=True, check=False, **run)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stderr

    # "exec", so that the process that is stopped below is the server and not the shell around it.
    serving = subprocess.Popen(f"exec {review}", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **run)  # type: ignore[call-overload]
    try:
        until = monotonic() + 30
        while not opened.exists():
            assert monotonic() < until, "no browser was opened"
            sleep(0.05)
        page.goto(opened.read_text(encoding="utf-8").strip())
        page.locator("select[name=sort]").select_option("document")
        page.locator(".rows .where a").first.click()
        for number, english in ENGLISH.items():
            page.wait_for_selector(f"main[data-id^='article:{number}:']")
            ready(page)
            page.keyboard.press("e")
            if "White House" in english:  # whatever the model made of it: a fault is seen, and seen to go
                page.locator("#edit").fill("The House said nothing on Monday.")
                sync_api.expect(page.locator(".findings code", has_text="TERM001")).to_have_count(1)
            page.locator("#edit").fill(english)
            sync_api.expect(page.locator(".findings li")).to_have_count(0)
            page.keyboard.press("Control+Enter")
        sync_api.expect(page.locator("#toast")).to_contain_text("Every paragraph is decided")
        sync_api.expect(page.locator("#done")).to_have_text(str(len(ENGLISH)))
        page.locator("#export").click()
        page.locator("#export-write").click()
        sync_api.expect(page.locator("#toast")).to_contain_text("3 records written")
    finally:
        serving.send_signal(signal.SIGINT)
        serving.wait(timeout=20)

    for command in rest:
        done = subprocess.run(command, capture_output=True, check=False, **run)  # type: ignore[call-overload]
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert "3 segments: no findings" in done.stdout, done.stdout
    for name in ("article.xlf", "article.tmx"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert all(english in text for english in ENGLISH.values()), name
    assert not page.complaints


def test_offsets_of_a_selection_count_code_points(page: Any, tmp_path: Path) -> None:
    text = "😀 cafe\u0301 𝔘𝔫 A secret <b>mediation</b> & more"
    file = tmp_path / "emoji.jsonl"
    write_records(file, [replace(pair("Une médiation secrète", text), pairs=())])
    with server(file) as (_, address):
        page.goto(address)
        page.locator(".rows a").click()
        ready(page)
        cell = page.locator("#reading [data-side=target]")
        assert cell.evaluate("cell => cell.textContent") == text
        for word in ("secret", "𝔘𝔫", "more"):
            page.locator("#reading [data-side=target] .w", has_text=word).dblclick()
            page.keyboard.press("m")
            page.locator("#marking .primary").click()
            page.wait_for_selector(f".errors q:text-is('{word}')")
        # In the field, and with the text changed before the marks: they follow it.
        page.locator("#edit").fill("🇫🇷 " + text)
        saved(page)
        assert page.locator(".errors q").all_inner_texts() == ["secret", "𝔘𝔫", "more"]
    assert not page.complaints


def test_the_second_of_two_windows_is_shown_both_versions(page: Any, file: Path) -> None:
    with server(file) as (_, address):
        page.goto(address)
        place = address.split("?")[0] + "pair?id=" + PAIR
        other = page.context.new_page()
        page.goto(place)
        other.goto(place)
        ready(other)
        page.locator("#edit").fill("First window.")
        saved(page)
        other.locator("#edit").fill("Second window.")
        other.wait_for_selector("#conflict[open]")
        shown = other.locator("#conflict").inner_text()
        assert "First window." in shown
        assert "Second" in shown
        other.locator("#keep-mine").click()
        saved(other)
        page.reload()
        assert page.locator("#edit").input_value() == "Second window."


def test_text_typed_while_the_server_is_down_is_saved_when_it_is_back(page: Any, file: Path) -> None:
    with server(file) as (process, address):
        page.goto(address)
        place = address.split("?")[0] + "pair?id=" + PAIR
        page.goto(place)
        ready(page)
        process.kill()
        process.wait()
        page.locator("#edit").fill("Typed into the void.")
        sync_api.expect(page.locator("#saving")).to_have_text("not saved")
        sync_api.expect(page.locator("#toast")).to_contain_text("does not answer")
    with server(file) as (_, address):
        # The command opens a window of its own, and the old one finds the server where it was.
        assert place.startswith(address.split("?")[0])
        other = page.context.new_page()
        other.goto(address)
        sync_api.expect(page.locator("main")).to_have_attribute("data-version", "1", timeout=15_000)
        saved(page)
        page.reload()
        assert page.locator("#edit").input_value() == "Typed into the void."


def test_text_that_reached_no_server_is_restored_by_its_window(page: Any, file: Path) -> None:
    with server(file) as (process, address):
        page.goto(address)
        place = address.split("?")[0] + "pair?id=" + PAIR
        page.goto(place)
        ready(page)
        process.kill()
        process.wait()
        page.locator("#edit").fill("Typed into the void.")
        sync_api.expect(page.locator("#saving")).to_have_text("not saved")
        page.on("dialog", lambda dialog: dialog.accept())  # leaving would lose the text: the browser asks
        page.goto("about:blank")
    with server(file) as (_, address):
        page.goto(address)
        page.goto(place)
        sync_api.expect(page.locator("main")).to_have_attribute("data-version", "1")
        page.reload()
        assert page.locator("#edit").input_value() == "Typed into the void."


def test_back_leads_to_the_paragraph_just_accepted(page: Any, file: Path) -> None:
    """In a queue by need an accepted paragraph goes to the end: back is where the reader was, not what lies before."""
    with server(file) as (_, address):
        page.goto(address)
        page.locator(".rows .where a").first.click()
        seen = []
        for _ in range(3):
            ready(page)
            seen.append(page.locator("main").get_attribute("data-id"))
            with page.expect_navigation():
                page.keyboard.press("Control+Enter")
        assert len(set(seen)) == 3
        for id in reversed(seen):
            ready(page)
            page.keyboard.press("k")
            page.wait_for_selector(f"main[data-id='{id}']")
        for id in seen[1:]:
            ready(page)
            page.keyboard.press("j")
            page.wait_for_selector(f"main[data-id='{id}']")
    assert not page.complaints


def test_typing_is_undone_in_one_go_and_a_mark_outlives_its_words(page: Any, file: Path) -> None:
    with server(file) as (_, address):
        page.goto(address)
        page.goto(address.split("?")[0] + "pair?id=" + PAIR)
        ready(page)
        edit, quote = page.locator("#edit"), page.locator(".errors q")
        page.locator("#reading [data-side=target] .w", has_text="nothing").dblclick()
        page.keyboard.press("m")
        page.locator("#marking .primary").click()
        sync_api.expect(quote).to_have_text("nothing")
        for text in ("The House said noth on Monday.", "The House said on Monday.", "The House said it."):
            edit.fill(text)
            saved(page)
            sync_api.expect(page.locator("#edit")).to_have_value(text)
        sync_api.expect(page.locator(".errors .note").first).to_contain_text("no longer in the text")
        sync_api.expect(quote).to_have_text("nothing")
        sync_api.expect(page.locator("#reading .point")).to_have_count(1)
        page.keyboard.press("Escape")
        page.keyboard.press("u")
        sync_api.expect(edit).to_have_value(RECORDS[1].target)
        sync_api.expect(page.locator("#reading .point")).to_have_count(0)
        page.keyboard.press("U")
        sync_api.expect(edit).to_have_value("The House said it.")
        page.keyboard.press("u")
        page.keyboard.press("u")
        sync_api.expect(quote).to_have_count(0)
    assert not page.complaints


def test_pointing_at_a_word_lights_up_its_links(page: Any, tmp_path: Path) -> None:
    file = tmp_path / "delta.jsonl"
    records = article()[:1]
    write_records(file, records)
    (a, b, c, d) = records[0].pairs[0].words[0]
    with server(file) as (_, address):
        page.goto(address)
        page.locator(".rows a").click()
        ready(page)
        page.locator("#reading [data-side=source] .w", has_text=records[0].source[a:b]).first.hover()
        lit = page.locator("#reading [data-side=target] .linked")
        assert records[0].target[c:d] in lit.all_text_contents()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_legible_and_nothing_is_cut_off(browser: Any, file: Path, scheme: str) -> None:
    """Contrast to WCAG AA on both pages, and no sideways scrolling on a tablet held upright."""
    with server(file) as (_, address):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 768, "height": 1024})
        page = context.new_page()
        page.goto(address)
        for path in ("", *("pair?id=" + record.id for record in RECORDS[1:])):
            page.goto(address.split("?")[0] + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert page.evaluate(CONTRAST) == []
        context.close()


CONTRAST = """() => {
  const rgb = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const lum = ([r, g, b]) => { const f = (v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  const bad = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !e.checkVisibility()) continue;
    if (e.closest("script, option, datalist")) continue;
    const a = lum(rgb(getComputedStyle(e).color)), b = lum(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) bad.push(`${e.className || e.tagName}: ${ratio.toFixed(2)}`);
  }
  return bad;
}"""


def test_the_keys_do_what_the_overlay_says(page: Any, tmp_path: Path) -> None:
    file = tmp_path / "essai.jsonl"
    numbers = pair("Ils étaient 22 000 lundi.", "They were 2,000 on Monday.", 9)
    write_records(file, [*RECORDS, numbers])
    with server(file) as (_, address):
        page.goto(address)
        page.goto(f"{address.split('?')[0]}pair?sort=document&id={numbers.id}")
        ready(page)
        page.keyboard.press("?")
        assert "next problem" in page.locator("#keys").inner_text()
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        assert "".join(page.locator("#reading .shown").all_text_contents()) == "22 0002,000"
        page.keyboard.press("f")
        page.keyboard.press("Escape")
        saved(page)
        sync_api.expect(page.locator(".findings li")).to_have_count(0)
        assert page.locator("#edit").input_value() == "They were 22,000 on Monday."
        page.keyboard.press("d")
        assert page.locator("#diff ins").inner_text() == "22"
        page.keyboard.press("x")
        page.wait_for_selector("#status .rejected")
        page.keyboard.press("u")
        page.wait_for_selector("#status .unreviewed")
        page.keyboard.press("c")
        page.keyboard.type("Says j, k and x.")
        # While typing, with the comment not saved yet: it goes along.
        page.keyboard.press("Control+Enter")
        sync_api.expect(page.locator("#toast")).to_contain_text("last one")
        page.keyboard.press("Escape")
        page.keyboard.press("k")
        page.wait_for_selector(f"main[data-id='{RECORDS[3].id}']")
        page.go_back()
        ready(page)
        assert page.locator("#comment").input_value() == "Says j, k and x."
        assert page.locator("#status .edited").count() == 1
    assert not page.complaints
