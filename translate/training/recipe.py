"""Recipes: everything that decides a model, in one TOML file that is saved beside the weights.

Every key has a default, given and explained below; a recipe overrides what it has reasons to. Paths are
relative to the recipe's folder and may contain environment variables (``${BITEXTE_DATA}/europarl.tsv.xz``).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CorpusRecipe:
    """One source of pairs."""

    path: str = ""
    """File or glob: ``.tsv``, ``.tsv.gz``, ``.tsv.xz`` (two columns), ``.jsonl`` (``fr``/``en``,
    ``source``/``target``, or Bitexte records, of which the reviewed English counts)."""
    copies: float = 1.0
    """How often each pair enters the training pool; 0.5 takes every other pair, 3 takes each three times
    (with different annotations and noise)."""
    limit: int = 0
    """At most so many pairs, drawn evenly over the file; 0 takes all."""
    split: str = ""
    """``news``: only documents of the training split (see ``corpus.news_split``)."""
    phrases: bool = False
    """Names or terms rather than sentences: also a gazetteer for annotations, and never joined or cut."""
    licence: str = ""
    """Goes into the model card."""
    note: str = ""
    """Goes into the model card."""


@dataclass(frozen=True, slots=True)
class FilterRecipe:
    """Which pairs are dropped; the report counts each reason."""

    min_ratio: float = 0.4
    """Smallest length ratio target/source in characters, of pairs over 20 characters."""
    max_ratio: float = 2.5
    max_words: int = 90
    """Longest side in words."""
    dedupe: bool = True
    """Drop pairs that occurred before, across all corpora (case, digits and punctuation folded)."""
    exclude: tuple[str, ...] = ()
    """Globs of plain-text files, one sentence a line: a pair with either side in them is dropped, unless the line has
    fewer than four words. Development and test sets belong here."""


@dataclass(frozen=True, slots=True)
class TokenizerRecipe:
    """Joint SentencePiece model; ignored when the model continues another one, whose vocabulary is kept."""

    folder: str = ""
    """Folder of a vocabulary to take, of any of our models, instead of learning one: several recipes may share it."""
    vocabulary: int = 16000
    """Rows of the embedding: pieces, one ``<unused>`` and ``<pad>`` last. A multiple of 64 is fast."""
    sentences: int = 400_000
    """Sentences per language that the vocabulary is learnt from."""


@dataclass(frozen=True, slots=True)
class AnnotateRecipe:
    """Inline term annotation: ``<term> source words <as> target words </term>`` (Dinu et al. 2019)."""

    share: float = 0.33
    """Share of sentences that carry at least one annotation."""
    most: int = 3
    """Most annotations in one sentence."""
    swap: float = 0.3
    """Share of annotations whose target is replaced, in the reference too, by another phrase of the same
    shape: the model is to obey, not to recall."""
    lemma: float = 0.2
    """Share of annotations that give the base form where the reference inflects it."""
    align_pairs: int = 60_000
    """Pairs that the word aligner learns from."""
    align_rounds: int = 4
    """Rounds of expectation-maximisation, in each direction."""


@dataclass(frozen=True, slots=True)
class NoiseRecipe:
    """Robustness: shares of sentences that are changed, on both sides where both must change."""

    capitals: float = 0.012
    """LE TITRE EN CAPITALES → THE TITLE IN CAPITALS."""
    bare_capitals: float = 0.01
    """À l'Élysée → A l'Elysée (source only): what keyboards give."""
    no_stop: float = 0.03
    """The final full stop goes, on both sides."""
    quotes: float = 0.01
    """The whole sentence in quotation marks."""
    join: float = 0.05
    """Two neighbouring sentences become one line."""
    names: float = 0.0
    """A name that both sides spell alike becomes another one, in this share of the sentences that have one (see
    ``naming``)."""


@dataclass(frozen=True, slots=True)
class PackRecipe:
    """The training pool as token ids."""

    max_source: int = 96
    """Longest source in pieces, annotations included; longer examples are dropped."""
    max_target: int = 80
    """Longest target in pieces."""
    shard_mb: float = 55.0
    """Largest file in millions of bytes, estimated; a pool that is larger becomes several."""


@dataclass(frozen=True, slots=True)
class ModelRecipe:
    """Architecture of a new model; ignored when ``base`` names one to continue."""

    d_model: int = 256
    """Width of the states between layers; a multiple of ``heads``."""
    ffn: int = 1024
    """Width inside the feed-forward layers."""
    heads: int = 8
    encoder_layers: int = 6
    decoder_layers: int = 2
    """Decoding cost is here: two are enough (Kim et al. 2019, deep encoder and shallow decoder)."""
    max_positions: int = 256
    """Longest sequence in pieces, ``</s>`` included."""
    dropout: float = 0.0


@dataclass(frozen=True, slots=True)
class TrainRecipe:
    """The loop."""

    minutes: float = 60.0
    """Budget in minutes of training; the schedule is a function of the share used. Ignored with ``updates``."""
    updates: int = 0
    """Budget in updates instead: reproducible to the bit."""
    until: str = ""
    """Wall-clock time ``HH:MM`` by which training must be over, whatever the budget; the budget shrinks to it."""
    batch_tokens: int = 4096
    """Target tokens per update, padding included."""
    micro_tokens: int = 0
    """Target tokens at once, where memory is short; 0: the whole batch."""
    optimizer: str = "muon"
    """``muon`` (matrices by Muon, the rest by AdamW) or ``adamw``."""
    lr: float = 2e-3
    """Peak rate; Muon's is matched to AdamW's update size, so one number serves both."""
    warmup: float = 0.02
    """Share of the budget over which the rate rises."""
    decay: float = 0.5
    """Share of the budget at its end over which the rate falls to zero, linearly."""
    weight_decay: float = 0.01
    clip: float = 1.0
    """Gradient norm is cut to this."""
    label_smoothing: float = 0.1
    sample: int = 0
    """Rows of the vocabulary that the loss normalises over (see ``loss.smoothed_loss``); 0: all."""
    precision: str = "auto"
    """``auto``, ``fp32`` or ``bf16``; auto takes bf16 on CUDA and on CPUs with AMX or AVX512-BF16."""
    ema: float = 0.995
    """Decay per update of the running average of the weights that is exported; 0 keeps none."""
    checkpoint_minutes: float = 5.0
    validate_minutes: float = 15.0
    """0 never validates during training."""
    threads: int = 0
    """0: all cores."""
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class ExportRecipe:
    """What is handed out."""

    base_share: float = 0.0
    """Share of the base's weights in the exported ones; the rest are the trained ones. Between a model and what came
    of it by training on lie some that are better than both, and that forgot less (Wortsman et al. 2022, WiSE-FT)."""


@dataclass(frozen=True, slots=True)
class TestSetRecipe:
    """A development or test set to report."""

    name: str = ""
    source: str = ""
    """Plain text, one sentence a line; or, without ``reference``, files of pairs as in ``[[corpus]]``."""
    reference: str = ""
    """Plain text with as many lines."""
    split: str = ""
    """``news-validation`` or ``news-test`` for news files."""
    limit: int = 0
    """The first so many lines; 0 takes all."""
    published: str = ""
    """Scores of others on this set, as they published them, for the card: ``OPUS-MT 33.6; Argos 32.1``."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A whole recipe."""

    name: str = "model"
    seed: int = 1
    base: str = ""
    """Folder of a MarianMT model to continue from; empty trains from scratch."""
    work: str = "work"
    """Folder for everything that is made."""
    corpus: tuple[CorpusRecipe, ...] = ()
    filter: FilterRecipe = field(default_factory=FilterRecipe)
    tokenizer: TokenizerRecipe = field(default_factory=TokenizerRecipe)
    annotate: AnnotateRecipe = field(default_factory=AnnotateRecipe)
    noise: NoiseRecipe = field(default_factory=NoiseRecipe)
    pack: PackRecipe = field(default_factory=PackRecipe)
    model: ModelRecipe = field(default_factory=ModelRecipe)
    train: TrainRecipe = field(default_factory=TrainRecipe)
    export: ExportRecipe = field(default_factory=ExportRecipe)
    testset: tuple[TestSetRecipe, ...] = ()
    """The first one is the validation set: the best checkpoint and the fine-tuning guard go by it."""
    root: str = "."
    """Folder that relative paths start from; set by ``recipe_file.read_recipe``."""

    def path(self, name: str) -> Path:
        """Resolve a path of the recipe."""
        return Path(self.root, os.path.expandvars(Path(name).expanduser()))
