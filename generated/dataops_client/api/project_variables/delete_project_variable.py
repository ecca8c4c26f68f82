# pyright: standard
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...types import UNSET, Response, Unset
from ...wire import decoded, is_json


def _get_kwargs(
    id: int | str,
    key: str,
    *,
    filterenvironment_scope: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["filter[environment_scope]"] = filterenvironment_scope

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/projects/{id}/variables/{key}".format(
            id=quote(str(id), safe=""),
            key=quote(str(key), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | Error | str | None:
    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

    if response.status_code == 400 and is_json(response):
        response_400 = Error.from_dict(response.json())

        return response_400

    if response.status_code == 401 and is_json(response):
        response_401 = Error.from_dict(response.json())

        return response_401

    if response.status_code == 403 and is_json(response):
        response_403 = Error.from_dict(response.json())

        return response_403

    if response.status_code == 404 and is_json(response):
        response_404 = Error.from_dict(response.json())

        return response_404

    if response.status_code == 409 and is_json(response):
        response_409 = Error.from_dict(response.json())

        return response_409

    if response.status_code == 429:

        def _parse_response_429(data: object) -> Error | str:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_429_type_0 = Error.from_dict(data)

                return response_429_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Error | str, data)

        response_429 = _parse_response_429(decoded(response))

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | Error | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: int | str,
    key: str,
    *,
    client: AuthenticatedClient,
    filterenvironment_scope: str | Unset = UNSET,
) -> Response[Any | Error | str]:
    """Delete a variable of a project

     Deletes the CI/CD variable. Where several have the key and the filter names none of them, the answer
    is 409.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        key (str):
        filterenvironment_scope (str | Unset): The environment scope of the one that is meant,
            where several variables have the key.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Error | Error | str]
    """

    kwargs = _get_kwargs(
        id=id,
        key=key,
        filterenvironment_scope=filterenvironment_scope,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: int | str,
    key: str,
    *,
    client: AuthenticatedClient,
    filterenvironment_scope: str | Unset = UNSET,
) -> Any | Error | str | None:
    """Delete a variable of a project

     Deletes the CI/CD variable. Where several have the key and the filter names none of them, the answer
    is 409.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        key (str):
        filterenvironment_scope (str | Unset): The environment scope of the one that is meant,
            where several variables have the key.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Error | Error | str
    """

    return sync_detailed(
        id=id,
        key=key,
        client=client,
        filterenvironment_scope=filterenvironment_scope,
    ).parsed


async def asyncio_detailed(
    id: int | str,
    key: str,
    *,
    client: AuthenticatedClient,
    filterenvironment_scope: str | Unset = UNSET,
) -> Response[Any | Error | str]:
    """Delete a variable of a project

     Deletes the CI/CD variable. Where several have the key and the filter names none of them, the answer
    is 409.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        key (str):
        filterenvironment_scope (str | Unset): The environment scope of the one that is meant,
            where several variables have the key.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Error | Error | str]
    """

    kwargs = _get_kwargs(
        id=id,
        key=key,
        filterenvironment_scope=filterenvironment_scope,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: int | str,
    key: str,
    *,
    client: AuthenticatedClient,
    filterenvironment_scope: str | Unset = UNSET,
) -> Any | Error | str | None:
    """Delete a variable of a project

     Deletes the CI/CD variable. Where several have the key and the filter names none of them, the answer
    is 409.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        key (str):
        filterenvironment_scope (str | Unset): The environment scope of the one that is meant,
            where several variables have the key.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Error | Error | str
    """

    return (
        await asyncio_detailed(
            id=id,
            key=key,
            client=client,
            filterenvironment_scope=filterenvironment_scope,
        )
    ).parsed
