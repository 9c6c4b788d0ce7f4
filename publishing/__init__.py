"""What residents see. Knows `Entry`, never a submission."""
