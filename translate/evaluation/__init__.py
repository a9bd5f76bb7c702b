"""How good translations are, in figures: ``bitexte evaluate``.

inputs       segments from reviewed records, or from texts aligned line by line
scores       BLEU, chrF and TER through sacreBLEU, with signatures
terms        what became of the glossary's terms: strict, and as the WMT terminology tasks count
consistency  the same French rendered alike within a document
pathologies  empty, copied, looping and disproportionate outputs; names copied
bootstrap    is the difference from another system more than chance?
evaluate     all of it together
report       as a table, and as JSON
"""
