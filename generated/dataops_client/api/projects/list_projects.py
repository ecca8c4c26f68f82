# pyright: standard
import datetime
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.assignable_access_level import AssignableAccessLevel
from ...models.error import Error
from ...models.pagination_method import PaginationMethod
from ...models.project import Project
from ...models.project_order import ProjectOrder
from ...models.sort_direction import SortDirection
from ...models.visibility import Visibility
from ...types import UNSET, Response, Unset
from ...wire import decoded, is_json


def _get_kwargs(
    *,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    pagination: PaginationMethod | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: ProjectOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    archived: bool | Unset = UNSET,
    owned: bool | Unset = UNSET,
    membership: bool | Unset = UNSET,
    simple: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    id_after: int | Unset = UNSET,
    id_before: int | Unset = UNSET,
    topic: str | Unset = UNSET,
    last_activity_after: datetime.datetime | Unset = UNSET,
    last_activity_before: datetime.datetime | Unset = UNSET,
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

    json_visibility: str | Unset = UNSET
    if not isinstance(visibility, Unset):
        json_visibility = visibility.value

    params["visibility"] = json_visibility

    params["archived"] = archived

    params["owned"] = owned

    params["membership"] = membership

    params["simple"] = simple

    json_min_access_level: int | Unset = UNSET
    if not isinstance(min_access_level, Unset):
        json_min_access_level = min_access_level.value

    params["min_access_level"] = json_min_access_level

    params["id_after"] = id_after

    params["id_before"] = id_before

    params["topic"] = topic

    json_last_activity_after: str | Unset = UNSET
    if not isinstance(last_activity_after, Unset):
        json_last_activity_after = last_activity_after.isoformat()
    params["last_activity_after"] = json_last_activity_after

    json_last_activity_before: str | Unset = UNSET
    if not isinstance(last_activity_before, Unset):
        json_last_activity_before = last_activity_before.isoformat()
    params["last_activity_before"] = json_last_activity_before

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/projects",
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
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    pagination: PaginationMethod | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: ProjectOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    archived: bool | Unset = UNSET,
    owned: bool | Unset = UNSET,
    membership: bool | Unset = UNSET,
    simple: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    id_after: int | Unset = UNSET,
    id_before: int | Unset = UNSET,
    topic: str | Unset = UNSET,
    last_activity_after: datetime.datetime | Unset = UNSET,
    last_activity_before: datetime.datetime | Unset = UNSET,
) -> Response[Error | str | list[Project]]:
    """List projects

     The projects that the user may see; without credentials, the public ones.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        pagination (PaginationMethod | Unset): How a list is walked.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (ProjectOrder | Unset): What a list of projects may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        visibility (Visibility | Unset): Who may see a project or a group.
        archived (bool | Unset): Only archived projects, or only those that are not.
        owned (bool | Unset): Only projects that the user owns.
        membership (bool | Unset): Only projects that the user is a member of.
        simple (bool | Unset): Only the basic fields of each project.
        min_access_level (AssignableAccessLevel | Unset): A role that can be given, as a number.
        id_after (int | Unset): Only projects whose id is greater.
        id_before (int | Unset): Only projects whose id is less.
        topic (str | Unset): Only projects that have all of these topics, separated by commas.
        last_activity_after (datetime.datetime | Unset): Only projects whose last activity is
            later, ISO 8601.
        last_activity_before (datetime.datetime | Unset): Only projects whose last activity is
            earlier, ISO 8601.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[Project]]
    """

    kwargs = _get_kwargs(
        page=page,
        per_page=per_page,
        pagination=pagination,
        search=search,
        order_by=order_by,
        sort=sort,
        visibility=visibility,
        archived=archived,
        owned=owned,
        membership=membership,
        simple=simple,
        min_access_level=min_access_level,
        id_after=id_after,
        id_before=id_before,
        topic=topic,
        last_activity_after=last_activity_after,
        last_activity_before=last_activity_before,
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
    pagination: PaginationMethod | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: ProjectOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    archived: bool | Unset = UNSET,
    owned: bool | Unset = UNSET,
    membership: bool | Unset = UNSET,
    simple: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    id_after: int | Unset = UNSET,
    id_before: int | Unset = UNSET,
    topic: str | Unset = UNSET,
    last_activity_after: datetime.datetime | Unset = UNSET,
    last_activity_before: datetime.datetime | Unset = UNSET,
) -> Error | str | list[Project] | None:
    """List projects

     The projects that the user may see; without credentials, the public ones.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        pagination (PaginationMethod | Unset): How a list is walked.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (ProjectOrder | Unset): What a list of projects may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        visibility (Visibility | Unset): Who may see a project or a group.
        archived (bool | Unset): Only archived projects, or only those that are not.
        owned (bool | Unset): Only projects that the user owns.
        membership (bool | Unset): Only projects that the user is a member of.
        simple (bool | Unset): Only the basic fields of each project.
        min_access_level (AssignableAccessLevel | Unset): A role that can be given, as a number.
        id_after (int | Unset): Only projects whose id is greater.
        id_before (int | Unset): Only projects whose id is less.
        topic (str | Unset): Only projects that have all of these topics, separated by commas.
        last_activity_after (datetime.datetime | Unset): Only projects whose last activity is
            later, ISO 8601.
        last_activity_before (datetime.datetime | Unset): Only projects whose last activity is
            earlier, ISO 8601.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[Project]
    """

    return sync_detailed(
        client=client,
        page=page,
        per_page=per_page,
        pagination=pagination,
        search=search,
        order_by=order_by,
        sort=sort,
        visibility=visibility,
        archived=archived,
        owned=owned,
        membership=membership,
        simple=simple,
        min_access_level=min_access_level,
        id_after=id_after,
        id_before=id_before,
        topic=topic,
        last_activity_after=last_activity_after,
        last_activity_before=last_activity_before,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    pagination: PaginationMethod | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: ProjectOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    archived: bool | Unset = UNSET,
    owned: bool | Unset = UNSET,
    membership: bool | Unset = UNSET,
    simple: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    id_after: int | Unset = UNSET,
    id_before: int | Unset = UNSET,
    topic: str | Unset = UNSET,
    last_activity_after: datetime.datetime | Unset = UNSET,
    last_activity_before: datetime.datetime | Unset = UNSET,
) -> Response[Error | str | list[Project]]:
    """List projects

     The projects that the user may see; without credentials, the public ones.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        pagination (PaginationMethod | Unset): How a list is walked.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (ProjectOrder | Unset): What a list of projects may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        visibility (Visibility | Unset): Who may see a project or a group.
        archived (bool | Unset): Only archived projects, or only those that are not.
        owned (bool | Unset): Only projects that the user owns.
        membership (bool | Unset): Only projects that the user is a member of.
        simple (bool | Unset): Only the basic fields of each project.
        min_access_level (AssignableAccessLevel | Unset): A role that can be given, as a number.
        id_after (int | Unset): Only projects whose id is greater.
        id_before (int | Unset): Only projects whose id is less.
        topic (str | Unset): Only projects that have all of these topics, separated by commas.
        last_activity_after (datetime.datetime | Unset): Only projects whose last activity is
            later, ISO 8601.
        last_activity_before (datetime.datetime | Unset): Only projects whose last activity is
            earlier, ISO 8601.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[Project]]
    """

    kwargs = _get_kwargs(
        page=page,
        per_page=per_page,
        pagination=pagination,
        search=search,
        order_by=order_by,
        sort=sort,
        visibility=visibility,
        archived=archived,
        owned=owned,
        membership=membership,
        simple=simple,
        min_access_level=min_access_level,
        id_after=id_after,
        id_before=id_before,
        topic=topic,
        last_activity_after=last_activity_after,
        last_activity_before=last_activity_before,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    pagination: PaginationMethod | Unset = UNSET,
    search: str | Unset = UNSET,
    order_by: ProjectOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
    visibility: Visibility | Unset = UNSET,
    archived: bool | Unset = UNSET,
    owned: bool | Unset = UNSET,
    membership: bool | Unset = UNSET,
    simple: bool | Unset = UNSET,
    min_access_level: AssignableAccessLevel | Unset = UNSET,
    id_after: int | Unset = UNSET,
    id_before: int | Unset = UNSET,
    topic: str | Unset = UNSET,
    last_activity_after: datetime.datetime | Unset = UNSET,
    last_activity_before: datetime.datetime | Unset = UNSET,
) -> Error | str | list[Project] | None:
    """List projects

     The projects that the user may see; without credentials, the public ones.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        pagination (PaginationMethod | Unset): How a list is walked.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        order_by (ProjectOrder | Unset): What a list of projects may be ordered by.
        sort (SortDirection | Unset): The direction of an order.
        visibility (Visibility | Unset): Who may see a project or a group.
        archived (bool | Unset): Only archived projects, or only those that are not.
        owned (bool | Unset): Only projects that the user owns.
        membership (bool | Unset): Only projects that the user is a member of.
        simple (bool | Unset): Only the basic fields of each project.
        min_access_level (AssignableAccessLevel | Unset): A role that can be given, as a number.
        id_after (int | Unset): Only projects whose id is greater.
        id_before (int | Unset): Only projects whose id is less.
        topic (str | Unset): Only projects that have all of these topics, separated by commas.
        last_activity_after (datetime.datetime | Unset): Only projects whose last activity is
            later, ISO 8601.
        last_activity_before (datetime.datetime | Unset): Only projects whose last activity is
            earlier, ISO 8601.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[Project]
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
            visibility=visibility,
            archived=archived,
            owned=owned,
            membership=membership,
            simple=simple,
            min_access_level=min_access_level,
            id_after=id_after,
            id_before=id_before,
            topic=topic,
            last_activity_after=last_activity_after,
            last_activity_before=last_activity_before,
        )
    ).parsed
