"""The web without a subject: middleware, strict bodies and queries, problem documents, pagination, permissions."""
