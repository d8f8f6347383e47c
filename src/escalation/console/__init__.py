"""Console: the pages in which people work, built from `web/` into `static/`; they use the public interface alone."""
