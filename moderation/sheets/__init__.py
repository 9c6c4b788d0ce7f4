"""The Moderation tab: flags out, decisions in."""
