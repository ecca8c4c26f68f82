# pyright: standard
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.active_state import ActiveState
from ...models.error import Error
from ...models.pipeline_schedule_summary import PipelineScheduleSummary
from ...types import UNSET, Response, Unset
from ...wire import decoded, is_json


def _get_kwargs(
    id: int | str,
    *,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    scope: ActiveState | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["page"] = page

    params["per_page"] = per_page

    json_scope: str | Unset = UNSET
    if not isinstance(scope, Unset):
        json_scope = scope.value

    params["scope"] = json_scope

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/projects/{id}/pipeline_schedules".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | str | list[PipelineScheduleSummary] | None:
    if response.status_code == 200 and is_json(response):
        response_200 = []
        _response_200 = response.json()
        for componentsschemas_pipeline_schedule_list_item_data in _response_200:
            componentsschemas_pipeline_schedule_list_item = PipelineScheduleSummary.from_dict(
                componentsschemas_pipeline_schedule_list_item_data
            )

            response_200.append(componentsschemas_pipeline_schedule_list_item)

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
) -> Response[Error | str | list[PipelineScheduleSummary]]:
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
    scope: ActiveState | Unset = UNSET,
) -> Response[Error | str | list[PipelineScheduleSummary]]:
    """List pipeline schedules

     The pipeline schedules of the project.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        scope (ActiveState | Unset): Only what is in force, or only what is not (switched off,
            revoked, expired).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[PipelineScheduleSummary]]
    """

    kwargs = _get_kwargs(
        id=id,
        page=page,
        per_page=per_page,
        scope=scope,
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
    scope: ActiveState | Unset = UNSET,
) -> Error | str | list[PipelineScheduleSummary] | None:
    """List pipeline schedules

     The pipeline schedules of the project.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        scope (ActiveState | Unset): Only what is in force, or only what is not (switched off,
            revoked, expired).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[PipelineScheduleSummary]
    """

    return sync_detailed(
        id=id,
        client=client,
        page=page,
        per_page=per_page,
        scope=scope,
    ).parsed


async def asyncio_detailed(
    id: int | str,
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    scope: ActiveState | Unset = UNSET,
) -> Response[Error | str | list[PipelineScheduleSummary]]:
    """List pipeline schedules

     The pipeline schedules of the project.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        scope (ActiveState | Unset): Only what is in force, or only what is not (switched off,
            revoked, expired).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[PipelineScheduleSummary]]
    """

    kwargs = _get_kwargs(
        id=id,
        page=page,
        per_page=per_page,
        scope=scope,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: int | str,
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    scope: ActiveState | Unset = UNSET,
) -> Error | str | list[PipelineScheduleSummary] | None:
    """List pipeline schedules

     The pipeline schedules of the project.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        scope (ActiveState | Unset): Only what is in force, or only what is not (switched off,
            revoked, expired).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[PipelineScheduleSummary]
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            page=page,
            per_page=per_page,
            scope=scope,
        )
    ).parsed
