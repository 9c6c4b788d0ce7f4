"""One file per rule. A new file is a new rule; nothing else is edited."""
