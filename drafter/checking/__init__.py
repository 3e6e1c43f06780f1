"""checking: any draft in our schema, held against its evidence once more, and what is then said."""
