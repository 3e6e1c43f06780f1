"""Webhooks: subscribers are told of what happens to drafts, by Standard Webhooks 1.0."""
