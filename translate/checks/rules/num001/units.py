"""Units, currencies, months and weekdays by their French and English names."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from translate.checks.rules.num001.words import Language

CURRENCIES = frozenset("EUR USD GBP JPY CNY RUB CHF INR ILS PLN UAH BRL MAD TRY CROWN PESO RIAL XAU".split())

# One line per unit: code, French names, English names. *Tonne* and *ton* are one here: which ton is meant shows
# only in the value.
_NAMES = """
%|% pour_cent pour-cent pourcent pourcents|% percent per_cent pct pc per-cent
pp|point_de_pourcentage points_de_pourcentage|percentage_point percentage_points
EUR|€ euro euros eur|€ euro euros eur
CENT|cent cents centime centimes|cent cents centime centimes penny pence euro_cent euro_cents
USD|$ dollar dollars usd us$ $us|$ dollar dollars usd us$ us_dollar us_dollars american_dollars buck bucks
GBP|£ livres_sterling livre_sterling gbp|£ gbp quid pounds_sterling sterling
JPY|¥ yen yens|¥ yen
CNY|yuan yuans|yuan renminbi
RUB|rouble roubles|ruble rubles rouble roubles
CHF|franc francs chf|franc francs chf
INR|roupie roupies|rupee rupees
ILS|shekel shekels|shekel shekels
PLN|zloty zlotys|zloty zlotys
UAH|hryvnia hryvnias|hryvnia hryvnias
BRL|réal réals réaux|reais
MAD|dirham dirhams|dirham dirhams
TRY|livres_turques lires_turques|lira liras
CROWN|couronne couronnes|crown crowns krona kronor krone kroner koruna
PESO|peso pesos|peso pesos
RIAL|rial rials|rial rials
pound|livre livres|pound pounds lb lbs
km|km kilomètre kilomètres|km kilometre kilometres kilometer kilometers kms
m|m mètre mètres|metre metres meter meters m
cm|cm centimètre centimètres|cm centimetre centimetres centimeter centimeters
mm|mm millimètre millimètres|mm millimetre millimetres millimeter millimeters
mi|mile miles|mile miles
nmi|mille_marin milles_marins mille_nautique milles_nautiques milles|nautical_mile nautical_miles
ft|pied pieds|foot feet ft
in|pouce pouces|inch inches
yd|yard yards|yard yards
kg|kg kilo kilos kilogramme kilogrammes|kg kilo kilos kilogram kilograms kilogramme kilogrammes kgs
g|g gramme grammes|g gram grams gramme grammes
t|t tonne tonnes|t tonne tonnes ton tons metric_ton metric_tons
ha|ha hectare hectares|ha hectare hectares
ac|acre acres|acre acres
l|l litre litres|l litre litres liter liters
km/h|km/h kilomètres/heure kilomètres_heure kilomètres_par_heure kilomètres_à_l'heure km_heure|km/h kph kmh \
kilometres_per_hour kilometers_per_hour kilometres_an_hour kilometers_an_hour
mph|miles_par_heure miles_à_l'heure|mph miles_per_hour miles_an_hour
km2|km² km2 kilomètres_carrés kilomètre_carré km_carrés|km² km2 square_kilometre square_kilometres square_kilometer \
square_kilometers sq_km
mi2|miles_carrés|sq_mi square_mile square_miles
m2|m² m2 mètres_carrés mètre_carré|m² m2 square_metre square_metres square_meter square_meters
m3|m³ m3 mètres_cubes mètre_cube|m³ m3 cubic_metre cubic_metres cubic_meter cubic_meters
°|° degré degrés|° degree degrees
°C|°c degrés_celsius degré_celsius degrés_centigrades|°c celsius degrees_celsius degree_celsius degrees_centigrade
°F|°f degrés_fahrenheit|°f fahrenheit degrees_fahrenheit
kW|kw kilowatt kilowatts|kw kilowatt kilowatts
MW|mw mégawatt mégawatts|mw megawatt megawatts
GW|gw gigawatt gigawatts|gw gigawatt gigawatts
kWh|kwh kilowattheure kilowattheures kilowatts-heures|kwh kilowatt-hour kilowatt-hours
MWh|mwh mégawattheure mégawattheures|mwh megawatt-hour megawatt-hours
TWh|twh térawattheure térawattheures|twh terawatt-hour terawatt-hours
bbl|baril barils|barrel barrels
kB|ko kilooctets|kb kilobytes
MB|mo mégaoctet mégaoctets|mb megabyte megabytes
GB|go gigaoctet gigaoctets|gb gigabyte gigabytes
TB|to téraoctet téraoctets|tb terabyte terabytes
s|seconde secondes|second seconds sec secs
min|minute minutes min mn|minute minutes min mins
h|heure heures h|hour hours hr hrs
day|jour jours|day days
week|semaine semaines|week weeks
month|mois|month months
year|an ans année années|year years yr yrs year-old
decade|décennie décennies|decade decades
century|siècle siècles|century centuries
"""


def _table(column: int) -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _NAMES.strip().splitlines():
        parts = line.split("|")
        for name in parts[column].split():
            table[name.replace("_", " ")] = parts[0]
    return table


UNITS: Mapping[Language, Mapping[str, str]] = {"fr": _table(1), "en": _table(2)}
"""Unit code by name in lower case, by language."""

_DURATIONS: Mapping[str, tuple[str, int]] = {
    "s": ("seconds", 1),
    "min": ("seconds", 60),
    "h": ("seconds", 3600),
    "day": ("seconds", 86400),
    "week": ("seconds", 604800),
    "month": ("months", 1),
    "year": ("months", 12),
    "decade": ("months", 120),
    "century": ("months", 1200),
}
DURATIONS = frozenset(_DURATIONS)

# Factors to metric: 100 km may well have become 62 miles. Rounding is the translator's affair.
_CONVERSIONS: Mapping[str, tuple[str, Decimal]] = {
    "km": ("metre", Decimal(1000)),
    "m": ("metre", Decimal(1)),
    "cm": ("metre", Decimal("0.01")),
    "mm": ("metre", Decimal("0.001")),
    "mi": ("metre", Decimal("1609.344")),
    "nmi": ("metre", Decimal(1852)),
    "ft": ("metre", Decimal("0.3048")),
    "in": ("metre", Decimal("0.0254")),
    "yd": ("metre", Decimal("0.9144")),
    "kg": ("gram", Decimal(1000)),
    "g": ("gram", Decimal(1)),
    "t": ("gram", Decimal(1000000)),
    "pound": ("gram", Decimal("453.59")),
    "ha": ("square metre", Decimal(10000)),
    "ac": ("square metre", Decimal("4046.86")),
    "km2": ("square metre", Decimal(1000000)),
    "m2": ("square metre", Decimal(1)),
    "mi2": ("square metre", Decimal("2589988.11")),
    "km/h": ("speed", Decimal(1)),
    "mph": ("speed", Decimal("1.609344")),
    "kW": ("watt", Decimal(1)),
    "MW": ("watt", Decimal(1000)),
    "GW": ("watt", Decimal(1000000)),
}

_COMPATIBLE = frozenset(
    frozenset(pair)
    for pair in (
        ("°", "°C"),
        ("°", "°F"),
        ("pound", "GBP"),
        ("%", "pp"),
        ("pound", "TRY"),
        ("m", "min"),
        ("nmi", "mi"),
    )
)


def duration(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """A duration in seconds or months: two weeks and fourteen days are the same; a month is no number of days."""
    base, factor = _DURATIONS[unit]
    return value * factor, base


def is_named(unit: str, text_words: set[str], language: Language) -> bool:
    """Whether a text names a unit somewhere, in one word."""
    names = {unit, *(code for pair in _COMPATIBLE if unit in pair for code in pair)}
    return any(UNITS[language].get(word) in names for word in text_words)


def is_same_unit(one: str, other: str) -> bool:
    """Whether two unit codes may stand for the same: *degrés* and *°C*."""
    return one == other or frozenset((one, other)) in _COMPATIBLE


def is_conversion(value: Decimal, unit: str, other_value: Decimal, other_unit: str) -> bool:
    """Whether one is the other in another unit, give or take five per cent."""
    if {unit, other_unit} == {"°C", "°F"}:
        celsius, fahrenheit = (value, other_value) if unit == "°C" else (other_value, value)
        # The amounts have no signs: « -6 °C » → *minus 6 (21 Fahrenheit)*.
        signed = ((c, f) for c in (celsius, -celsius) for f in (fahrenheit, -fahrenheit))
        return any(abs(c * 9 / 5 + 32 - f) <= 1 for c, f in signed)
    if unit == other_unit or unit not in _CONVERSIONS or other_unit not in _CONVERSIONS:
        return False
    base, factor = _CONVERSIONS[unit]
    other_base, other_factor = _CONVERSIONS[other_unit]
    if base != other_base:
        return False
    here, there = value * factor, other_value * other_factor
    return abs(here - there) <= max(abs(here), abs(there)) / 20


_FR_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
EN_MONTHS = "January February March April May June July August September October November December".split()
_FR_SHORT_MONTHS = {"jan": 1, "janv": 1, "fév": 2, "févr": 2, "avr": 4, "juil": 7, "aout": 8}
_FR_SHORT_MONTHS |= {"sept": 9, "oct": 10, "nov": 11, "déc": 12}
MONTHS: Mapping[Language, Mapping[str, int]] = {
    "fr": {name: i for i, name in enumerate(_FR_MONTHS, 1)} | _FR_SHORT_MONTHS,
    "en": {name.lower(): i for i, name in enumerate(EN_MONTHS, 1)}
    | {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10}
    | {"nov": 11, "dec": 12},
}
WEEKDAYS: Mapping[Language, Mapping[str, int]] = {
    "fr": {d: i for i, d in enumerate("lundi mardi mercredi jeudi vendredi samedi dimanche".split())}
    | {d: i for i, d in enumerate("lundis mardis mercredis jeudis vendredis samedis dimanches".split())},
    "en": {d: i for i, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
    | {d: i for i, d in enumerate("mondays tuesdays wednesdays thursdays fridays saturdays sundays".split())},
}
