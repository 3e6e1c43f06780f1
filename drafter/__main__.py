"""`python -m drafter` is the command line."""

from drafter.cli import main

main()
