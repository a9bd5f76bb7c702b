"""The review page: linguists correct and annotate aligned pairs in a browser, and no keystroke is lost.

state      a record as it stands in a review       live        terms, checks and diff of a text being edited
journal    every action, at once, in SQLite        memory      reviewed sentences like the one at hand
desk       files, journal and glossary together    agreement   how far two reviewers agree
queue      what to look at, neediest first
"""
