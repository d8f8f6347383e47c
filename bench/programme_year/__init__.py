"""Programme year: a year of the whole programme in one city, by the product's use cases, and all of it recounted."""
