"""What every folder uses: points, findings, notes, sentences, documents, resources."""
