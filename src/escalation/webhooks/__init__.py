"""What integrators are told: events and their schema, signatures, retries, and which addresses are safe. Pure."""
