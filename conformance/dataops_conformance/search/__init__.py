"""Random search after the laws: Hypothesis draws what no law thought of, within what is left of the budget."""

from dataops_conformance.search.hunt import Counterexample
from dataops_conformance.search.search import Search, search

__all__ = ["Counterexample", "Search", "search"]
