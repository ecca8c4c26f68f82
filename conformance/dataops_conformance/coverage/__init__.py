"""What of the contract and the catalogue is covered: by laws, and by runs."""
