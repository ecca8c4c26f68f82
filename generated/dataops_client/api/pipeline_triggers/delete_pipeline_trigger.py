# pyright: standard
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...types import Response
from ...wire import decoded, is_json


def _get_kwargs(
    id: int | str,
    trigger_id: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/projects/{id}/triggers/{trigger_id}".format(
            id=quote(str(id), safe=""),
            trigger_id=quote(str(trigger_id), safe=""),
        ),
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
    trigger_id: int,
    *,
    client: AuthenticatedClient,
) -> Response[Any | Error | str]:
    """Delete a trigger token

     Deletes the trigger; its token starts nothing from then on.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        trigger_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Error | Error | str]
    """

    kwargs = _get_kwargs(
        id=id,
        trigger_id=trigger_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: int | str,
    trigger_id: int,
    *,
    client: AuthenticatedClient,
) -> Any | Error | str | None:
    """Delete a trigger token

     Deletes the trigger; its token starts nothing from then on.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        trigger_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Error | Error | str
    """

    return sync_detailed(
        id=id,
        trigger_id=trigger_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    id: int | str,
    trigger_id: int,
    *,
    client: AuthenticatedClient,
) -> Response[Any | Error | str]:
    """Delete a trigger token

     Deletes the trigger; its token starts nothing from then on.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        trigger_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Error | Error | str]
    """

    kwargs = _get_kwargs(
        id=id,
        trigger_id=trigger_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: int | str,
    trigger_id: int,
    *,
    client: AuthenticatedClient,
) -> Any | Error | str | None:
    """Delete a trigger token

     Deletes the trigger; its token starts nothing from then on.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        trigger_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Error | Error | str
    """

    return (
        await asyncio_detailed(
            id=id,
            trigger_id=trigger_id,
            client=client,
        )
    ).parsed
