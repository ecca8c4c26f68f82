# pyright: standard
import datetime
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.active_state import ActiveState
from ...models.error import Error
from ...models.group_access_token import GroupAccessToken
from ...models.token_order import TokenOrder
from ...types import UNSET, Response, Unset
from ...wire import decoded, is_json


def _get_kwargs(
    id: int | str,
    *,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    state: ActiveState | Unset = UNSET,
    revoked: bool | Unset = UNSET,
    search: str | Unset = UNSET,
    sort: TokenOrder | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    last_used_after: datetime.datetime | Unset = UNSET,
    last_used_before: datetime.datetime | Unset = UNSET,
    expires_after: datetime.date | Unset = UNSET,
    expires_before: datetime.date | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["page"] = page

    params["per_page"] = per_page

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.value

    params["state"] = json_state

    params["revoked"] = revoked

    params["search"] = search

    json_sort: str | Unset = UNSET
    if not isinstance(sort, Unset):
        json_sort = sort.value

    params["sort"] = json_sort

    json_created_after: str | Unset = UNSET
    if not isinstance(created_after, Unset):
        json_created_after = created_after.isoformat()
    params["created_after"] = json_created_after

    json_created_before: str | Unset = UNSET
    if not isinstance(created_before, Unset):
        json_created_before = created_before.isoformat()
    params["created_before"] = json_created_before

    json_last_used_after: str | Unset = UNSET
    if not isinstance(last_used_after, Unset):
        json_last_used_after = last_used_after.isoformat()
    params["last_used_after"] = json_last_used_after

    json_last_used_before: str | Unset = UNSET
    if not isinstance(last_used_before, Unset):
        json_last_used_before = last_used_before.isoformat()
    params["last_used_before"] = json_last_used_before

    json_expires_after: str | Unset = UNSET
    if not isinstance(expires_after, Unset):
        json_expires_after = expires_after.isoformat()
    params["expires_after"] = json_expires_after

    json_expires_before: str | Unset = UNSET
    if not isinstance(expires_before, Unset):
        json_expires_before = expires_before.isoformat()
    params["expires_before"] = json_expires_before

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/groups/{id}/access_tokens".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | str | list[GroupAccessToken] | None:
    if response.status_code == 200 and is_json(response):
        response_200 = []
        _response_200 = response.json()
        for componentsschemas_group_access_token_list_item_data in _response_200:
            componentsschemas_group_access_token_list_item = GroupAccessToken.from_dict(
                componentsschemas_group_access_token_list_item_data
            )

            response_200.append(componentsschemas_group_access_token_list_item)

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
) -> Response[Error | str | list[GroupAccessToken]]:
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
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    state: ActiveState | Unset = UNSET,
    revoked: bool | Unset = UNSET,
    search: str | Unset = UNSET,
    sort: TokenOrder | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    last_used_after: datetime.datetime | Unset = UNSET,
    last_used_before: datetime.datetime | Unset = UNSET,
    expires_after: datetime.date | Unset = UNSET,
    expires_before: datetime.date | Unset = UNSET,
) -> Response[Error | str | list[GroupAccessToken]]:
    """List the access tokens of a group

     The tokens of a group, without their secrets.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        state (ActiveState | Unset): Only what is in force, or only what is not (switched off,
            revoked, expired).
        revoked (bool | Unset): Only tokens that were revoked, or only those that were not.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        sort (TokenOrder | Unset): The order of a list of tokens.
        created_after (datetime.datetime | Unset): Only tokens made later, ISO 8601.
        created_before (datetime.datetime | Unset): Only tokens made earlier, ISO 8601.
        last_used_after (datetime.datetime | Unset): Only tokens last used later, ISO 8601.
        last_used_before (datetime.datetime | Unset): Only tokens last used earlier, ISO 8601.
        expires_after (datetime.date | Unset): Only tokens that expire later.
        expires_before (datetime.date | Unset): Only tokens that expire earlier.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[GroupAccessToken]]
    """

    kwargs = _get_kwargs(
        id=id,
        page=page,
        per_page=per_page,
        state=state,
        revoked=revoked,
        search=search,
        sort=sort,
        created_after=created_after,
        created_before=created_before,
        last_used_after=last_used_after,
        last_used_before=last_used_before,
        expires_after=expires_after,
        expires_before=expires_before,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: int | str,
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    state: ActiveState | Unset = UNSET,
    revoked: bool | Unset = UNSET,
    search: str | Unset = UNSET,
    sort: TokenOrder | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    last_used_after: datetime.datetime | Unset = UNSET,
    last_used_before: datetime.datetime | Unset = UNSET,
    expires_after: datetime.date | Unset = UNSET,
    expires_before: datetime.date | Unset = UNSET,
) -> Error | str | list[GroupAccessToken] | None:
    """List the access tokens of a group

     The tokens of a group, without their secrets.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        state (ActiveState | Unset): Only what is in force, or only what is not (switched off,
            revoked, expired).
        revoked (bool | Unset): Only tokens that were revoked, or only those that were not.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        sort (TokenOrder | Unset): The order of a list of tokens.
        created_after (datetime.datetime | Unset): Only tokens made later, ISO 8601.
        created_before (datetime.datetime | Unset): Only tokens made earlier, ISO 8601.
        last_used_after (datetime.datetime | Unset): Only tokens last used later, ISO 8601.
        last_used_before (datetime.datetime | Unset): Only tokens last used earlier, ISO 8601.
        expires_after (datetime.date | Unset): Only tokens that expire later.
        expires_before (datetime.date | Unset): Only tokens that expire earlier.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[GroupAccessToken]
    """

    return sync_detailed(
        id=id,
        client=client,
        page=page,
        per_page=per_page,
        state=state,
        revoked=revoked,
        search=search,
        sort=sort,
        created_after=created_after,
        created_before=created_before,
        last_used_after=last_used_after,
        last_used_before=last_used_before,
        expires_after=expires_after,
        expires_before=expires_before,
    ).parsed


async def asyncio_detailed(
    id: int | str,
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    state: ActiveState | Unset = UNSET,
    revoked: bool | Unset = UNSET,
    search: str | Unset = UNSET,
    sort: TokenOrder | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    last_used_after: datetime.datetime | Unset = UNSET,
    last_used_before: datetime.datetime | Unset = UNSET,
    expires_after: datetime.date | Unset = UNSET,
    expires_before: datetime.date | Unset = UNSET,
) -> Response[Error | str | list[GroupAccessToken]]:
    """List the access tokens of a group

     The tokens of a group, without their secrets.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        state (ActiveState | Unset): Only what is in force, or only what is not (switched off,
            revoked, expired).
        revoked (bool | Unset): Only tokens that were revoked, or only those that were not.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        sort (TokenOrder | Unset): The order of a list of tokens.
        created_after (datetime.datetime | Unset): Only tokens made later, ISO 8601.
        created_before (datetime.datetime | Unset): Only tokens made earlier, ISO 8601.
        last_used_after (datetime.datetime | Unset): Only tokens last used later, ISO 8601.
        last_used_before (datetime.datetime | Unset): Only tokens last used earlier, ISO 8601.
        expires_after (datetime.date | Unset): Only tokens that expire later.
        expires_before (datetime.date | Unset): Only tokens that expire earlier.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[GroupAccessToken]]
    """

    kwargs = _get_kwargs(
        id=id,
        page=page,
        per_page=per_page,
        state=state,
        revoked=revoked,
        search=search,
        sort=sort,
        created_after=created_after,
        created_before=created_before,
        last_used_after=last_used_after,
        last_used_before=last_used_before,
        expires_after=expires_after,
        expires_before=expires_before,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: int | str,
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    state: ActiveState | Unset = UNSET,
    revoked: bool | Unset = UNSET,
    search: str | Unset = UNSET,
    sort: TokenOrder | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    last_used_after: datetime.datetime | Unset = UNSET,
    last_used_before: datetime.datetime | Unset = UNSET,
    expires_after: datetime.date | Unset = UNSET,
    expires_before: datetime.date | Unset = UNSET,
) -> Error | str | list[GroupAccessToken] | None:
    """List the access tokens of a group

     The tokens of a group, without their secrets.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        state (ActiveState | Unset): Only what is in force, or only what is not (switched off,
            revoked, expired).
        revoked (bool | Unset): Only tokens that were revoked, or only those that were not.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        sort (TokenOrder | Unset): The order of a list of tokens.
        created_after (datetime.datetime | Unset): Only tokens made later, ISO 8601.
        created_before (datetime.datetime | Unset): Only tokens made earlier, ISO 8601.
        last_used_after (datetime.datetime | Unset): Only tokens last used later, ISO 8601.
        last_used_before (datetime.datetime | Unset): Only tokens last used earlier, ISO 8601.
        expires_after (datetime.date | Unset): Only tokens that expire later.
        expires_before (datetime.date | Unset): Only tokens that expire earlier.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[GroupAccessToken]
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            page=page,
            per_page=per_page,
            state=state,
            revoked=revoked,
            search=search,
            sort=sort,
            created_after=created_after,
            created_before=created_before,
            last_used_after=last_used_after,
            last_used_before=last_used_before,
            expires_after=expires_after,
            expires_before=expires_before,
        )
    ).parsed
