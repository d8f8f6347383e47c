"""Folders and databases, as commands have them."""

from tests.cli.conftest import empty_dir, environment, pristine

__all__ = ["empty_dir", "environment", "pristine"]
