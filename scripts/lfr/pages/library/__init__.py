"""Answers, disclosures, documents and the letter: the pages made from the library under `data/`."""
