# pyright: standard
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.pipeline_schedule import PipelineSchedule
from ...types import Response
from ...wire import decoded, is_json


def _get_kwargs(
    id: int | str,
    pipeline_schedule_id: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/projects/{id}/pipeline_schedules/{pipeline_schedule_id}".format(
            id=quote(str(id), safe=""),
            pipeline_schedule_id=quote(str(pipeline_schedule_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | str | PipelineSchedule | None:
    if response.status_code == 200 and is_json(response):
        response_200 = PipelineSchedule.from_dict(response.json())

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
) -> Response[Error | str | PipelineSchedule]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: int | str,
    pipeline_schedule_id: int,
    *,
    client: AuthenticatedClient,
) -> Response[Error | str | PipelineSchedule]:
    """Get a pipeline schedule

     One schedule, with the last pipeline that it started and, for those who may see them, its variables.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        pipeline_schedule_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | PipelineSchedule]
    """

    kwargs = _get_kwargs(
        id=id,
        pipeline_schedule_id=pipeline_schedule_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: int | str,
    pipeline_schedule_id: int,
    *,
    client: AuthenticatedClient,
) -> Error | str | PipelineSchedule | None:
    """Get a pipeline schedule

     One schedule, with the last pipeline that it started and, for those who may see them, its variables.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        pipeline_schedule_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | PipelineSchedule
    """

    return sync_detailed(
        id=id,
        pipeline_schedule_id=pipeline_schedule_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    id: int | str,
    pipeline_schedule_id: int,
    *,
    client: AuthenticatedClient,
) -> Response[Error | str | PipelineSchedule]:
    """Get a pipeline schedule

     One schedule, with the last pipeline that it started and, for those who may see them, its variables.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        pipeline_schedule_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | PipelineSchedule]
    """

    kwargs = _get_kwargs(
        id=id,
        pipeline_schedule_id=pipeline_schedule_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: int | str,
    pipeline_schedule_id: int,
    *,
    client: AuthenticatedClient,
) -> Error | str | PipelineSchedule | None:
    """Get a pipeline schedule

     One schedule, with the last pipeline that it started and, for those who may see them, its variables.

    Args:
        id (int | str): A numeric id, or a full path such as `team/data`.
        pipeline_schedule_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | PipelineSchedule
    """

    return (
        await asyncio_detailed(
            id=id,
            pipeline_schedule_id=pipeline_schedule_id,
            client=client,
        )
    ).parsed
