"""A stateful mock of the DataOps.live REST API that keeps every rule of its contract."""
