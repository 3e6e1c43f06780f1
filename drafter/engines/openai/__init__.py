"""The engine that writes by a language model, behind any OpenAI-compatible endpoint."""
