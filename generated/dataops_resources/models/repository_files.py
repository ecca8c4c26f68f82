"""What the API answers to repository_files: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

from dataops_resources.model import Model
from dataops_resources.openenum import OpenStrEnum


class FileEncoding(OpenStrEnum):
    """How the content of a file is written."""

    TEXT = "text"
    BASE64 = "base64"


class RepositoryFile(Model, kw_only=True):
    """A file of a repository as it is at a ref, with its content."""

    file_name: str
    """The last part of the path."""
    file_path: str
    """The path from the root of the repository."""
    size: int
    """The size of the file itself, in bytes."""
    encoding: FileEncoding
    """How the content of a file is written."""
    content: str
    """The content, in Base64 without line breaks."""
    content_sha256: str
    """The SHA-256 of the file itself, in hexadecimal."""
    ref: str
    """The branch, tag or commit that was asked for."""
    blob_id: str
    """The SHA of the blob."""
    commit_id: str
    """The SHA of the commit that the ref stands for."""
    last_commit_id: str
    """The SHA of the last commit that changed the file."""
    execute_filemode: bool
    """Whether the file may be executed."""


class RepositoryFileReference(Model, kw_only=True):
    """A file, and the branch that it was committed to."""

    file_path: str
    """The path from the root of the repository."""
    branch: str
    """The branch of the commit."""
