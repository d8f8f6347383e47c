"""Surveys of satisfaction (群众满意度调查): a sample of citizens is asked, and units see how they stand."""
