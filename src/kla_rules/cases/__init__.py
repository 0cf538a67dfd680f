"""Reports of violence and how they were handled; nothing that gives a level imports it."""
