# pyright: standard
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.ci_status_filter import CiStatusFilter
from ...models.error import Error
from ...models.job import Job
from ...models.job_order import JobOrder
from ...models.pagination_method import PaginationMethod
from ...models.sort_direction import SortDirection
from ...types import UNSET, Response, Unset
from ...wire import decoded, is_json


def _get_kwargs(
    id: int | str,
    *,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    pagination: PaginationMethod | Unset = UNSET,
    scope: list[CiStatusFilter] | Unset = UNSET,
    order_by: JobOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["page"] = page

    params["per_page"] = per_page

    json_pagination: str | Unset = UNSET
    if not isinstance(pagination, Unset):
        json_pagination = pagination.value

    params["pagination"] = json_pagination

    json_scope: list[str] | Unset = UNSET
    if not isinstance(scope, Unset):
        json_scope = []
        for scope_item_data in scope:
            scope_item = scope_item_data.value
            json_scope.append(scope_item)

    params["scope[]"] = json_scope

    json_order_by: str | Unset = UNSET
    if not isinstance(order_by, Unset):
        json_order_by = order_by.value

    params["order_by"] = json_order_by

    json_sort: str | Unset = UNSET
    if not isinstance(sort, Unset):
        json_sort = sort.value

    params["sort"] = json_sort

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/projects/{id}/jobs".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | str | list[Job] | None:
    if response.status_code == 200 and is_json(response):
        response_200 = []
        _response_200 = response.json()
        for componentsschemas_job_list_item_data in _response_200:
            componentsschemas_job_list_item = Job.from_dict(componentsschemas_job_list_item_data)

            response_200.append(componentsschemas_job_list_item)

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
) -> Response[Error | str | list[Job]]:
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
    pagination: PaginationMethod | Unset = UNSET,
    scope: list[CiStatusFilter] | Unset = UNSET,
    order_by: JobOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
) -> Response[Error | str | list[Job]]:
    """List a project's jobs

     The jobs of all pipelines of the project, newest first unless told.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        pagination (PaginationMethod | Unset): How a list is walked.
        scope (list[CiStatusFilter] | Unset): Only jobs in one of these states; repeat it for
            several.
        order_by (JobOrder | Unset): What a list of jobs may be ordered by.
        sort (SortDirection | Unset): The direction of an order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[Job]]
    """

    kwargs = _get_kwargs(
        id=id,
        page=page,
        per_page=per_page,
        pagination=pagination,
        scope=scope,
        order_by=order_by,
        sort=sort,
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
    pagination: PaginationMethod | Unset = UNSET,
    scope: list[CiStatusFilter] | Unset = UNSET,
    order_by: JobOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
) -> Error | str | list[Job] | None:
    """List a project's jobs

     The jobs of all pipelines of the project, newest first unless told.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        pagination (PaginationMethod | Unset): How a list is walked.
        scope (list[CiStatusFilter] | Unset): Only jobs in one of these states; repeat it for
            several.
        order_by (JobOrder | Unset): What a list of jobs may be ordered by.
        sort (SortDirection | Unset): The direction of an order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[Job]
    """

    return sync_detailed(
        id=id,
        client=client,
        page=page,
        per_page=per_page,
        pagination=pagination,
        scope=scope,
        order_by=order_by,
        sort=sort,
    ).parsed


async def asyncio_detailed(
    id: int | str,
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    pagination: PaginationMethod | Unset = UNSET,
    scope: list[CiStatusFilter] | Unset = UNSET,
    order_by: JobOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
) -> Response[Error | str | list[Job]]:
    """List a project's jobs

     The jobs of all pipelines of the project, newest first unless told.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        pagination (PaginationMethod | Unset): How a list is walked.
        scope (list[CiStatusFilter] | Unset): Only jobs in one of these states; repeat it for
            several.
        order_by (JobOrder | Unset): What a list of jobs may be ordered by.
        sort (SortDirection | Unset): The direction of an order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[Job]]
    """

    kwargs = _get_kwargs(
        id=id,
        page=page,
        per_page=per_page,
        pagination=pagination,
        scope=scope,
        order_by=order_by,
        sort=sort,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: int | str,
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    pagination: PaginationMethod | Unset = UNSET,
    scope: list[CiStatusFilter] | Unset = UNSET,
    order_by: JobOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
) -> Error | str | list[Job] | None:
    """List a project's jobs

     The jobs of all pipelines of the project, newest first unless told.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        pagination (PaginationMethod | Unset): How a list is walked.
        scope (list[CiStatusFilter] | Unset): Only jobs in one of these states; repeat it for
            several.
        order_by (JobOrder | Unset): What a list of jobs may be ordered by.
        sort (SortDirection | Unset): The direction of an order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[Job]
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            page=page,
            per_page=per_page,
            pagination=pagination,
            scope=scope,
            order_by=order_by,
            sort=sort,
        )
    ).parsed
