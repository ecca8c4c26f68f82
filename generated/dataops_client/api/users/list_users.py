# pyright: standard
import datetime
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.pagination_method import PaginationMethod
from ...models.sort_direction import SortDirection
from ...models.user_order import UserOrder
from ...models.user_reference import UserReference
from ...types import UNSET, Response, Unset
from ...wire import decoded, is_json


def _get_kwargs(
    *,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    pagination: PaginationMethod | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: UserOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    username: str | Unset = UNSET,
    active: bool | Unset = UNSET,
    blocked: bool | Unset = UNSET,
    humans: bool | Unset = UNSET,
    without_project_bots: bool | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["page"] = page

    params["per_page"] = per_page

    json_pagination: str | Unset = UNSET
    if not isinstance(pagination, Unset):
        json_pagination = pagination.value

    params["pagination"] = json_pagination

    params["search"] = search

    json_order_by: str | Unset = UNSET
    if not isinstance(order_by, Unset):
        json_order_by = order_by.value

    params["order_by"] = json_order_by

    json_sort: str | Unset = UNSET
    if not isinstance(sort, Unset):
        json_sort = sort.value

    params["sort"] = json_sort

    params["username"] = username

    params["active"] = active

    params["blocked"] = blocked

    params["humans"] = humans

    params["without_project_bots"] = without_project_bots

    json_created_after: str | Unset = UNSET
    if not isinstance(created_after, Unset):
        json_created_after = created_after.isoformat()
    params["created_after"] = json_created_after

    json_created_before: str | Unset = UNSET
    if not isinstance(created_before, Unset):
        json_created_before = created_before.isoformat()
    params["created_before"] = json_created_before

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/users",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | str | list[UserReference] | None:
    if response.status_code == 200 and is_json(response):
        response_200 = []
        _response_200 = response.json()
        for componentsschemas_user_list_item_data in _response_200:
            componentsschemas_user_list_item = UserReference.from_dict(componentsschemas_user_list_item_data)

            response_200.append(componentsschemas_user_list_item)

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
) -> Response[Error | str | list[UserReference]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    pagination: PaginationMethod | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: UserOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    username: str | Unset = UNSET,
    active: bool | Unset = UNSET,
    blocked: bool | Unset = UNSET,
    humans: bool | Unset = UNSET,
    without_project_bots: bool | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
) -> Response[Error | str | list[UserReference]]:
    """List users

     The users of the server, in descending order of id unless told. `search` looks at names and
    usernames, and finds an
    address when it is given in full.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        pagination (PaginationMethod | Unset): How a list is walked.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (UserOrder | Unset): What a list of users may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        username (str | Unset): Only the user of this username, whatever the case.
        active (bool | Unset): With `true`, only users who are active.
        blocked (bool | Unset): With `true`, only users who are blocked.
        humans (bool | Unset): With `true`, only people, no bots.
        without_project_bots (bool | Unset): With `true`, no bots of project tokens.
        created_after (datetime.datetime | Unset): Only users made later, ISO 8601.
        created_before (datetime.datetime | Unset): Only users made earlier, ISO 8601.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[UserReference]]
    """

    kwargs = _get_kwargs(
        page=page,
        per_page=per_page,
        pagination=pagination,
        search=search,
        order_by=order_by,
        sort=sort,
        username=username,
        active=active,
        blocked=blocked,
        humans=humans,
        without_project_bots=without_project_bots,
        created_after=created_after,
        created_before=created_before,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    pagination: PaginationMethod | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: UserOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    username: str | Unset = UNSET,
    active: bool | Unset = UNSET,
    blocked: bool | Unset = UNSET,
    humans: bool | Unset = UNSET,
    without_project_bots: bool | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
) -> Error | str | list[UserReference] | None:
    """List users

     The users of the server, in descending order of id unless told. `search` looks at names and
    usernames, and finds an
    address when it is given in full.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        pagination (PaginationMethod | Unset): How a list is walked.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (UserOrder | Unset): What a list of users may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        username (str | Unset): Only the user of this username, whatever the case.
        active (bool | Unset): With `true`, only users who are active.
        blocked (bool | Unset): With `true`, only users who are blocked.
        humans (bool | Unset): With `true`, only people, no bots.
        without_project_bots (bool | Unset): With `true`, no bots of project tokens.
        created_after (datetime.datetime | Unset): Only users made later, ISO 8601.
        created_before (datetime.datetime | Unset): Only users made earlier, ISO 8601.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[UserReference]
    """

    return sync_detailed(
        client=client,
        page=page,
        per_page=per_page,
        pagination=pagination,
        search=search,
        order_by=order_by,
        sort=sort,
        username=username,
        active=active,
        blocked=blocked,
        humans=humans,
        without_project_bots=without_project_bots,
        created_after=created_after,
        created_before=created_before,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    pagination: PaginationMethod | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: UserOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    username: str | Unset = UNSET,
    active: bool | Unset = UNSET,
    blocked: bool | Unset = UNSET,
    humans: bool | Unset = UNSET,
    without_project_bots: bool | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
) -> Response[Error | str | list[UserReference]]:
    """List users

     The users of the server, in descending order of id unless told. `search` looks at names and
    usernames, and finds an
    address when it is given in full.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        pagination (PaginationMethod | Unset): How a list is walked.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (UserOrder | Unset): What a list of users may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        username (str | Unset): Only the user of this username, whatever the case.
        active (bool | Unset): With `true`, only users who are active.
        blocked (bool | Unset): With `true`, only users who are blocked.
        humans (bool | Unset): With `true`, only people, no bots.
        without_project_bots (bool | Unset): With `true`, no bots of project tokens.
        created_after (datetime.datetime | Unset): Only users made later, ISO 8601.
        created_before (datetime.datetime | Unset): Only users made earlier, ISO 8601.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[UserReference]]
    """

    kwargs = _get_kwargs(
        page=page,
        per_page=per_page,
        pagination=pagination,
        search=search,
        order_by=order_by,
        sort=sort,
        username=username,
        active=active,
        blocked=blocked,
        humans=humans,
        without_project_bots=without_project_bots,
        created_after=created_after,
        created_before=created_before,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    pagination: PaginationMethod | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: UserOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    username: str | Unset = UNSET,
    active: bool | Unset = UNSET,
    blocked: bool | Unset = UNSET,
    humans: bool | Unset = UNSET,
    without_project_bots: bool | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
) -> Error | str | list[UserReference] | None:
    """List users

     The users of the server, in descending order of id unless told. `search` looks at names and
    usernames, and finds an
    address when it is given in full.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        pagination (PaginationMethod | Unset): How a list is walked.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (UserOrder | Unset): What a list of users may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        username (str | Unset): Only the user of this username, whatever the case.
        active (bool | Unset): With `true`, only users who are active.
        blocked (bool | Unset): With `true`, only users who are blocked.
        humans (bool | Unset): With `true`, only people, no bots.
        without_project_bots (bool | Unset): With `true`, no bots of project tokens.
        created_after (datetime.datetime | Unset): Only users made later, ISO 8601.
        created_before (datetime.datetime | Unset): Only users made earlier, ISO 8601.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[UserReference]
    """

    return (
        await asyncio_detailed(
            client=client,
            page=page,
            per_page=per_page,
            pagination=pagination,
            search=search,
            order_by=order_by,
            sort=sort,
            username=username,
            active=active,
            blocked=blocked,
            humans=humans,
            without_project_bots=without_project_bots,
            created_after=created_after,
            created_before=created_before,
        )
    ).parsed
