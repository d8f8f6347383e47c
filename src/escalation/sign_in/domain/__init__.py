"""Sign-in without a world: rules of passwords, where this server is for browsers, and what can be refused."""
