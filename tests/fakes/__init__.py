"""What stands at the edge of a test in place of the world."""
