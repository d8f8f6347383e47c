"""What could serve another program unchanged: input, database, documents, runtime, web, outbound, embedded."""
