"""The data of the project: plain, closed, frozen pydantic models, published as JSON Schema."""
