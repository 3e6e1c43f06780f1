"""Reports of runs: a page for people, and Markdown, JUnit XML and JSON Lines for programs."""
