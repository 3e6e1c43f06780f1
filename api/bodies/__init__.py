"""Bodies of requests, and of answers that are not documents of the schemas; by family."""
