"""Run the pipeline over a corpus; `local` uses processes of this machine."""
