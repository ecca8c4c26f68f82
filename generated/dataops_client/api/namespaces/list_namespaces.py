# pyright: standard
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.namespace import Namespace
from ...types import UNSET, Response, Unset
from ...wire import decoded, is_json


def _get_kwargs(
    *,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    owned_only: bool | Unset = UNSET,
    top_level_only: bool | Unset = UNSET,
    full_path_search: bool | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["page"] = page

    params["per_page"] = per_page

    params["search"] = search

    params["owned_only"] = owned_only

    params["top_level_only"] = top_level_only

    params["full_path_search"] = full_path_search

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/namespaces",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | str | list[Namespace] | None:
    if response.status_code == 200 and is_json(response):
        response_200 = []
        _response_200 = response.json()
        for componentsschemas_namespace_list_item_data in _response_200:
            componentsschemas_namespace_list_item = Namespace.from_dict(componentsschemas_namespace_list_item_data)

            response_200.append(componentsschemas_namespace_list_item)

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
) -> Response[Error | str | list[Namespace]]:
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
    owned_only: bool | Unset = UNSET,
    top_level_only: bool | Unset = UNSET,
    full_path_search: bool | Unset = UNSET,
) -> Response[Error | str | list[Namespace]]:
    """List namespaces

     The namespaces that the user may see, its own and those of its groups; without credentials, those of
    public
    groups.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        owned_only (bool | Unset): Only namespaces that the user owns.
        top_level_only (bool | Unset): Only namespaces that have none above.
        full_path_search (bool | Unset): Whether `search` looks at the full path too.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[Namespace]]
    """

    kwargs = _get_kwargs(
        page=page,
        per_page=per_page,
        search=search,
        owned_only=owned_only,
        top_level_only=top_level_only,
        full_path_search=full_path_search,
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
    owned_only: bool | Unset = UNSET,
    top_level_only: bool | Unset = UNSET,
    full_path_search: bool | Unset = UNSET,
) -> Error | str | list[Namespace] | None:
    """List namespaces

     The namespaces that the user may see, its own and those of its groups; without credentials, those of
    public
    groups.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        owned_only (bool | Unset): Only namespaces that the user owns.
        top_level_only (bool | Unset): Only namespaces that have none above.
        full_path_search (bool | Unset): Whether `search` looks at the full path too.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[Namespace]
    """

    return sync_detailed(
        client=client,
        page=page,
        per_page=per_page,
        search=search,
        owned_only=owned_only,
        top_level_only=top_level_only,
        full_path_search=full_path_search,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    owned_only: bool | Unset = UNSET,
    top_level_only: bool | Unset = UNSET,
    full_path_search: bool | Unset = UNSET,
) -> Response[Error | str | list[Namespace]]:
    """List namespaces

     The namespaces that the user may see, its own and those of its groups; without credentials, those of
    public
    groups.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        owned_only (bool | Unset): Only namespaces that the user owns.
        top_level_only (bool | Unset): Only namespaces that have none above.
        full_path_search (bool | Unset): Whether `search` looks at the full path too.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | str | list[Namespace]]
    """

    kwargs = _get_kwargs(
        page=page,
        per_page=per_page,
        search=search,
        owned_only=owned_only,
        top_level_only=top_level_only,
        full_path_search=full_path_search,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    page: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
    search: str | Unset = UNSET,
    owned_only: bool | Unset = UNSET,
    top_level_only: bool | Unset = UNSET,
    full_path_search: bool | Unset = UNSET,
) -> Error | str | list[Namespace] | None:
    """List namespaces

     The namespaces that the user may see, its own and those of its groups; without credentials, those of
    public
    groups.

    Args:
        page (int | Unset): The number of the page, from 1. A page past the end is an empty list.
        per_page (int | Unset): How many items a page holds; 20 unless told. More than 100 is
            served as 100.
        search (str | Unset): Only items whose name, path or username contains this text, whatever
            the case.
        owned_only (bool | Unset): Only namespaces that the user owns.
        top_level_only (bool | Unset): Only namespaces that have none above.
        full_path_search (bool | Unset): Whether `search` looks at the full path too.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | str | list[Namespace]
    """

    return (
        await asyncio_detailed(
            client=client,
            page=page,
            per_page=per_page,
            search=search,
            owned_only=owned_only,
            top_level_only=top_level_only,
            full_path_search=full_path_search,
        )
    ).parsed
