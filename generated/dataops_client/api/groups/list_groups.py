# pyright: standard
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.assignable_access_level import AssignableAccessLevel
from ...models.error import Error
from ...models.group import Group
from ...models.group_order import GroupOrder
from ...models.sort_direction import SortDirection
from ...models.visibility import Visibility
from ...types import UNSET, Response, Unset
from ...wire import decoded, is_json


def _get_kwargs(
    *,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: GroupOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    owned: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    top_level_only: bool | Unset = UNSET,
    all_available: bool | Unset = UNSET,
    skip_groups: list[int] | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["page"] = page

    params["per_page"] = per_page

    params["search"] = search

    json_order_by: str | Unset = UNSET
    if not isinstance(order_by, Unset):
        json_order_by = order_by.value

    params["order_by"] = json_order_by

    json_sort: str | Unset = UNSET
    if not isinstance(sort, Unset):
        json_sort = sort.value

    params["sort"] = json_sort

    json_visibility: str | Unset = UNSET
    if not isinstance(visibility, Unset):
        json_visibility = visibility.value

    params["visibility"] = json_visibility

    params["owned"] = owned

    json_min_access_level: int | Unset = UNSET
    if not isinstance(min_access_level, Unset):
        json_min_access_level = min_access_level.value

    params["min_access_level"] = json_min_access_level

    params["top_level_only"] = top_level_only

    params["all_available"] = all_available

    json_skip_groups: list[int] | Unset = UNSET
    if not isinstance(skip_groups, Unset):
        json_skip_groups = skip_groups

    params["skip_groups[]"] = json_skip_groups

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/groups",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | str | list[Group] | None:
    if response.status_code == 200 and is_json(response):
        response_200 = []
        _response_200 = response.json()
        for componentsschemas_group_list_item_data in _response_200:
            componentsschemas_group_list_item = Group.from_dict(componentsschemas_group_list_item_data)

            response_200.append(componentsschemas_group_list_item)

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
) -> Response[Error | str | list[Group]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: GroupOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    owned: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    top_level_only: bool | Unset = UNSET,
    all_available: bool | Unset = UNSET,
    skip_groups: list[int] | Unset = UNSET,
) -> Response[Error | str | list[Group]]:
    """List groups

     The groups that the user may see; without credentials, the public ones.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (GroupOrder | Unset): What a list of groups may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        visibility (Visibility | Unset): Who may see a project or a group.
        owned (bool | Unset): Only groups that the user owns.
        min_access_level (AssignableAccessLevel | Unset): A role that can be given, as a number.
        top_level_only (bool | Unset): Only groups that have none above.
        all_available (bool | Unset): Whether public and internal groups count that the user is no
            member of.
        skip_groups (list[int] | Unset): The ids of groups to leave out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[Group]]
    """

    kwargs = _get_kwargs(
        page=page,
        per_page=per_page,
        search=search,
        order_by=order_by,
        sort=sort,
        visibility=visibility,
        owned=owned,
        min_access_level=min_access_level,
        top_level_only=top_level_only,
        all_available=all_available,
        skip_groups=skip_groups,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: GroupOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    owned: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    top_level_only: bool | Unset = UNSET,
    all_available: bool | Unset = UNSET,
    skip_groups: list[int] | Unset = UNSET,
) -> Error | str | list[Group] | None:
    """List groups

     The groups that the user may see; without credentials, the public ones.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (GroupOrder | Unset): What a list of groups may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        visibility (Visibility | Unset): Who may see a project or a group.
        owned (bool | Unset): Only groups that the user owns.
        min_access_level (AssignableAccessLevel | Unset): A role that can be given, as a number.
        top_level_only (bool | Unset): Only groups that have none above.
        all_available (bool | Unset): Whether public and internal groups count that the user is no
            member of.
        skip_groups (list[int] | Unset): The ids of groups to leave out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[Group]
    """

    return sync_detailed(
        client=client,
        page=page,
        per_page=per_page,
        search=search,
        order_by=order_by,
        sort=sort,
        visibility=visibility,
        owned=owned,
        min_access_level=min_access_level,
        top_level_only=top_level_only,
        all_available=all_available,
        skip_groups=skip_groups,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: GroupOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    owned: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    top_level_only: bool | Unset = UNSET,
    all_available: bool | Unset = UNSET,
    skip_groups: list[int] | Unset = UNSET,
) -> Response[Error | str | list[Group]]:
    """List groups

     The groups that the user may see; without credentials, the public ones.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (GroupOrder | Unset): What a list of groups may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        visibility (Visibility | Unset): Who may see a project or a group.
        owned (bool | Unset): Only groups that the user owns.
        min_access_level (AssignableAccessLevel | Unset): A role that can be given, as a number.
        top_level_only (bool | Unset): Only groups that have none above.
        all_available (bool | Unset): Whether public and internal groups count that the user is no
            member of.
        skip_groups (list[int] | Unset): The ids of groups to leave out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[Group]]
    """

    kwargs = _get_kwargs(
        page=page,
        per_page=per_page,
        search=search,
        order_by=order_by,
        sort=sort,
        visibility=visibility,
        owned=owned,
        min_access_level=min_access_level,
        top_level_only=top_level_only,
        all_available=all_available,
        skip_groups=skip_groups,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: GroupOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    owned: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    top_level_only: bool | Unset = UNSET,
    all_available: bool | Unset = UNSET,
    skip_groups: list[int] | Unset = UNSET,
) -> Error | str | list[Group] | None:
    """List groups

     The groups that the user may see; without credentials, the public ones.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (GroupOrder | Unset): What a list of groups may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        visibility (Visibility | Unset): Who may see a project or a group.
        owned (bool | Unset): Only groups that the user owns.
        min_access_level (AssignableAccessLevel | Unset): A role that can be given, as a number.
        top_level_only (bool | Unset): Only groups that have none above.
        all_available (bool | Unset): Whether public and internal groups count that the user is no
            member of.
        skip_groups (list[int] | Unset): The ids of groups to leave out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[Group]
    """

    return (
        await asyncio_detailed(
            client=client,
            page=page,
            per_page=per_page,
            search=search,
            order_by=order_by,
            sort=sort,
            visibility=visibility,
            owned=owned,
            min_access_level=min_access_level,
            top_level_only=top_level_only,
            all_available=all_available,
            skip_groups=skip_groups,
        )
    ).parsed
