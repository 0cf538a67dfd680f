"""Forms: the questions of an edition for whoever fills them in, and a schema of a profile."""
