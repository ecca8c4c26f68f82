# pyright: standard
import datetime
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.ci_status_filter import CiStatusFilter
from ...models.error import Error
from ...models.pipeline_order import PipelineOrder
from ...models.pipeline_scope import PipelineScope
from ...models.pipeline_source_filter import PipelineSourceFilter
from ...models.pipeline_summary import PipelineSummary
from ...models.sort_direction import SortDirection
from ...types import UNSET, Response, Unset
from ...wire import decoded, is_json


def _get_kwargs(
    id: int | str,
    *,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    scope: PipelineScope | Unset = UNSET,
    status: CiStatusFilter | Unset = UNSET,
    source: PipelineSourceFilter | Unset = UNSET,
    ref: str | Unset = UNSET,
    sha: str | Unset = UNSET,
    username: str | Unset = UNSET,
    name: str | Unset = UNSET,
    updated_after: datetime.datetime | Unset = UNSET,
    updated_before: datetime.datetime | Unset = UNSET,
    order_by: PipelineOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["page"] = page

    params["per_page"] = per_page

    json_scope: str | Unset = UNSET
    if not isinstance(scope, Unset):
        json_scope = scope.value

    params["scope"] = json_scope

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status.value

    params["status"] = json_status

    json_source: str | Unset = UNSET
    if not isinstance(source, Unset):
        json_source = source.value

    params["source"] = json_source

    params["ref"] = ref

    params["sha"] = sha

    params["username"] = username

    params["name"] = name

    json_updated_after: str | Unset = UNSET
    if not isinstance(updated_after, Unset):
        json_updated_after = updated_after.isoformat()
    params["updated_after"] = json_updated_after

    json_updated_before: str | Unset = UNSET
    if not isinstance(updated_before, Unset):
        json_updated_before = updated_before.isoformat()
    params["updated_before"] = json_updated_before

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
        "url": "/projects/{id}/pipelines".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | str | list[PipelineSummary] | None:
    if response.status_code == 200 and is_json(response):
        response_200 = []
        _response_200 = response.json()
        for componentsschemas_pipeline_list_item_data in _response_200:
            componentsschemas_pipeline_list_item = PipelineSummary.from_dict(componentsschemas_pipeline_list_item_data)

            response_200.append(componentsschemas_pipeline_list_item)

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
) -> Response[Error | str | list[PipelineSummary]]:
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
    scope: PipelineScope | Unset = UNSET,
    status: CiStatusFilter | Unset = UNSET,
    source: PipelineSourceFilter | Unset = UNSET,
    ref: str | Unset = UNSET,
    sha: str | Unset = UNSET,
    username: str | Unset = UNSET,
    name: str | Unset = UNSET,
    updated_after: datetime.datetime | Unset = UNSET,
    updated_before: datetime.datetime | Unset = UNSET,
    order_by: PipelineOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
) -> Response[Error | str | list[PipelineSummary]]:
    """List pipelines

     The pipelines of the project, newest first unless told. Child pipelines are listed only with
    `source=parent_pipeline`.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        scope (PipelineScope | Unset): Pipelines that are in a phase, or the latest one of each
            branch or tag.
        status (CiStatusFilter | Unset): The states that a list of pipelines or jobs can be held
            to.
        source (PipelineSourceFilter | Unset): The sources that a list of pipelines can be held
            to.
        ref (str | Unset): Only pipelines of this branch or tag.
        sha (str | Unset): Only pipelines of this commit.
        username (str | Unset): Only pipelines that this user started.
        name (str | Unset): Only pipelines of this name.
        updated_after (datetime.datetime | Unset): Only pipelines that changed later, ISO 8601.
        updated_before (datetime.datetime | Unset): Only pipelines that changed earlier, ISO 8601.
        order_by (PipelineOrder | Unset): What a list of pipelines may be ordered by.
        sort (SortDirection | Unset): The direction of an order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[PipelineSummary]]
    """

    kwargs = _get_kwargs(
        id=id,
        page=page,
        per_page=per_page,
        scope=scope,
        status=status,
        source=source,
        ref=ref,
        sha=sha,
        username=username,
        name=name,
        updated_after=updated_after,
        updated_before=updated_before,
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
    scope: PipelineScope | Unset = UNSET,
    status: CiStatusFilter | Unset = UNSET,
    source: PipelineSourceFilter | Unset = UNSET,
    ref: str | Unset = UNSET,
    sha: str | Unset = UNSET,
    username: str | Unset = UNSET,
    name: str | Unset = UNSET,
    updated_after: datetime.datetime | Unset = UNSET,
    updated_before: datetime.datetime | Unset = UNSET,
    order_by: PipelineOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
) -> Error | str | list[PipelineSummary] | None:
    """List pipelines

     The pipelines of the project, newest first unless told. Child pipelines are listed only with
    `source=parent_pipeline`.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        scope (PipelineScope | Unset): Pipelines that are in a phase, or the latest one of each
            branch or tag.
        status (CiStatusFilter | Unset): The states that a list of pipelines or jobs can be held
            to.
        source (PipelineSourceFilter | Unset): The sources that a list of pipelines can be held
            to.
        ref (str | Unset): Only pipelines of this branch or tag.
        sha (str | Unset): Only pipelines of this commit.
        username (str | Unset): Only pipelines that this user started.
        name (str | Unset): Only pipelines of this name.
        updated_after (datetime.datetime | Unset): Only pipelines that changed later, ISO 8601.
        updated_before (datetime.datetime | Unset): Only pipelines that changed earlier, ISO 8601.
        order_by (PipelineOrder | Unset): What a list of pipelines may be ordered by.
        sort (SortDirection | Unset): The direction of an order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[PipelineSummary]
    """

    return sync_detailed(
        id=id,
        client=client,
        page=page,
        per_page=per_page,
        scope=scope,
        status=status,
        source=source,
        ref=ref,
        sha=sha,
        username=username,
        name=name,
        updated_after=updated_after,
        updated_before=updated_before,
        order_by=order_by,
        sort=sort,
    ).parsed


async def asyncio_detailed(
    id: int | str,
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    scope: PipelineScope | Unset = UNSET,
    status: CiStatusFilter | Unset = UNSET,
    source: PipelineSourceFilter | Unset = UNSET,
    ref: str | Unset = UNSET,
    sha: str | Unset = UNSET,
    username: str | Unset = UNSET,
    name: str | Unset = UNSET,
    updated_after: datetime.datetime | Unset = UNSET,
    updated_before: datetime.datetime | Unset = UNSET,
    order_by: PipelineOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
) -> Response[Error | str | list[PipelineSummary]]:
    """List pipelines

     The pipelines of the project, newest first unless told. Child pipelines are listed only with
    `source=parent_pipeline`.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        scope (PipelineScope | Unset): Pipelines that are in a phase, or the latest one of each
            branch or tag.
        status (CiStatusFilter | Unset): The states that a list of pipelines or jobs can be held
            to.
        source (PipelineSourceFilter | Unset): The sources that a list of pipelines can be held
            to.
        ref (str | Unset): Only pipelines of this branch or tag.
        sha (str | Unset): Only pipelines of this commit.
        username (str | Unset): Only pipelines that this user started.
        name (str | Unset): Only pipelines of this name.
        updated_after (datetime.datetime | Unset): Only pipelines that changed later, ISO 8601.
        updated_before (datetime.datetime | Unset): Only pipelines that changed earlier, ISO 8601.
        order_by (PipelineOrder | Unset): What a list of pipelines may be ordered by.
        sort (SortDirection | Unset): The direction of an order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[PipelineSummary]]
    """

    kwargs = _get_kwargs(
        id=id,
        page=page,
        per_page=per_page,
        scope=scope,
        status=status,
        source=source,
        ref=ref,
        sha=sha,
        username=username,
        name=name,
        updated_after=updated_after,
        updated_before=updated_before,
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
    scope: PipelineScope | Unset = UNSET,
    status: CiStatusFilter | Unset = UNSET,
    source: PipelineSourceFilter | Unset = UNSET,
    ref: str | Unset = UNSET,
    sha: str | Unset = UNSET,
    username: str | Unset = UNSET,
    name: str | Unset = UNSET,
    updated_after: datetime.datetime | Unset = UNSET,
    updated_before: datetime.datetime | Unset = UNSET,
    order_by: PipelineOrder | Unset = UNSET,
    sort: SortDirection | Unset = UNSET,
) -> Error | str | list[PipelineSummary] | None:
    """List pipelines

     The pipelines of the project, newest first unless told. Child pipelines are listed only with
    `source=parent_pipeline`.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        scope (PipelineScope | Unset): Pipelines that are in a phase, or the latest one of each
            branch or tag.
        status (CiStatusFilter | Unset): The states that a list of pipelines or jobs can be held
            to.
        source (PipelineSourceFilter | Unset): The sources that a list of pipelines can be held
            to.
        ref (str | Unset): Only pipelines of this branch or tag.
        sha (str | Unset): Only pipelines of this commit.
        username (str | Unset): Only pipelines that this user started.
        name (str | Unset): Only pipelines of this name.
        updated_after (datetime.datetime | Unset): Only pipelines that changed later, ISO 8601.
        updated_before (datetime.datetime | Unset): Only pipelines that changed earlier, ISO 8601.
        order_by (PipelineOrder | Unset): What a list of pipelines may be ordered by.
        sort (SortDirection | Unset): The direction of an order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[PipelineSummary]
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            page=page,
            per_page=per_page,
            scope=scope,
            status=status,
            source=source,
            ref=ref,
            sha=sha,
            username=username,
            name=name,
            updated_after=updated_after,
            updated_before=updated_before,
            order_by=order_by,
            sort=sort,
        )
    ).parsed
