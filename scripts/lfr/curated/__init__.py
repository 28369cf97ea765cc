"""Files kept by hand under `data/`, read strictly: publishers, sources, corrections, places, documents, answers, disclosures."""
