"""What an author of rules begins with: an overlay, an edition or a repository of both."""
