"""The review page: linguists correct and annotate aligned pairs in a browser, and no keystroke is lost.

state      a record as it stands in a review       findings   what the checks say of all of them, remembered
glance     a line of a file, without reading it    live       terms, checks and diff of a text being edited
shelf      the files, read again when they change  queue      what to look at, neediest first
journal    every action, at once, in SQLite        memory     reviewed sentences like the one at hand
undoing    what one undo takes back                agreement  how far two reviewers agree
carrying   reviews of a text that changed          origins    what marked words once were
desk       files, journal and glossary together
"""
