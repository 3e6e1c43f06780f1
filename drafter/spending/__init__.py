"""What drafts cost: prices, limits, and how a cost is told. Nothing here asks a network."""
