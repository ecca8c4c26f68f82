# pyright: standard
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.member import Member
from ...models.member_update import MemberUpdate
from ...types import Response
from ...wire import BodyFormat, decoded, is_json, request_arguments


def _get_kwargs(
    id: int | str,
    user_id: int,
    *,
    body: MemberUpdate,
    body_format: BodyFormat = "json",
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/projects/{id}/members/{user_id}".format(
            id=quote(str(id), safe=""),
            user_id=quote(str(user_id), safe=""),
        ),
    }

    _kwargs.update(request_arguments(body.to_dict(), body_format))

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Error | str | Member | None:
    if response.status_code == 200 and is_json(response):
        response_200 = Member.from_dict(response.json())

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
) -> Response[Error | str | Member]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: int | str,
    user_id: int,
    *,
    client: AuthenticatedClient,
    body: MemberUpdate,
    body_format: BodyFormat = "json",
) -> Response[Error | str | Member]:
    """Edit a member of a project

     Gives the member another role, or the membership another end. `expires_at` stays as it is unless
    given.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        user_id (int):
        body (MemberUpdate): The role, and the other fields to change.
        body_format (BodyFormat): How the body travels; JSON unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | Member]
    """

    kwargs = _get_kwargs(
        id=id,
        user_id=user_id,
        body=body,
        body_format=body_format,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: int | str,
    user_id: int,
    *,
    client: AuthenticatedClient,
    body: MemberUpdate,
    body_format: BodyFormat = "json",
) -> Error | str | Member | None:
    """Edit a member of a project

     Gives the member another role, or the membership another end. `expires_at` stays as it is unless
    given.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        user_id (int):
        body (MemberUpdate): The role, and the other fields to change.
        body_format (BodyFormat): How the body travels; JSON unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | Member
    """

    return sync_detailed(
        id=id,
        user_id=user_id,
        client=client,
        body=body,
        body_format=body_format,
    ).parsed


async def asyncio_detailed(
    id: int | str,
    user_id: int,
    *,
    client: AuthenticatedClient,
    body: MemberUpdate,
    body_format: BodyFormat = "json",
) -> Response[Error | str | Member]:
    """Edit a member of a project

     Gives the member another role, or the membership another end. `expires_at` stays as it is unless
    given.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        user_id (int):
        body (MemberUpdate): The role, and the other fields to change.
        body_format (BodyFormat): How the body travels; JSON unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | Member]
    """

    kwargs = _get_kwargs(
        id=id,
        user_id=user_id,
        body=body,
        body_format=body_format,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: int | str,
    user_id: int,
    *,
    client: AuthenticatedClient,
    body: MemberUpdate,
    body_format: BodyFormat = "json",
) -> Error | str | Member | None:
    """Edit a member of a project

     Gives the member another role, or the membership another end. `expires_at` stays as it is unless
    given.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        user_id (int):
        body (MemberUpdate): The role, and the other fields to change.
        body_format (BodyFormat): How the body travels; JSON unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | Member
    """

    return (
        await asyncio_detailed(
            id=id,
            user_id=user_id,
            client=client,
            body=body,
            body_format=body_format,
        )
    ).parsed
