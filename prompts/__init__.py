"""Recipes and prompts as reviewed files, and their reader."""
