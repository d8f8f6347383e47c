"""Key rotation: what an earlier master key sealed is sealed anew."""
