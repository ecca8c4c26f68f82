"""Where the links of a page lead."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, expect
from dataops_conformance.laws.page.reading import Link, identities, links, listed
from dataops_conformance.laws.page.walking import Walk, settled
from dataops_conformance.laws.rate.headers import number

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()


@laws.law("PAGE-11", requests=0)
def links_agree_with_the_headers(ctx: Context, operation: Operation) -> None:
    """Compare the links of each page of a walk with the place of the page in it, and their path with the request's."""
    settled(ctx, operation, _links_agree)


def _links_agree(seen: Walk) -> None:
    for index, page in enumerate(seen.pages, start=1):
        borne = links(page.response)
        wanted = {"first": 1, "prev": index - 1 or None, "next": None if index == seen.count else index + 1}
        if seen.count is not None:
            wanted["last"] = seen.count
        elif number(page.response, "x-total-pages") is not None:
            wanted["last"] = number(page.response, "x-total-pages")
        for relation, target in wanted.items():
            _leads_to(page, relation, borne.get(relation), target)


def _leads_to(page: Exchange, relation: str, link: Link | None, target: int | None) -> None:
    if target is None:
        right, seen = link is None, "a link" if link else "none"
    else:
        right = link is not None and link.page == target and _same_path(page, link)
        seen = "none" if link is None else f"a link to page {link.page} of {link.path}"
    expect(
        right,
        f'The link rel="{relation}" does not lead where the page headers say.',
        expected="no such link" if target is None else f"a link to page {target} of {page.request.path}",
        seen=seen,
        exchanges=[page],
    )


def _same_path(page: Exchange, link: Link) -> bool:
    """Tell whether the link's path ends as the request's; what stands before is the server's own affair."""
    return unquote(link.path).endswith(unquote(page.request.path))


@laws.law("PAGE-12", requests=0)
def following_next_visits_every_item(ctx: Context, operation: Operation) -> None:
    """Follow rel="next" from the first page of a walk and compare what was visited with what the whole list holds; of a
    list of more than 100 items, with its beginning.
    """
    settled(ctx, operation, _next_visits_all)


def _next_visits_all(seen: Walk) -> None:
    ended = next((index for index, linked in enumerate(seen.linked[1:], start=1) if not linked), len(seen.pages))
    followed = seen.pages[:ended]
    visited = [name for page in followed for name in identities(page)]
    wanted = list(seen.items) if seen.items is not None else seen.whole.names
    if seen.items is None or (ended == len(seen.pages) and not seen.to_the_end):
        wanted = wanted[: len(visited)]
    expect(
        visited == wanted,
        'Following rel="next" does not visit every item once.',
        expected=listed(wanted),
        seen=listed(visited),
        exchanges=followed,
    )
    final = followed[-1] if seen.to_the_end else seen.last
    if final is not None:
        expect(
            "next" not in links(final.response),
            'Following rel="next" does not end at the last page.',
            expected="no link to a next page",
            seen=final.response.header("link"),
            exchanges=[final],
        )


@laws.law("PAGE-13", requests=0)
def links_keep_the_query(ctx: Context, operation: Operation) -> None:
    """Compare the query of each link on each page of a walk, which filters and sorts as far as the list can be, with
    that of the walk, the page aside.
    """
    settled(ctx, operation, _query_kept)


def _query_kept(seen: Walk) -> None:
    asked = Counter(pair for pair in seen.pages[0].request.query if pair[0] != "page")
    for page in (*seen.pages, *([] if seen.last is None else [seen.last])):
        for relation, link in links(page.response).items():
            borne = Counter(pair for pair in link.query if pair[0] != "page")
            expect(
                not asked - borne and not {name for name, _ in borne - asked} & {name for name, _ in asked},
                f'The link rel="{relation}" does not keep the query parameters of the request.',
                expected="&".join(f"{name}={value}" for name, value in asked.elements()),
                seen="&".join(f"{name}={value}" for name, value in link.query),
                exchanges=[page],
            )
