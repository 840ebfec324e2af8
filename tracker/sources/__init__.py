"""The three sources: what to ask for, and answers (bytes) as values. Pure; one module a source, none knows another.

`ecfr`: titles, version lists, provisions. `federal_register`: searches, full text, public
inspection. `bis`: listings, press releases, notices, pages. `subjects`: what a capture answers,
printed and read.
"""
