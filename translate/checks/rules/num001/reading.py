"""Find the numbers, dates and times of a text, French or English."""

from __future__ import annotations

from decimal import Decimal

from translate.checks.patterns import LazyPattern
from translate.checks.rules.num001 import dates, lexicon, phrases, shares, units, words
from translate.checks.rules.num001.joining import join
from translate.checks.rules.num001.measures import add_measure, parse_digits
from translate.checks.rules.num001.quantity import SOFT, STRONG, WEAK, Quantity
from translate.checks.rules.num001.roman import parse_roman
from translate.checks.rules.num001.times import find_clock_word
from translate.checks.rules.num001.words import Language

_BLANK = " \u00a0\u202f\u2009"
_TOKEN = {
    # 1 000,5 · 10.000 · 3,5 · 2.0.1 is three numbers
    "fr": LazyPattern(
        rf"(?P<n>\d{{1,3}}(?:[{_BLANK}.’']\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?(?:\.\d+)?)|(?P<w>[^\W\d_]+)|[½¼¾]"
    ),
    "en": LazyPattern(
        rf"(?P<n>\d{{1,3}}(?:[,{_BLANK}]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?(?:,\d+(?!,))?)|(?P<w>[^\W\d_]+)|[½¼¾]"
    ),
}
_HYPHEN = LazyPattern("[-‐‑]")
_LINK = LazyPattern(rf"[{_BLANK}\n\t]*[-‐‑]?[{_BLANK}\n\t]*\Z")
_ORDINAL_SUFFIX = {
    "fr": LazyPattern(r"(?:ers?|ère|res?|es?|è?mes?|ièmes?|ᵉ|nde?|ds?|°)(?!\w)"),
    "en": LazyPattern(r"(?:st|nd|rd|th)(?!\w)"),
}
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


class Reader:
    """Reads one text from left to right.

    Args:
        text: composed (NFC) text.
        language: its language.
    """

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self.found: list[Quantity] = []

    def read(self) -> list[Quantity]:
        """Quantities in order of their spans, which do not overlap."""
        text, language = self.text, self.language
        tokens = self.tokens = list(_TOKEN[language].finditer(text))
        written = [token[0] for token in tokens]
        self.words = [word.lower() for word in written]
        readable = lexicon.READABLE[language]
        places = [
            i for i, word in enumerate(written) if word[0] in "0123456789IVX½¼¾" or self.words[i] in readable
        ]
        pending = dates.find_fixed(text, language, self.words)[::-1]
        done = 0
        for i in places:
            start = tokens[i].start()
            if pending and start >= pending[-1].span[0]:
                self.found.append(pending.pop())
                done = max(done, self.found[-1].span[1])
            if start < done:
                continue
            quantity = self._read_digits(i) if text[start].isdecimal() else self._read_word(i)
            if quantity is not None:
                self.found.append(quantity)
                done = quantity.span[1]
        self.found += reversed(pending)
        return join(self.found, text, language)

    def is_joined(self, i: int) -> bool:
        """Whether only a blank or a hyphen parts a word from the one before."""
        return _LINK.match(self.text, self.tokens[i - 1].end(), self.tokens[i].start()) is not None

    def _word(self, i: int) -> str:
        """Token ``i`` in lower case, nothing behind the last."""
        return self.words[i] if i < len(self.words) else ""

    def _read_digits(self, i: int) -> Quantity | None:
        text, language = self.text, self.language
        start, end = self.tokens[i].span()
        raw = text[start:end]
        amounts = parse_digits(raw, language)
        quantity = Quantity((start, end), amounts)
        if language == "fr" and phrases.is_in_phrase(self.words, i):
            quantity.strength = SOFT
            return quantity
        suffix = _ORDINAL_SUFFIX[language].match(text, end)
        if suffix and raw.isdigit() and not (suffix.group() == "°" and len(raw) > 2):
            quantity.form = "ordinal"
            quantity.span = start, suffix.end()
            # *8th grader* is three tokens.
            quantity.amounts += lexicon.counted_otherwise(int(raw), self._word(i + 2), language)
            return quantity
        if language == "en" and (text[end : end + 1] == "s" or text[end : end + 2] in ("’s", "'s")):
            if len(raw) in (2, 4) and raw.endswith("0"):
                return self._decade(i, end + (1 if text[end] == "s" else 2), int(raw))
            return quantity
        if len(raw) == 2 and start > 4 and text[start - 1] in "-–/" and text[start - 5 : start - 1].isdigit():
            quantity.amounts = (*amounts, Decimal(text[start - 5 : start - 3] + raw))  # 2014-19
            return quantity
        if language == "en" and self._is_round(i, amounts[0]):
            quantity.amounts = (*amounts, amounts[0] / 2)
            return quantity
        if start and text[start - 1].isalpha():
            quantity.strength = SOFT  # COP28, A400M
            return quantity
        return self._measured(quantity)

    def _is_round(self, i: int, size: Decimal) -> bool:
        """*The round of 16*, which the French call *les huitièmes de finale*; no *round of $16 million*."""
        is_named = self.words[max(0, i - 2) : i] == ["round", "of"] and self.is_joined(i)
        return is_named and size in (8, 16, 32, 64, 128) and self._word(i + 1) not in lexicon.SCALES["en"]

    def _read_word(self, i: int) -> Quantity | None:
        word, language = self.words[i], self.language
        start, end = self.tokens[i].span()
        text = self.text
        if word in _VULGAR:
            return self._measured(Quantity((start, end), (_VULGAR[word],), strength=SOFT))
        if text[start] in "IVX" and (roman := self._read_roman(i)) is not None:
            return roman
        if (size := lexicon.VAGUE[language].get(word)) is not None and (
            vague := shares.vague(self, i, size)
        ) is not None:
            return vague
        if language == "en" and (word in words.HUNDRED["en"] or word in words.SCALES["en"]):
            counted = words.parse_numeral(self.words, i, "en", self.is_joined)
            goes_on = self._word(i + 1) == "and" or self._word(i + 1) in words.TENS["en"]
            if counted is not None and counted.end > i + 1 and goes_on and not counted.is_ordinal:
                return self._numeral(i, counted)  # *some hundred and thirty guests*
            if text[end : end + 1] != "-" and (i == 0 or self.words[i - 1] not in lexicon.BEFORE_HUNDRED):
                return None  # *a hundred* begins with *a*
            size = lexicon.VAGUE["en"].get(word, 1)
            return self._measured(Quantity((start, end), (Decimal(size),), strength=WEAK, form="word"))
        if language == "fr" and word in ("million", "milliard"):
            if i == 0 or self.words[i - 1] not in ("le", "du", "au", "ce", "demi"):
                return None
            return self._measured(Quantity((start, end), (Decimal(words.SCALES["fr"][word]),), strength=SOFT))
        if language == "en" and word == "seconds":
            return None  # the unit
        numeral = words.parse_numeral(self.words, i, language, self.is_joined)
        if numeral is not None:
            return self._numeral(i, numeral)
        if (value := words.COLLECTIVES[language].get(word)) is not None:
            return shares.collective(self, i, value)
        if (clock := lexicon.CLOCK[language].get(word)) is not None:
            return Quantity(
                (start, end),
                (Decimal(12),),
                readings=frozenset({(Decimal(clock), "clock")}),
                strength=WEAK,
                form="word",
            )
        if language == "fr" and (value := lexicon.FR_ORDINALS.get(word)) is not None:
            if self.words[i + 1 : i + 2] in (["ministre"], ["ministres"]):
                return None
            also = lexicon.counted_otherwise(value, self._word(i + 1), language)
            return Quantity((start, end), (Decimal(value), *also), strength=SOFT, form="ordinal")
        if (value := lexicon.WEAK[language].get(word)) is not None:
            return self._measured(Quantity((start, end), (Decimal(value),), strength=WEAK, form="word"))
        if (fraction := lexicon.FRACTIONS[language].get(word)) is not None:
            return shares.fraction(self, i, 1, fraction, i)
        if (period := lexicon.PERIODS[language].get(word)) is not None:
            quantity = Quantity((start, end), (), period[1], strength=WEAK, form="word")
            quantity.readings = frozenset({units.duration(Decimal(period[0]), period[1])})
            return quantity
        if (month := units.MONTHS[language].get(word)) is not None and self._is_month(i):
            strength = STRONG if language == "fr" else SOFT
            return Quantity((start, end), days=((None, month, None),), strength=strength, form="month")
        if (day := units.WEEKDAYS[language].get(word)) is not None and (
            language == "fr" or text[start].isupper()
        ):
            quantity = Quantity((start, end), strength=SOFT, form="weekday")
            quantity.readings = frozenset({(Decimal(day), "weekday")})
            return quantity
        if language == "en" and (decade := lexicon.EN_DECADES.get(word)) is not None:
            return self._decade(i, end, decade)
        return None

    def _is_month(self, i: int) -> bool:
        """*May* and *mars* are months only with a capital, or after such as *in*."""
        word, language = self.words[i], self.language
        start = self.tokens[i].start()
        if self.text[start].isupper() != (language == "en" or (i == 0 and word != "mars")):
            return False  # *may*; *Chiang Mai*, *le Champ-de-Mars*
        if word in lexicon.UNSURE_MONTHS[language]:
            last = self.found[-1] if self.found else None
            if (
                last is not None
                and last.form in ("word", "ordinal")
                and last.span[1] + 1 == self.tokens[i].start()
            ):
                return language == "fr"  # *le dix-sept mars*
            return i > 0 and self.words[i - 1] in lexicon.MONTH_CUES[language]
        return True

    def _numeral(self, i: int, numeral: words.Numeral) -> Quantity | None:
        word, language = self.words[i], self.language
        start, end = self.tokens[i].start(), self.tokens[numeral.end - 1].end()
        value = numeral.value
        following = (
            self.words[numeral.end] if numeral.end < len(self.words) and self.is_joined(numeral.end) else ""
        )
        if not numeral.is_ordinal:
            fraction = lexicon.FRACTIONS[language].get(following)
            if language == "en" and value > 1 and not following.endswith("s"):
                fraction = None  # *two third countries*
            if self._is_no_fraction(numeral.end):
                fraction = None
            if fraction is not None and value < 100 and (value > 1 or following not in ("demi", "demie")):
                share = shares.fraction(self, i, int(value), fraction, numeral.end)
                if following == "quarters":
                    share.amounts += (value,)  # *cinq trimestres*
                return share
            below = words.ORDINALS[language].get(following)
            if below is not None and below > 2 and value < below and (value == 1 or following.endswith("s")):
                return shares.fraction(self, i, int(value), (1, below), numeral.end)
            collective = words.COLLECTIVES[language].get(following.rstrip("s"))
            if collective is not None:
                return shares.collective(self, numeral.end, collective, value, start)
        if language == "en" and word == "a" and self.words[max(0, i - 1) : i] == ["half"]:
            value /= 2  # *half a hundred*
        quantity = Quantity((start, end), (value,), form="word")
        last = self.words[numeral.end - 1]
        if numeral.end > i + 1 and last in words.SCALES[language]:
            quantity.scale = Decimal(words.SCALES[language][last])
        if numeral.is_ordinal:
            quantity.form = "ordinal"
            if language == "en" or value <= 2 or phrases.is_idiom("", word, following):
                quantity.strength = SOFT
            if language == "en" and value > 2:
                quantity.amounts += (1 / value,)  # *a third* of them, or the third
            quantity.amounts += lexicon.counted_otherwise(int(value), following, language)
            if last == "second" and value > 2:
                quantity.readings |= {units.duration(value - 2, "s")}  # *a forty-second rally*
            return quantity
        if value <= 1:
            quantity.strength = WEAK
        elif value == 2:
            quantity.strength = SOFT
        elif (
            language == "en" and value <= 12 and (clock := find_clock_word(self.text, start, end, int(value)))
        ):
            return clock
        before = self.words[i - 1] if i else ""
        if phrases.is_name(self.text, start, end):
            quantity.strength = WEAK
        elif language == "fr":
            is_single = numeral.end == i + 1
            is_factor = before == "par" and self.words[i - 2][:6] in ("divise", "divisé", "multip")
            is_phrase = self.words[i : i + 2] == ["un", "mille"] or (
                value == 31 and before in ("mon", "ton", "son", "notre", "votre", "leur")
            )
            if phrases.is_in_phrase(self.words, i):
                quantity.strength = SOFT
            if is_factor or is_phrase or (is_single and phrases.is_no_number(before, word, following)):
                quantity.strength = WEAK
        return self._measured(quantity)

    def _is_no_fraction(self, i: int) -> bool:
        """*Trois demi-frères*; *a household of four halves its waste*."""
        if self._word(i) not in ("demi", "halves"):
            return False
        if self.language == "fr":
            noun = self._word(i + 1)
            is_part = noun in units.UNITS["fr"] or noun.rstrip("s") in ("journée", *words.COLLECTIVES["fr"])
            return _HYPHEN.match(self.text, self.tokens[i].end()) is not None and not is_part
        return self._word(i + 1) in lexicon.OBJECTS

    def _read_roman(self, i: int) -> Quantity | None:
        span = self.tokens[i].span()
        roman = parse_roman(self.text[slice(*span)])
        if roman is None:
            return None
        value, is_ordinal = roman
        # le roi Charles III may be *King Charles*, le XV de France *the France team*; a century is not left out
        strength, form = (STRONG, "ordinal") if is_ordinal else (SOFT, "roman")
        if is_ordinal and value == 1 and i and self.text[self.tokens[i - 1].start()].isupper():
            strength = SOFT  # *Charles Ier*: the I of *Charles I* is a pronoun to any reader of letters
        return Quantity(span, (Decimal(value),), strength=strength, form=form)

    def _measured(self, quantity: Quantity) -> Quantity:
        return add_measure(quantity, self.text, self.language)

    def _decade(self, i: int, end: int, year: int) -> Quantity:
        quantity = Quantity((self.tokens[i].start(), end), (Decimal(year),), form="decade")
        quantity.readings = dates.decade_readings(year)
        if i and self.words[i - 1] in ("his", "her", "their", "my", "your", "our"):
            quantity.strength = WEAK  # a woman in her eighties: une octogénaire
        return quantity
