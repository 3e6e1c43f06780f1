"""verify: pure checks that hold every statement to its evidence."""
