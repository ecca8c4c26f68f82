"""The way from the hand-written contract to the published documents, the client and the models."""
