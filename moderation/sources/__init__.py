"""Where submissions come from. A source never decides anything."""
