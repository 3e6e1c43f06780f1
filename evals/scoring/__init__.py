"""Scorers: each measures one thing of a draft, and names the mistake that it fears."""
