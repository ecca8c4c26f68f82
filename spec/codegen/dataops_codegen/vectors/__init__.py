"""Language-neutral vectors: from the contract's examples, and from the fixed cases under `spec/vectors`."""

from dataops_codegen.vectors.writing import generate_vectors, read_vectors

__all__ = ["generate_vectors", "read_vectors"]
