"""across: several reports of one story read side by side. Pure functions, no model."""
