"""Events: their types, payloads, envelopes and JSON Schemas."""
