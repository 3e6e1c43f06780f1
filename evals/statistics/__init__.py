"""Statistics that hold for few stories: paired, clustered by story, with their uncertainty."""
