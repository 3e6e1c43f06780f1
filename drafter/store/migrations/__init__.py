"""The history of the tables. Each step is a file in versions/, applied by drafter.store.migrate."""
