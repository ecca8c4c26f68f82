"""How a request is read, judged, answered: the rules of the contract that no single resource owns."""
