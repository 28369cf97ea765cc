"""The pages: what each type of page knows, the templates that show it, and the MkDocs side."""
