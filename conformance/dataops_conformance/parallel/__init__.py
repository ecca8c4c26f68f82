"""A run in several processes: parts that do not disturb one another, with one pace and one result."""
