"""A recipe carried out: stages that each leave files behind and are skipped while nothing they depend on has changed.

prepare → tokenizer → pack → train → export → evaluate → card
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from translate.errors import ConfigError
from translate.training.corpus import find_files
from translate.training.ledger import Ledger, key_of, read_clean_pairs, write_accounts, write_pairs
from translate.training.prepare import CleanPair, prepare, report_of
from translate.training.recipe import Recipe

STAGES = ("prepare", "tokenizer", "pack", "train", "export", "evaluate", "card")

Say = Callable[[str], None]


def corpus_files(recipe: Recipe) -> list[Path]:
    """Every file that a recipe reads pairs from, and those whose lines it leaves out."""
    named = [file for entry in recipe.corpus for file in find_files(str(recipe.path(entry.path)))]
    barred = [file for pattern in recipe.filter.exclude for file in find_files(str(recipe.path(pattern)))]
    return named + barred


def run_recipe(
    recipe: Recipe,
    *,
    until: str = "card",
    stop: Callable[[], bool] = lambda: False,
    say: Say = lambda _: None,
) -> bool:
    """Carry a recipe out, as far as it is not done yet.

    Args:
        recipe: what to make; everything goes into its ``work`` folder, the model into ``work/export``.
        until: last stage to run.
        stop: asked after every update of training; True checkpoints and returns.
        say: takes a line of progress.

    Returns:
        True when the last stage is done, False when training was stopped and can be resumed by the same call.

    Raises:
        ConfigError: a stage is unknown, or the recipe cannot be carried out.
        InputError: a corpus cannot be read.
        OutputError: something cannot be written.
    """
    if until not in STAGES:
        raise ConfigError(f"no stage {until!r} – stages are {', '.join(STAGES)}")
    work = recipe.path(recipe.work)
    work.mkdir(parents=True, exist_ok=True)
    run = _Run(recipe, work, Ledger(work), stop, say)
    for stage in STAGES:
        if not getattr(run, stage)():
            return False
        if stage == until:
            break
    return True


class _Run:
    """One stage per method; each returns False only when it was stopped half-way."""

    def __init__(
        self, recipe: Recipe, work: Path, ledger: Ledger, stop: Callable[[], bool], say: Say
    ) -> None:
        self.recipe, self.work, self.ledger = recipe, work, ledger
        self.stop, self.say = stop, say
        self.base = recipe.path(recipe.base) if recipe.base else None
        self.pairs_file = work / "pairs.tsv.gz"
        self.tokenizer_folder = work / "tokenizer"
        self.averaged = work / "averaged"
        self.exported = work / "export"
        self.keys: dict[str, str] = {}

    def _skip(self, stage: str, key: str, *outputs: Path) -> bool:
        self.keys[stage] = key
        done = self.ledger.is_done(stage, key, *outputs)
        self.say(f"{stage}: {'nothing has changed' if done else 'running'}")
        return done

    def prepare(self) -> bool:
        recipe = self.recipe
        key = key_of(recipe.filter, *recipe.corpus, *corpus_files(recipe))
        if not self._skip("prepare", key, self.pairs_file):
            pairs, accounts = prepare(recipe)
            if not pairs:
                raise ConfigError("no pair is left after filtering – see the report:\n" + report_of(accounts))
            write_pairs(self.pairs_file, pairs)
            write_accounts(self.work, accounts)
            self.say(report_of(accounts).rstrip())
            self.ledger.finish("prepare", key)
        return True

    def tokenizer(self) -> bool:
        from translate.training.vocabulary import copy_vocabulary, learn_vocabulary

        options = self.recipe.tokenizer
        given = self.base or (self.recipe.path(options.folder) if options.folder else None)
        vocabulary = given / "vocab.json" if given is not None else None
        if vocabulary is not None and not vocabulary.is_file():
            raise ConfigError.at(
                str(given),
                "is no Marian model: it has no vocab.json",
                "name another base" if self.base else "name another tokenizer.folder",
            )
        key = key_of(vocabulary) if vocabulary else key_of(self.keys["prepare"], options)
        if not self._skip("tokenizer", key, self.tokenizer_folder / "vocab.json"):
            if given is not None:
                copy_vocabulary(given, self.tokenizer_folder)
            else:
                learn_vocabulary(
                    self._texts(),
                    options,
                    self.recipe.model.max_positions,
                    self.tokenizer_folder,
                )
            self.ledger.finish("tokenizer", key)
        return True

    def _texts(self) -> Iterator[str]:
        pairs = read_clean_pairs(self.pairs_file)
        step = max(1, len(pairs) // self.recipe.tokenizer.sentences)
        for pair in pairs[::step]:
            yield pair.source
            yield pair.target

    def pack(self) -> bool:
        from translate.training.pack import encode, examples, write_pool, write_report

        recipe = self.recipe
        copies = tuple((c.copies, c.phrases) for c in recipe.corpus)
        key = key_of(
            self.keys["prepare"],
            self.keys["tokenizer"],
            recipe.annotate,
            recipe.noise,
            recipe.pack,
            recipe.seed,
            copies,
        )
        folder = self.work / "pack"
        if not self._skip("pack", key, folder / "report.json"):
            pairs = read_clean_pairs(self.pairs_file)
            processor = self._processor()
            sentences, phrases = self._sorts(pairs)
            texts = examples(
                pairs, recipe, self._annotator(sentences, phrases), self._namer(sentences, phrases)
            )
            pool, counts = encode(texts, processor, recipe)
            write_pool(pool, folder, recipe.pack.shard_mb)
            accounts = self.work / "report.md"
            write_report(folder, counts, accounts.read_text(encoding="utf-8") if accounts.is_file() else "")
            self.say(", ".join(f"{name} {count:,}" for name, count in counts.items()))
            self.ledger.finish("pack", key)
        return True

    def _processor(self) -> Any:
        import sentencepiece

        return sentencepiece.SentencePieceProcessor(model_file=str(self.tokenizer_folder / "source.spm"))

    def _sorts(self, pairs: list[CleanPair]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Sentences in a shuffled order, and the names and terms of the lists."""
        sentences: list[tuple[str, str]] = []
        phrases: list[tuple[str, str]] = []
        for pair in pairs:
            kind = phrases if self.recipe.corpus[pair.corpus].phrases else sentences
            kind.append((pair.source, pair.target))
        random.Random(self.recipe.seed).shuffle(sentences)
        return sentences, phrases

    def _annotator(self, sentences: list[tuple[str, str]], phrases: list[tuple[str, str]]) -> Any:
        from translate.training.aligner import Aligner
        from translate.training.annotate import Annotator

        recipe = self.recipe
        if not recipe.annotate.share:
            return None
        lists = {source: target for source, target in phrases if source.count(" ") < 4}
        annotator = Annotator(Aligner(), recipe.annotate, lists)
        annotator.learn(sentences[: recipe.annotate.align_pairs], bank=8000)
        return annotator

    def _namer(self, sentences: list[tuple[str, str]], phrases: list[tuple[str, str]]) -> Any:
        from translate.training.naming import Namer

        if not self.recipe.noise.names:
            return None
        return Namer.learn(sentences[: self.recipe.annotate.align_pairs], phrases)

    def train(self) -> bool:
        from translate.training.architecture import load_model, new_model
        from translate.training.loop import train
        from translate.training.pack import read_pool

        recipe = self.recipe
        shards = sorted((self.work / "pack").glob("pool-*.npz"))
        weights = (
            sorted(path for path in self.base.iterdir() if path.suffix in (".safetensors", ".bin"))
            if self.base is not None
            else []
        )
        key = key_of(self.keys["pack"], recipe.model, recipe.train, recipe.seed, *weights)
        if not self._skip("train", key, self.averaged / "model.safetensors"):
            folder = self.work / f"run-{key}"
            model = (
                load_model(self.base)
                if self.base is not None
                else new_model(recipe.model, self.tokenizer_folder, recipe.seed)
            )
            outcome = train(
                model,
                read_pool(shards),
                recipe,
                folder,
                validate=self._validator(),
                stop=self.stop,
                say=self.say,
            )
            if not outcome.is_finished:
                self.say("stopped; the same command goes on from the checkpoint")
                return False
            model.save_pretrained(self.averaged)
            summary = {
                "updates": outcome.updates,
                "tokens": outcome.tokens,
                "seconds": round(outcome.seconds),
            }
            (self.averaged / "run.json").write_text(json.dumps(summary) + "\n", encoding="utf-8")
            self._plot(folder)
            self.ledger.finish("train", key)
        return True

    def _plot(self, folder: Path) -> None:
        from translate.training.plot import plot_run

        try:
            plot_run(folder / "log.csv", folder / "scores.csv", self.averaged / "training.png")
        except ImportError:
            self.say("no plot: matplotlib is not installed (pip install 'bitexte[train]')")

    def _validator(self) -> Any:
        if not self.recipe.testset or not self.recipe.train.validate_minutes:
            return None
        from translate.training.scoring import validator

        return validator(self.recipe, self.tokenizer_folder)

    def export(self) -> bool:
        from translate.training.export import export_model, reads_annotations

        annotations = reads_annotations(self.recipe)
        share = self.recipe.export.base_share
        key = key_of(self.keys["train"], annotations, share)
        if not self._skip("export", key, self.exported / "model.safetensors"):
            export_model(
                self.averaged,
                self.tokenizer_folder,
                self.exported,
                reads_annotations=annotations,
                base=self.base,
                base_share=share,
            )
            self.ledger.finish("export", key)
        return True

    def evaluate(self) -> bool:
        from translate.training.scoring import score_testsets

        files = [
            file for entry in self.recipe.testset for file in find_files(str(self.recipe.path(entry.source)))
        ]
        key = key_of(self.keys["export"], *self.recipe.testset, *files)
        if not self._skip("evaluate", key, self.work / "scores.json"):
            scores = score_testsets(self.recipe, self.exported)
            (self.work / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
            for row in scores:
                self.say(f"{row['name']}: BLEU {row['bleu']:.1f}, chrF {row['chrf']:.1f}")
            self.ledger.finish("evaluate", key)
        return True

    def card(self) -> bool:
        from translate.training.export import write_card

        write_card(self.recipe, self.work, self.exported)
        self.say(f"card: {self.exported / 'README.md'}")
        return True
