"""One file per outside format. `record` is our own JSON contract."""
