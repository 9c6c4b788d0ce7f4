"""Paired measurements: our way beside a peer, in one run."""
