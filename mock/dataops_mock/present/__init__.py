"""Presenters: entities as the JSON of the contract."""
