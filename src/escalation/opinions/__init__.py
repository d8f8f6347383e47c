"""Opinions (意见建议): intake, categories, similarity, imports, tracking, and tickets formed from them."""
