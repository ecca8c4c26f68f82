"""Check any server, real or mock, against the contract of the DataOps.live REST API."""
