"""What is legal in a glossary but unwise, beside what is a fault.

remarks    the value, and its rules        relations  entries that get in each other's way
layout     blanks, apostrophes, hyphens    language   columns in the wrong language (loans: what English borrowed)
usage      entries that a corpus never needs
"""

from __future__ import annotations

from translate.glossary.lint.language import lint_language
from translate.glossary.lint.layout import lint_layout
from translate.glossary.lint.relations import lint_relations
from translate.glossary.lint.remarks import RULES, SEVERITIES, Remark
from translate.glossary.lint.usage import Usage, count_usage, lint_usage
from translate.glossary.reading import make_entries, parse_table

__all__ = ["RULES", "SEVERITIES", "Remark", "Usage", "count_usage", "lint_glossary", "lint_usage"]


def lint_glossary(text: str, name: str = "glossary") -> list[Remark]:
    """Examine a glossary file.

    Args:
        text: tab-separated lines, as ``parse_glossary`` takes them.
        name: file name for the remarks.

    Returns:
        Errors, for which ``parse_glossary`` would refuse the file, warnings and information, by line.
    """
    table = parse_table(text, name)
    entries = make_entries(table)
    remarks = [
        Remark(fault.path, fault.line, "error", "refused", fault.what, fault.repair) for fault in table.faults
    ]
    if not table.faults and not entries:
        remarks.append(Remark(name, None, "error", "refused", "there is no entry in it"))
    remarks += lint_layout(table, entries)
    remarks += lint_relations(entries, name, {fault.line for fault in table.faults})
    remarks += lint_language(entries, name)
    return sorted(remarks, key=lambda r: (r.line or 0, SEVERITIES.index(r.severity), r.rule, r.what))
