"""Contact points (引领联系点): which cadres keep in touch with which units and households, and where nobody does."""
