"""Sign-in: by what people show who they are, and how long that is believed."""
