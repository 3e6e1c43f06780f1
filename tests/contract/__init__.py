"""The API held against its document, from outside."""
