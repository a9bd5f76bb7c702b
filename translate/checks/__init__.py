"""Checks over bilingual pairs, from a glossary and from the two texts alone; no model, no torch.

base       the unit, the rule, the runner          registry   which rules there are
verdicts   what became of each term                rules/     one folder each: class, page, example
"""
