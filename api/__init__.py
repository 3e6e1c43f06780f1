"""The HTTP API over the drafter: routes, keys, problems."""
