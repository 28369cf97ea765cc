"""Freedom of information: standard answers, disclosure log, governing documents, sections of the Act."""
