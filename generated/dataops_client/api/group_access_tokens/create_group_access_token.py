# pyright: standard
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.group_access_token_create import GroupAccessTokenCreate
from ...models.group_access_token_with_token import GroupAccessTokenWithToken
from ...types import Response
from ...wire import BodyFormat, decoded, is_json, request_arguments


def _get_kwargs(
    id: int | str,
    *,
    body: GroupAccessTokenCreate,
    body_format: BodyFormat = "json",
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/groups/{id}/access_tokens".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs.update(request_arguments(body.to_dict(), body_format))

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | str | GroupAccessTokenWithToken | None:
    if response.status_code == 201 and is_json(response):
        response_201 = GroupAccessTokenWithToken.from_dict(response.json())

        return response_201

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
) -> Response[Error | str | GroupAccessTokenWithToken]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: int | str,
    *,
    client: AuthenticatedClient,
    body: GroupAccessTokenCreate,
    body_format: BodyFormat = "json",
) -> Response[Error | str | GroupAccessTokenWithToken]:
    """Create an access token of a group

     Creates a token and the bot user that it acts as. The bot user's role is `access_level`, maintainer
    unless told,
    and may not be above the user's own. The answer bears the secret, this once.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        body (GroupAccessTokenCreate): A new token of a group.
        body_format (BodyFormat): How the body travels; JSON unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | GroupAccessTokenWithToken]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        body_format=body_format,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: int | str,
    *,
    client: AuthenticatedClient,
    body: GroupAccessTokenCreate,
    body_format: BodyFormat = "json",
) -> Error | str | GroupAccessTokenWithToken | None:
    """Create an access token of a group

     Creates a token and the bot user that it acts as. The bot user's role is `access_level`, maintainer
    unless told,
    and may not be above the user's own. The answer bears the secret, this once.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        body (GroupAccessTokenCreate): A new token of a group.
        body_format (BodyFormat): How the body travels; JSON unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | GroupAccessTokenWithToken
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
        body_format=body_format,
    ).parsed


async def asyncio_detailed(
    id: int | str,
    *,
    client: AuthenticatedClient,
    body: GroupAccessTokenCreate,
    body_format: BodyFormat = "json",
) -> Response[Error | str | GroupAccessTokenWithToken]:
    """Create an access token of a group

     Creates a token and the bot user that it acts as. The bot user's role is `access_level`, maintainer
    unless told,
    and may not be above the user's own. The answer bears the secret, this once.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        body (GroupAccessTokenCreate): A new token of a group.
        body_format (BodyFormat): How the body travels; JSON unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | GroupAccessTokenWithToken]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        body_format=body_format,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: int | str,
    *,
    client: AuthenticatedClient,
    body: GroupAccessTokenCreate,
    body_format: BodyFormat = "json",
) -> Error | str | GroupAccessTokenWithToken | None:
    """Create an access token of a group

     Creates a token and the bot user that it acts as. The bot user's role is `access_level`, maintainer
    unless told,
    and may not be above the user's own. The answer bears the secret, this once.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        body (GroupAccessTokenCreate): A new token of a group.
        body_format (BodyFormat): How the body travels; JSON unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | GroupAccessTokenWithToken
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
            body_format=body_format,
        )
    ).parsed
