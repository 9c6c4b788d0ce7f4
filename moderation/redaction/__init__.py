"""Spans -> public text."""
