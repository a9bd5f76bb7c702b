"""The baseline: findings that were there before checking began, so that only new ones fail a build."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from translate.errors import ConfigError
from translate.files import open_atomic, reason
from translate.report.base import Located

_SCHEMA = "bitexte/baseline/1"


def read_baseline(path: str) -> Counter[str]:
    """How often each fingerprint is in a baseline.

    Raises:
        ConfigError: it cannot be read or is none.
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError.at(
            path, f"cannot be read: {reason(error)}", "make it with --update-baseline"
        ) from error
    except ValueError as error:
        raise ConfigError.at(path, f"not JSON: {error}", "make it anew with --update-baseline") from error
    rows = data.get("findings") if isinstance(data, dict) and data.get("schema") == _SCHEMA else None
    if not isinstance(rows, list) or not all(isinstance(r, dict) and "fingerprint" in r for r in rows):
        raise ConfigError.at(path, f"not a baseline ({_SCHEMA})", "make it anew with --update-baseline")
    return Counter(str(row["fingerprint"]) for row in rows)


def write_baseline(path: str, found: Iterable[Located]) -> int:
    """Write the findings of a run as the new baseline, in an order that does not change without need.

    Returns:
        How many there are.

    Raises:
        OutputError: it cannot be written.
    """
    rows = sorted(
        (
            {
                "fingerprint": located.fingerprint,
                "rule": located.finding.rule,
                "file": located.place.file,
                "message": located.finding.message,
            }
            for located in found
        ),
        key=lambda row: (row["file"], row["rule"], row["fingerprint"]),
    )
    with open_atomic(path) as stream:
        json.dump({"schema": _SCHEMA, "findings": rows}, stream, ensure_ascii=False, indent=1)
        stream.write("\n")
    return len(rows)
