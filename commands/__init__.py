"""The command line: one file per verb, each gathering its parts and saying what came of it."""
