"""The checks of the contract: well-kept linters, and what they cannot see."""
