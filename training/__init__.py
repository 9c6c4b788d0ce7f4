"""How the scorer's weights are made: an invented corpus and one small script. Not needed to run anything."""
