"""The recap of a self-assessment, a row a question: its rows matched to questions of an edition."""
