"""What tests of statistics share with those of the command line: where its programs work."""

from tests.cli.conftest import empty_dir, environment

__all__ = ["empty_dir", "environment"]
