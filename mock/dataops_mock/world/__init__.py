"""The store: entities, who may do what with them, and how they move by time."""
