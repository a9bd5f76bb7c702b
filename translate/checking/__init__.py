"""A check run: files in, findings out; what a project has decided about them in between.

inputs     files in chunks of lines, and chunks as units                 run        the whole of it
parsing    one line: a record, a pair, two columns, two aligned texts    units      the unit of a record
config     bitexte.toml and [tool.bitexte.check]                         fixing     repairs that need no model
waivers    findings that somebody answers for                            changes    lines that a git diff touches
baseline   findings that were there before
"""
