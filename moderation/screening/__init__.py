"""Automatic checks. They find, explain and propose redactions; they never approve."""
