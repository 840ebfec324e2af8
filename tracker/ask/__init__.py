"""Questions to the store, answered in frozen values: what every output prints.

    question (values) + Store -> find -> texts, versions, changes -> answer (values) -> cli, ask.json

Nothing here prints, knows an option of the command line, or reads the clock; what cannot be
answered is a `TrackerError`.
"""
