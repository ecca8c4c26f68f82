"""The mock server in an app's own tests.

    from dataops_api.testing import MockServer

    with MockServer() as mock, mock.client() as api:
        assert api.users.get_current().username == "ada"

`MockServer` listens on this machine, `InProcessMock` answers without a socket; both need the extra `mock`. The pytest
plugin (`dataops_api.pytest_plugin`) has fixtures of them.
"""

from dataops_api.testing._journal import RecordedRequest
from dataops_api.testing._mock import InProcessMock, Mock, MockServer
from dataops_api.testing._script import Scripted

__all__ = ["InProcessMock", "Mock", "MockServer", "RecordedRequest", "Scripted"]
