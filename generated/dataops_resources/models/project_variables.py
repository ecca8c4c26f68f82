"""What the API answers to project_variables: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

from dataops_resources.model import Model
from dataops_resources.models.pipelines import VariableType


class ProjectVariable(Model, kw_only=True):
    """A CI/CD variable of a project. Key and environment scope together name it."""

    __secrets__ = frozenset({"value"})

    key: str
    """The name."""
    value: str | None
    """The value; null where it is hidden."""
    description: str | None = None
    """What it is for."""
    variable_type: VariableType
    """Whether a job finds the value in the variable (`env_var`), or the path of a file that holds it (`file`)."""
    environment_scope: str
    """The environments that get it; an asterisk stands for any text."""
    protected: bool
    """Whether only jobs of protected branches and tags get it."""
    masked: bool
    """Whether job logs hide the value."""
    hidden: bool | None = None
    """Whether no answer tells the value."""
    raw: bool
    """Whether the value is taken as it is and other variables in it are not expanded."""
