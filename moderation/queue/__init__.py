"""The queue: ledger, decisions, and the only maker of an `Entry`."""
