"""Programme year: a year of the whole programme in one city, by the product's own use cases, and all of it recounted."""
