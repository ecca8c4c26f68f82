# pyright: standard
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.project_variable import ProjectVariable
from ...models.project_variable_update import ProjectVariableUpdate
from ...types import UNSET, Response, Unset
from ...wire import BodyFormat, decoded, is_json, request_arguments


def _get_kwargs(
    id: int | str,
    key: str,
    *,
    body: ProjectVariableUpdate,
    body_format: BodyFormat = "json",
    filterenvironment_scope: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["filter[environment_scope]"] = filterenvironment_scope

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/projects/{id}/variables/{key}".format(
            id=quote(str(id), safe=""),
            key=quote(str(key), safe=""),
        ),
        "params": params,
    }

    _kwargs.update(request_arguments(body.to_dict(), body_format))

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | str | ProjectVariable | None:
    if response.status_code == 200 and is_json(response):
        response_200 = ProjectVariable.from_dict(response.json())

        return response_200

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

    if response.status_code == 406 and is_json(response):
        response_406 = Error.from_dict(response.json())

        return response_406

    if response.status_code == 409 and is_json(response):
        response_409 = Error.from_dict(response.json())

        return response_409

    if response.status_code == 415 and is_json(response):
        response_415 = Error.from_dict(response.json())

        return response_415

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


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | str | ProjectVariable]:
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
    body: ProjectVariableUpdate,
    body_format: BodyFormat = "json",
    filterenvironment_scope: str | Unset = UNSET,
) -> Response[Error | str | ProjectVariable]:
    """Edit a variable of a project

     Changes the fields that are named and leaves the rest. Where several variables have the key and the
    filter names
    none of them, the answer is 409.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        key (str):
        filterenvironment_scope (str | Unset): The environment scope of the one that is meant,
            where several variables have the key.
        body (ProjectVariableUpdate): The fields to change. The key stays; whether it is hidden
            stays too.
        body_format (BodyFormat): How the body travels; JSON unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | ProjectVariable]
    """

    kwargs = _get_kwargs(
        id=id,
        key=key,
        body=body,
        body_format=body_format,
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
    body: ProjectVariableUpdate,
    body_format: BodyFormat = "json",
    filterenvironment_scope: str | Unset = UNSET,
) -> Error | str | ProjectVariable | None:
    """Edit a variable of a project

     Changes the fields that are named and leaves the rest. Where several variables have the key and the
    filter names
    none of them, the answer is 409.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        key (str):
        filterenvironment_scope (str | Unset): The environment scope of the one that is meant,
            where several variables have the key.
        body (ProjectVariableUpdate): The fields to change. The key stays; whether it is hidden
            stays too.
        body_format (BodyFormat): How the body travels; JSON unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | ProjectVariable
    """

    return sync_detailed(
        id=id,
        key=key,
        client=client,
        body=body,
        body_format=body_format,
        filterenvironment_scope=filterenvironment_scope,
    ).parsed


async def asyncio_detailed(
    id: int | str,
    key: str,
    *,
    client: AuthenticatedClient,
    body: ProjectVariableUpdate,
    body_format: BodyFormat = "json",
    filterenvironment_scope: str | Unset = UNSET,
) -> Response[Error | str | ProjectVariable]:
    """Edit a variable of a project

     Changes the fields that are named and leaves the rest. Where several variables have the key and the
    filter names
    none of them, the answer is 409.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        key (str):
        filterenvironment_scope (str | Unset): The environment scope of the one that is meant,
            where several variables have the key.
        body (ProjectVariableUpdate): The fields to change. The key stays; whether it is hidden
            stays too.
        body_format (BodyFormat): How the body travels; JSON unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | ProjectVariable]
    """

    kwargs = _get_kwargs(
        id=id,
        key=key,
        body=body,
        body_format=body_format,
        filterenvironment_scope=filterenvironment_scope,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: int | str,
    key: str,
    *,
    client: AuthenticatedClient,
    body: ProjectVariableUpdate,
    body_format: BodyFormat = "json",
    filterenvironment_scope: str | Unset = UNSET,
) -> Error | str | ProjectVariable | None:
    """Edit a variable of a project

     Changes the fields that are named and leaves the rest. Where several variables have the key and the
    filter names
    none of them, the answer is 409.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        key (str):
        filterenvironment_scope (str | Unset): The environment scope of the one that is meant,
            where several variables have the key.
        body (ProjectVariableUpdate): The fields to change. The key stays; whether it is hidden
            stays too.
        body_format (BodyFormat): How the body travels; JSON unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | ProjectVariable
    """

    return (
        await asyncio_detailed(
            id=id,
            key=key,
            client=client,
            body=body,
            body_format=body_format,
            filterenvironment_scope=filterenvironment_scope,
        )
    ).parsed
