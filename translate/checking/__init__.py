"""A check run: files in, findings out; what a project has decided about them in between.

inputs     units of record files, pair files and line-aligned texts      run        the whole of it
config     bitexte.toml and [tool.bitexte.check]                         fixing     repairs that need no model
waivers    findings that somebody answers for                            changes    lines that a git diff touches
baseline   findings that were there before
"""
