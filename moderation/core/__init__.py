"""The words of the house as frozen types, and pure functions over them.

No clock, no randomness, no input or output: `now` and keys are passed in.
"""
