"""What writes: `openai` (any OpenAI-compatible endpoint) and `extractive` (no model at all)."""
