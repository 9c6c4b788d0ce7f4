"""What leads to somebody's door: numbers, their units, and chains of them, in Chinese and English."""
