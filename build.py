"""The command line: one verb per step, no logic."""
