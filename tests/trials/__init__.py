"""What jobs go through: real workers on a real database, killed, frozen, cut off and ended."""
