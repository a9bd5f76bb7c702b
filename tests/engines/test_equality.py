"""The two engines are one model: the same hypotheses, scores and attention in fp32."""

from __future__ import annotations

import numpy as np
import pytest

from translate.engines import Decoding, Engine, Request
from translate.engines.base import mean
from translate.errors import EngineError

pytestmark = pytest.mark.model

SENTENCES = """Le ministre des Affaires étrangères est arrivé lundi à Genève.
La Maison Blanche a démenti l'information dans la soirée.
Selon une source proche du dossier, les deux pays négocieraient depuis mars.
Le texte a été adopté par 312 voix contre 187.
Le prix du blé a reculé de 3,5 % en une semaine.
Trois soldats ont été blessés près de la frontière.
La présidente de la commission n'a pas souhaité répondre.
Un séisme de magnitude 6,1 a frappé la région.
Les pourparlers reprendront le 12 avril à Vienne.
Le gouvernement a promis une réforme avant l'été.
Les syndicats appellent à la grève jeudi.
Le procès devrait durer deux semaines.
Aucune victime n'est à déplorer.
La banque centrale a relevé ses taux d'un quart de point.
Les chercheurs ont publié leurs résultats dans une revue.
Oui.
Et maintenant, que faire ?
Ils avaient quitté le pays en 2014.
L'ancien ministre aurait reçu des fonds de l'étranger.
Nous ne savons pas où il se trouve.""".splitlines()


def requests(engine: Engine) -> list[Request]:
    return [Request(engine.codec.encode(sentence).pieces) for sentence in SENTENCES]


def test_same_hypotheses_scores_and_attention(compact_fp32: Engine, compact_reference: Engine) -> None:
    ours = compact_fp32.decode(requests(compact_fp32), Decoding(beams=4))
    theirs = compact_reference.decode(requests(compact_reference), Decoding(beams=4))
    assert [h[0].pieces for h in ours] == [h[0].pieces for h in theirs]
    assert [h[0].score for h in ours] == pytest.approx([h[0].score for h in theirs], abs=2e-3)
    sources, targets = [r.pieces for r in requests(compact_fp32)], [h[0].pieces for h in ours]
    pairs = zip(
        compact_fp32.attend(sources, targets), compact_reference.attend(sources, targets), strict=True
    )
    for (a, b), source, target in zip(pairs, sources, targets, strict=True):
        assert a.shape == b.shape == (len(target), len(source))
        np.testing.assert_allclose(a, b, atol=1e-3)


def test_greedy_prefixes_and_scoring_agree(compact_fp32: Engine, compact_reference: Engine) -> None:
    wanted = [*requests(compact_fp32)[:6]]
    prefix = compact_fp32.codec.encode_target("According to the ministry")
    wanted += [Request(r.pieces, prefix) for r in wanted[:4]]
    ours = compact_fp32.decode(wanted, Decoding(beams=1))
    theirs = compact_reference.decode(wanted, Decoding(beams=1))
    assert [h[0].pieces for h in ours] == [h[0].pieces for h in theirs]
    for hypotheses in ours[6:]:
        assert hypotheses[0].pieces[: len(prefix)] == prefix
    sources = [r.pieces for r in wanted]
    targets = [h[0].pieces for h in ours]
    scored = compact_fp32.token_scores(sources, targets)
    for a, b, h in zip(scored, compact_reference.token_scores(sources, targets), ours, strict=True):
        assert len(a) == len(h[0].pieces) + 1
        assert a == pytest.approx(b, abs=5e-3)
        assert mean(a) == pytest.approx(h[0].score, abs=2e-3)


@pytest.mark.parametrize("name", ["compact", "compact_reference"])
def test_order_length_and_batching(name: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(name)
    wanted = requests(engine)[:8]
    together = engine.decode(wanted, Decoding(beams=2))
    alone = [engine.decode([one], Decoding(beams=2))[0] for one in wanted]
    assert [h[0].pieces for h in together] == [h[0].pieces for h in alone]
    if engine.name == "ctranslate2":  # to the last bit: a job may be cut into batches anyhow
        assert together == alone
    assert engine.decode([], Decoding()) == []
    assert engine.token_scores([], []) == []
    assert engine.attend([], []) == []


@pytest.mark.parametrize("name", ["compact", "compact_reference"])
def test_best_first(name: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(name)
    for hypotheses in engine.decode(requests(engine)[:4], Decoding(beams=4, hypotheses=4)):
        scores = [h.score for h in hypotheses]
        assert len(scores) == 4
        assert scores == sorted(scores, reverse=True)
        assert len({h.pieces for h in hypotheses}) == 4


@pytest.mark.parametrize("name", ["compact", "compact_reference"])
def test_too_long_is_refused_not_cut(name: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(name)
    with pytest.raises(EngineError, match="longer than"):
        engine.decode([Request(("▁le",) * engine.model.max_positions)], Decoding())


def test_int8_is_nearly_fp32(compact: Engine, compact_fp32: Engine) -> None:
    a = compact.decode(requests(compact), Decoding())
    b = compact_fp32.decode(requests(compact_fp32), Decoding())
    same = sum(x[0].pieces == y[0].pieces for x, y in zip(a, b, strict=True))
    assert same >= 0.6 * len(SENTENCES)
