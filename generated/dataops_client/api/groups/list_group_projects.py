# pyright: standard
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.assignable_access_level import AssignableAccessLevel
from ...models.error import Error
from ...models.project import Project
from ...models.project_order import ProjectOrder
from ...models.sort_direction import SortDirection
from ...models.visibility import Visibility
from ...types import UNSET, Response, Unset
from ...wire import decoded, is_json


def _get_kwargs(
    id: int | str,
    *,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: ProjectOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    archived: bool | Unset = UNSET,
    owned: bool | Unset = UNSET,
    simple: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    include_subgroups: bool | Unset = UNSET,
    with_shared: bool | Unset = UNSET,
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

    params["archived"] = archived

    params["owned"] = owned

    params["simple"] = simple

    json_min_access_level: int | Unset = UNSET
    if not isinstance(min_access_level, Unset):
        json_min_access_level = min_access_level.value

    params["min_access_level"] = json_min_access_level

    params["include_subgroups"] = include_subgroups

    params["with_shared"] = with_shared

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/groups/{id}/projects".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | str | list[Project] | None:
    if response.status_code == 200 and is_json(response):
        response_200 = []
        _response_200 = response.json()
        for componentsschemas_project_list_item_data in _response_200:
            componentsschemas_project_list_item = Project.from_dict(componentsschemas_project_list_item_data)

            response_200.append(componentsschemas_project_list_item)

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
) -> Response[Error | str | list[Project]]:
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
    search: str | Unset = UNSET,
    order_by: ProjectOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    archived: bool | Unset = UNSET,
    owned: bool | Unset = UNSET,
    simple: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    include_subgroups: bool | Unset = UNSET,
    with_shared: bool | Unset = UNSET,
) -> Response[Error | str | list[Project]]:
    """List the projects of a group

     The projects of the group that the user may see; those of its subgroups too, where asked for.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (ProjectOrder | Unset): What a list of projects may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        visibility (Visibility | Unset): Who may see a project or a group.
        archived (bool | Unset): Only archived projects, or only those that are not.
        owned (bool | Unset): Only projects that the user owns.
        simple (bool | Unset): Only the basic fields of each project.
        min_access_level (AssignableAccessLevel | Unset): A role that can be given, as a number.
        include_subgroups (bool | Unset): Whether the projects of its subgroups are listed too;
            not unless told.
        with_shared (bool | Unset): Whether projects that are shared with the group are listed
            too; they are unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[Project]]
    """

    kwargs = _get_kwargs(
        id=id,
        page=page,
        per_page=per_page,
        search=search,
        order_by=order_by,
        sort=sort,
        visibility=visibility,
        archived=archived,
        owned=owned,
        simple=simple,
        min_access_level=min_access_level,
        include_subgroups=include_subgroups,
        with_shared=with_shared,
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
    search: str | Unset = UNSET,
    order_by: ProjectOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    archived: bool | Unset = UNSET,
    owned: bool | Unset = UNSET,
    simple: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    include_subgroups: bool | Unset = UNSET,
    with_shared: bool | Unset = UNSET,
) -> Error | str | list[Project] | None:
    """List the projects of a group

     The projects of the group that the user may see; those of its subgroups too, where asked for.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (ProjectOrder | Unset): What a list of projects may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        visibility (Visibility | Unset): Who may see a project or a group.
        archived (bool | Unset): Only archived projects, or only those that are not.
        owned (bool | Unset): Only projects that the user owns.
        simple (bool | Unset): Only the basic fields of each project.
        min_access_level (AssignableAccessLevel | Unset): A role that can be given, as a number.
        include_subgroups (bool | Unset): Whether the projects of its subgroups are listed too;
            not unless told.
        with_shared (bool | Unset): Whether projects that are shared with the group are listed
            too; they are unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[Project]
    """

    return sync_detailed(
        id=id,
        client=client,
        page=page,
        per_page=per_page,
        search=search,
        order_by=order_by,
        sort=sort,
        visibility=visibility,
        archived=archived,
        owned=owned,
        simple=simple,
        min_access_level=min_access_level,
        include_subgroups=include_subgroups,
        with_shared=with_shared,
    ).parsed


async def asyncio_detailed(
    id: int | str,
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: ProjectOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    archived: bool | Unset = UNSET,
    owned: bool | Unset = UNSET,
    simple: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    include_subgroups: bool | Unset = UNSET,
    with_shared: bool | Unset = UNSET,
) -> Response[Error | str | list[Project]]:
    """List the projects of a group

     The projects of the group that the user may see; those of its subgroups too, where asked for.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (ProjectOrder | Unset): What a list of projects may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        visibility (Visibility | Unset): Who may see a project or a group.
        archived (bool | Unset): Only archived projects, or only those that are not.
        owned (bool | Unset): Only projects that the user owns.
        simple (bool | Unset): Only the basic fields of each project.
        min_access_level (AssignableAccessLevel | Unset): A role that can be given, as a number.
        include_subgroups (bool | Unset): Whether the projects of its subgroups are listed too;
            not unless told.
        with_shared (bool | Unset): Whether projects that are shared with the group are listed
            too; they are unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[Project]]
    """

    kwargs = _get_kwargs(
        id=id,
        page=page,
        per_page=per_page,
        search=search,
        order_by=order_by,
        sort=sort,
        visibility=visibility,
        archived=archived,
        owned=owned,
        simple=simple,
        min_access_level=min_access_level,
        include_subgroups=include_subgroups,
        with_shared=with_shared,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: int | str,
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: ProjectOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    archived: bool | Unset = UNSET,
    owned: bool | Unset = UNSET,
    simple: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    include_subgroups: bool | Unset = UNSET,
    with_shared: bool | Unset = UNSET,
) -> Error | str | list[Project] | None:
    """List the projects of a group

     The projects of the group that the user may see; those of its subgroups too, where asked for.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (ProjectOrder | Unset): What a list of projects may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        visibility (Visibility | Unset): Who may see a project or a group.
        archived (bool | Unset): Only archived projects, or only those that are not.
        owned (bool | Unset): Only projects that the user owns.
        simple (bool | Unset): Only the basic fields of each project.
        min_access_level (AssignableAccessLevel | Unset): A role that can be given, as a number.
        include_subgroups (bool | Unset): Whether the projects of its subgroups are listed too;
            not unless told.
        with_shared (bool | Unset): Whether projects that are shared with the group are listed
            too; they are unless told.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[Project]
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            page=page,
            per_page=per_page,
            search=search,
            order_by=order_by,
            sort=sort,
            visibility=visibility,
            archived=archived,
            owned=owned,
            simple=simple,
            min_access_level=min_access_level,
            include_subgroups=include_subgroups,
            with_shared=with_shared,
        )
    ).parsed
