"""Lint the committed documents, and spoilt ones to see that the linters still see."""

import sys

from tests.api_documents.linters import COMMITTED, SPOILT, parser, redocly, spectral

failed = False
for lint in (redocly, spectral, parser):
    found = list(lint((*COMMITTED, *SPOILT)))
    complaints = [each for each in found if each.file not in SPOILT]
    unseen = set(SPOILT[lint is parser :]) - {each.file for each in found}
    failed |= bool(complaints or unseen)
    for line in (*complaints, *(f"{file.name}: nothing was found in it, and there is something" for file in unseen)):
        print(line)  # noqa: T201 - a program that prints
    print(f"{lint.__name__}: {len(complaints)} errors and warnings")  # noqa: T201 - the same
sys.exit(failed)
