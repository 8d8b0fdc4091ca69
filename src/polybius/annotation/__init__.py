"""Document -> annotated document: the spaCy adapter (`spacy_adapter`), times (`times`) and figures (`figures`)."""
